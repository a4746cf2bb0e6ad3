"""Where a recording is used: its page, and series, blocks and links that show this page."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet, Value
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic import usage
from wagtail.models import Page, ReferenceIndex

from media.library.overview import references_to_page
from media.models import Video
from media.permissions import Person, videos_open_to


@dataclass(frozen=True)
class Place:
    """One place of use. Of what the editor may not edit only the kind is told, and there is no address."""

    kind: str
    name: str = ""
    url: str = ""

    def __str__(self) -> str:
        if not self.name:
            return _("%(kind)s that you may not edit") % {"kind": self.kind}
        return _("%(kind)s “%(name)s”") % {"kind": self.kind, "name": self.name}


def places(video: Video, user: Person) -> list[Place]:
    """Every place that shows the recording, each once."""
    page = getattr(video, "page", None)
    if page is None:
        return []
    addresses = AdminURLFinder(user)
    sources = (source for source, _found in references_to_page(Value(page.pk)).group_by_source_object())
    return [_place(source, addresses) for source in (page, *sources)]


def _place(source: Model, addresses: AdminURLFinder) -> Place:
    kind = capfirst(str((getattr(source, "specific_class", None) or source)._meta.verbose_name)) or ""
    url = addresses.get_edit_url(source)
    return Place(kind, str(source), url) if url else Place(kind)


class VideoUsageView(usage.UsageView):
    def get_base_object_queryset(self) -> QuerySet[Video]:
        return videos_open_to(self.request.user, "change")

    def get_queryset(self) -> Any:
        """The page of the recording, and what shows this page."""
        page = getattr(self.object, "page", None)
        if page is None:
            return ReferenceIndex.objects.none().group_by_source_object()
        own = ReferenceIndex.get_references_to(self.object).filter(
            base_content_type=ContentType.objects.get_for_model(Page)
        )
        return (own | references_to_page(Value(page.pk))).group_by_source_object()
