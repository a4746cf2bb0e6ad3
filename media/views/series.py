"""A series in the frames of other sites."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt

from media.access import Verdict, judge_series
from media.former_addresses import page_formerly_at
from media.models import PlaylistPage
from media.models.pages import VIDEOS_SLUG
from media.parts import PART, row_of
from media.playback import Wishes
from media.views.embed import unavailable
from media.views.machines import open_to_other_hosts
from media.views.parts import in_frame

NOTICE = "media/embed_series_unavailable.html"


@open_to_other_hosts
@xframe_options_exempt
def embed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One part of the series in the player, the titles of all below it; `nr` chooses.

    410 for a series that was taken offline, 404 for one that is unknown or shows nothing that others may.
    """
    series = series_at(request, slug)
    verdict = judge_series(series) if series else Verdict.ABSENT
    if series is None or verdict is not Verdict.OPEN:
        return unavailable(request, verdict, NOTICE)
    row = row_of(series, request)
    part = row.chosen(request.GET.get(PART, ""))
    if part is None or part.page is None:
        return unavailable(request, verdict, NOTICE)
    wishes = Wishes.of_query(request.GET.dict(), part.page.recording.duration)
    return in_frame(request, row, part, part.page, wishes)


def series_at(request: HttpRequest, slug: str) -> PlaylistPage | None:
    """The series with that address, live or not, also with the one it had before it was renamed."""
    series = PlaylistPage.objects.filter(slug=slug).first()
    if series is not None:
        return series
    former = page_formerly_at(request, f"/{VIDEOS_SLUG}/{slug}")
    return former if isinstance(former, PlaylistPage) else None
