"""What the dashboard shows: pages that are to be looked through, and consents that end or are over."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.urls import reverse
from django.utils import timezone
from laces.components import Component

from cms.core.consent_reports import EndingConsentsView, days_left
from cms.core.reviews import pages_to_review

SHOWN_PAGES = 5


class PagesToReviewPanel(Component):
    """Names the pages that wait longest, and how many there are."""

    name = "pages_to_review"
    template_name = "core/admin/pages_to_review_panel.html"
    order = 160

    def __init__(self, user: AbstractBaseUser | AnonymousUser) -> None:
        self.user = user

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        pages = pages_to_review(self.user, timezone.localdate())
        return {"pages": pages[:SHOWN_PAGES], "total": pages.count()}


class ConsentsEndingPanel(Component):
    """Names what is shown with consents that end soon, and counts those that are over while it is in use.

    Who agreed is named to whoever may see it.
    """

    template_name = "core/admin/consents_ending_panel.html"
    order = 155

    def __init__(self, user: Any, *, report: type[EndingConsentsView]) -> None:
        self.user = user
        self.report = report
        self.name = f"consents_of_{report.subject_name}"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        consents = self.consents()
        ending = [consent for consent in consents if days_left(consent) is not None]
        return {
            "name": self.name,
            "heading": self.report.page_title,
            "endings": list(self.endings(ending).values()),
            "over": len(consents) - len(ending),
            "report_url": reverse(self.report.url_name),
        }

    def consents(self) -> list[Any]:
        consents = self.report.consents_for(self.user, timezone.localdate())
        if not self.report.names_are_open_to(self.user):
            consents = consents.without_names()
        return list(consents.select_related(self.report.subject_name).order_by("ends_on", "pk"))

    def endings(self, consents: list[Any]) -> dict[int, dict[str, Any]]:
        """For each thing the first last day, how many consents end within 60 days, and whose."""
        sees_names = self.report.names_are_open_to(self.user)
        found: dict[int, dict[str, Any]] = {}
        for consent in consents:
            subject = getattr(consent, self.report.subject_name)
            ending = found.setdefault(
                subject.pk,
                {
                    "title": str(subject),
                    "url": reverse(self.report.consents_address, args=[subject.pk]),
                    "last_day": consent.ends_on,
                    "count": 0,
                    "names": [],
                },
            )
            ending["count"] += 1
            if sees_names:
                ending["names"].append(consent.name)
        return found
