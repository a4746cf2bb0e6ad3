"""Consents that end soon, and those that are over while what they are for is still in use.

Rooms subclass the report and say whose consents they are. Who agreed is told to whoever may see names, and on
the page alone: what is taken along names nobody.
"""

from datetime import date, timedelta
from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from wagtail.admin.filters import CollectionFilter, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.models import Collection, ReferenceIndex
from wagtail.permissions import policy_registry

from cms.core.columns import LabelledColumn
from cms.core.consents import REMINDER_DAYS
from cms.core.models import Picture, PictureConsent
from cms.core.models.consents import ConsentQuerySet, ConsentRecord
from cms.core.reports import TellingReport

STATES = [
    *((f"{days}", format_lazy(_("ends within {days} days"), days=days)) for days in REMINDER_DAYS),
    ("ended", _("ended")),
    ("withdrawn", _("withdrawn")),
]


def collections_open_to(user: Any, model: type[Model]) -> QuerySet[Collection]:
    policy: Any = policy_registry.get_by_type(model)
    return policy.collections_user_has_permission_for(user, "change")


class EndingConsentsFilterSet(WagtailFilterSet):
    """Filters of one report; `filters_of` makes them."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="filter_state")

    def filter_state(self, consents: ConsentQuerySet, name: str, value: str) -> ConsentQuerySet:
        today = timezone.localdate()
        if value == "withdrawn":
            return consents.withdrawn()
        if value == "ended":
            return consents.ended_before(today)
        return consents.filter(
            withdrawn_at__isnull=True, valid_until__range=(today, today + timedelta(days=int(value)))
        )


def filters_of(
    consent_model: type[ConsentRecord], subject_name: str, subject_model: type[Model]
) -> type[EndingConsentsFilterSet]:
    """By state, and by those collections that hold things the user may change."""

    class FilterSet(EndingConsentsFilterSet):
        collection = CollectionFilter(
            label=_("Collection"),
            field_name=f"{subject_name}__collection",
            queryset=lambda request: collections_open_to(request.user, subject_model),
        )

        class Meta:
            model = consent_model
            fields: list[str] = []

    return FilterSet


class DaysLeftColumn(LabelledColumn):
    """How long it still holds; nothing for what is over."""

    def get_value(self, instance: ConsentRecord) -> int | None:
        return days_left(instance)


def days_left(consent: Any) -> int | None:
    """Days from today to the last one; None once it is over. The row has `ends_on`."""
    if consent.is_withdrawn:
        return None
    left: int = (consent.ends_on - timezone.localdate()).days
    return left if left >= 0 else None


@method_decorator(never_cache, name="dispatch")
class EndingConsentsView(TellingReport):
    """Those of what the user may change; others are as if they did not exist."""

    consent_model: type[ConsentRecord]
    subject_model: type[Model]
    subject_name: str  # of the field that leads to the thing
    subject_label: Any
    consents_address: str  # name of the address of all consents of one thing
    address: str
    url_name: str
    header_icon = "group"
    nothing_to_show = _("No consent ends in the next 60 days, and none that is over is still needed.")
    any_permission_required = ["change"]
    default_ordering = "ends_on"
    extra_columns: tuple[Column, ...] = ()
    extra_export: tuple[str, ...] = ()

    @classmethod
    def urls(cls) -> list[URLPattern]:
        names = {"index_url_name": cls.url_name, "index_results_url_name": f"{cls.url_name}_results"}
        return [
            path(cls.address, cls.as_view(**names), name=names["index_url_name"]),
            path(
                f"{cls.address}results/",
                cls.as_view(results_only=True, **names),
                name=names["index_results_url_name"],
            ),
        ]

    @property
    def permission_policy(self) -> Any:
        return policy_registry.get_by_type(self.subject_model)

    @property
    def sees_names(self) -> bool:
        return not self.is_export and self.names_are_open_to(self.request.user)

    @classmethod
    def names_are_open_to(cls, user: Any) -> bool:
        meta = cls.consent_model._meta
        is_open: bool = user.has_perm(f"{meta.app_label}.view_{meta.model_name}")
        return is_open

    @classmethod
    def in_use(cls) -> Q:
        """The condition on a consent under which it matters that it is over."""
        raise NotImplementedError

    @classmethod
    def consents_for(cls, user: Any, today: date) -> ConsentQuerySet:
        policy: Any = policy_registry.get_by_type(cls.subject_model)
        own = policy.instances_user_has_permission_for(user, "change")
        consents = cls.consent_model.objects.filter(**{f"{cls.subject_name}__in": own.values("pk")})
        last_day = today + timedelta(days=max(REMINDER_DAYS))
        return consents.to_look_after(today, last_day, cls.in_use())

    def get_base_queryset(self) -> ConsentQuerySet:
        consents = self.consents_for(self.request.user, timezone.localdate())
        if not self.sees_names:
            consents = consents.without_names()
        return consents.select_related(f"{self.subject_name}__collection")

    @property
    def columns(self) -> list[Column]:
        names = [LabelledColumn("name", label=_("Person"))] if self.sees_names else []
        return [
            TitleColumn(
                self.subject_name, label=self.subject_label, get_url=self.url_of, accessor=self.subject_name
            ),
            *names,
            LabelledColumn("ends_on", label=_("Ends on"), sort_key="ends_on"),
            DaysLeftColumn("days_left", label=_("Days left")),
            LabelledColumn("state", label=_("State")),
            LabelledColumn(
                "collection", label=_("Collection"), accessor=f"{self.subject_name}.collection.name"
            ),
            *self.extra_columns,
        ]

    def url_of(self, consent: Any) -> str:
        return reverse(self.consents_address, args=[getattr(consent, f"{self.subject_name}_id")])

    @property
    def list_export(self) -> list[str]:
        subject = self.subject_name
        return [
            subject,
            "ends_on",
            "days_left",
            "state",
            f"{subject}.collection.name",
            *self.extra_export,
        ]

    @property
    def export_headings(self) -> dict[str, Any]:
        return {
            self.subject_name: self.subject_label,
            "ends_on": _("Ends on"),
            "days_left": _("Days left"),
            "state": _("State"),
            f"{self.subject_name}.collection.name": _("Collection"),
        }

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        item.days_left = days_left(item)
        return super().to_row_dict(item)

    def get_filename(self) -> str:
        return self.url_name.replace("_", "-")


class ConsentsMenuItem(MenuItem):
    """For those who may change what the consents are for."""

    def __init__(self, report: type[EndingConsentsView], order: int) -> None:
        self.report = report
        name = report.url_name.replace("_", "-")
        super().__init__(
            report.page_title, reverse(report.url_name), name=name, icon_name="group", order=order
        )

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(self.report.subject_model)
        return policy.user_has_permission(request.user, "change")


class PictureConsentsEndingView(EndingConsentsView):
    model = consent_model = PictureConsent
    subject_model = Picture
    subject_name = "picture"
    subject_label = _("Picture")
    consents_address = "picture_consents"
    address = "reports/consents/pictures/"
    url_name = "picture_consents_ending"
    page_title = _("Consents for pictures that end")
    filterset_class = filters_of(PictureConsent, "picture", Picture)

    @classmethod
    def in_use(cls) -> Q:
        """Pages, people, organisations or anything else refers to the picture."""
        return Q(
            Exists(
                ReferenceIndex.objects.filter(
                    to_content_type=ContentType.objects.get_for_model(Picture),
                    to_object_id=Cast(OuterRef("picture"), CharField()),
                )
            )
        )
