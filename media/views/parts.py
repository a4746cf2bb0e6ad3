"""One film of several in the frames of other sites."""

from dataclasses import replace
from urllib.parse import urlencode

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from media.counting import count_embed
from media.models import VideoPage
from media.models.watching import SHOWN
from media.parts import PART, Part, Row
from media.playback import Wishes, player
from media.transcripts import spoken_captions
from media.views.embed import ANYONE, framed, language_of, site_name
from media.views.machines import as_asked

# What was asked of the player holds for the next part too.
CARRIED = ("cc", "subtitle", "texttrack", "cc_lang_pref", "lang", "hl", "title", "controls")


def in_frame(request: HttpRequest, row: Row, part: Part, page: VideoPage, wishes: Wishes) -> HttpResponse:
    """The player with the film of that part, and the titles of all."""
    prefetch_related_objects([page], *SHOWN)
    count_embed(request, page.recording)
    frame = player(page.recording, page.title, page.language, wishes)
    if spoken_captions(page.recording):
        frame = replace(frame, transcript_url=f"{page.full_url}#transcript")
    context = {
        "row": row,
        "part": part,
        "page": page,
        "page_url": row.url,
        "title": page.title,
        "video": page.recording,
        "player": frame,
        "site_name": site_name(request),
        "part_query": part_query(request, row),
    }
    with translation.override(language_of(request)):
        response = render(request, "media/embed_parts.html", context)
    return framed(as_asked(request, response), ANYONE)


def part_query(request: HttpRequest, row: Row) -> str:
    """The address of a part, up to its number."""
    carried = urlencode({name: request.GET[name] for name in CARRIED if name in request.GET})
    known = [one for one in (row.query.removeprefix("?"), carried) if one]
    return f"?{'&'.join([*known, f'{PART}='])}"
