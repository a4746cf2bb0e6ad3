"""Consents for videos that end soon, and those that are over while a page still publishes the video."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.core.columns import LabelledColumn
from cms.core.consent_reports import EndingConsentsView, filters_of
from cms.core.models.consents import ConsentQuerySet
from media.library.columns import title_of_page
from media.library.overview import title_above
from media.models import Consent, Video


def shown_on(consent: Consent) -> str:
    """The page of the video, and whether readers see it."""
    page = getattr(consent.video, "page", None)
    title = title_of_page(consent.video)
    return title if page is None or page.live else gettext("%(page)s (not online)") % {"page": title}


class VideoConsentsEndingView(EndingConsentsView):
    model = consent_model = Consent
    subject_model = Video
    subject_name = "video"
    subject_label = _("Video")
    consents_address = "videos:consents"
    address = "reports/consents/videos/"
    url_name = "video_consents_ending"
    page_title = _("Consents for videos that end")
    filterset_class = filters_of(Consent, "video", Video)
    extra_columns = (
        LabelledColumn("tandem_title", label=_("Tandem"), sort_key="tandem_title"),
        LabelledColumn("page", label=_("Published by"), accessor=shown_on),
    )
    extra_export = ("tandem_title", "shown_on")

    @classmethod
    def in_use(cls) -> Q:
        """A page publishes it: taken offline, it waits for somebody who decides."""
        return Q(video__page__isnull=False)

    def get_base_queryset(self) -> ConsentQuerySet:
        consents = super().get_base_queryset().select_related("video__collection", "video__page")
        return consents.annotate(tandem_title=title_above("video__page__path"))

    @property
    def export_headings(self) -> dict[str, Any]:
        return {
            **super().export_headings,
            "tandem_title": _("Tandem"),
            "shown_on": _("Published by"),
        }

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        item.shown_on = shown_on(item)
        return super().to_row_dict(item)
