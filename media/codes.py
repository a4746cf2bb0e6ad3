"""The codes with which other sites show a video. They were tried in Moodle, WordPress and H5P:

- `src` stands on `<video>`, because WordPress drops `<source>`;
- `crossorigin`, because browsers refuse captions from another host without it;
- start and end of the player stand in the query, because WordPress replaces the fragment.
"""

from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from media import addresses
from media.attribution import attribution_html, page_url
from media.excerpts import Excerpt
from media.playback import poster_of, track_label, usual_rendition

if TYPE_CHECKING:
    from media.models import Caption, Video, VideoPage

# In pixels.
CODE_WIDTH = 640  # wide enough to read captions, narrow enough for the column of a course
PARTS_HEIGHT = 620  # a film at that width, the licence line and some titles
WIDEST_EMBED = 960
WHOLE = Excerpt()


def video_code(page: "VideoPage", excerpt: Excerpt = WHOLE) -> str:
    """HTML5: the player of the host page itself, with captions and licence line."""
    video = page.recording
    film = usual_rendition(video)
    if film is None:
        return ""
    poster = poster_of(video, CODE_WIDTH)
    return format_html(
        '<video controls crossorigin="anonymous" preload="metadata"{poster} width="{width}" height="{height}"'
        ' title="{title}" src="{src}">\n{tracks}<a href="{url}">{title}</a></video>\n<p>{attribution}</p>',
        poster=format_html(' poster="{}"', _file_url(video, poster.name)) if poster else "",
        width=CODE_WIDTH,
        height=code_height(video),
        title=page.title,
        src=_file_url(video, film.name) + excerpt.fragment,
        tracks=format_html_join("", "{}\n", ((_track_code(page, track),) for track in video.public_captions)),
        url=page_url(page),
        attribution=attribution_html(page),
    )


def _track_code(page: "VideoPage", caption: "Caption") -> SafeString:
    is_shown = caption.kind == caption.Kind.CAPTIONS and caption.language == page.language
    return format_html(
        '<track kind="{}" src="{}" srclang="{}" label="{}"{}>',
        caption.kind,
        _file_url(page.recording, caption.file_name),
        caption.language,
        track_label(caption),
        " default" if is_shown else "",
    )


def frame_code(page: "VideoPage", excerpt: Excerpt = WHOLE) -> str:
    """An iframe that keeps the proportions of the film at any width, without script."""
    video = page.recording
    return format_html(
        '<iframe src="{src}" title="{title}" width="{width}" height="{height}"'
        ' style="border:0;width:100%;max-width:{widest}px;height:auto;aspect-ratio:{ratio}"'
        ' allow="fullscreen; picture-in-picture; encrypted-media" allowfullscreen loading="lazy"'
        ' referrerpolicy="strict-origin-when-cross-origin"></iframe>',
        src=addresses.absolute(addresses.embed(video.key)) + excerpt.query,
        title=page.title,
        width=CODE_WIDTH,
        height=code_height(video),
        widest=WIDEST_EMBED,
        ratio=f"{video.width or 16}/{video.height or 9}",
    )


def parts_code(address: str, title: str) -> SafeString:
    """An iframe with room for one film and the titles of all below it; inside, the film takes what it needs."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}"'
        ' style="border:0;width:100%;max-width:{}px" allow="fullscreen; picture-in-picture; encrypted-media"'
        ' allowfullscreen loading="lazy" referrerpolicy="strict-origin-when-cross-origin"></iframe>',
        address,
        title,
        CODE_WIDTH,
        PARTS_HEIGHT,
        WIDEST_EMBED,
    )


def code_height(video: "Video") -> int:
    """The height that belongs to `CODE_WIDTH`, also for films in portrait or 4:3."""
    return round(CODE_WIDTH * (video.height or 9) / (video.width or 16))


def _file_url(video: "Video", name: str) -> str:
    return addresses.absolute(addresses.file(video.key, name))
