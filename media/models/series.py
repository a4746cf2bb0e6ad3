"""How a series is answered to readers, described to machines and offered to other sites."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property

from media import addresses
from media.models.addresses import UniqueAddressPage
from media.sharing import SeriesSharing
from media.structured_data import series_list

if TYPE_CHECKING:
    from media.models.pages import VideoPage


class SharedSeriesPage(UniqueAddressPage):
    """Names beside the page where other sites learn how to show the series, if they may."""

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().serve(request, *args, **kwargs)
        if self.sharing.is_embeddable:
            response.headers["Link"] = addresses.oembed_links(self.sharing.page_url)
        return response

    @cached_property
    def sharing(self) -> SeriesSharing:
        """What others may take along of it."""
        return SeriesSharing(self)

    @cached_property
    def video_pages(self) -> "list[VideoPage]":
        """The videos in their order, as far as lists may name them."""
        raise NotImplementedError

    @cached_property
    def structured_data(self) -> list[dict]:
        parts = [(page.title, page.full_url) for page in self.video_pages]
        return [series_list(self.title, self.full_url, self.lead, parts)] if parts else []

    @property
    def duration(self) -> float:
        """Seconds of all of them together."""
        return sum(page.recording.duration or 0 for page in self.video_pages)
