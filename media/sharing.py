"""What a teacher takes along: the licence line, codes to embed, files to download.

The licence line follows the German rule TULLU: title, author (Urheber), licence, link to the licence,
place of origin (Ursprungsort). The codes were tried in Moodle, WordPress and H5P:

- `src` stands on `<video>`, because WordPress drops `<source>`;
- `crossorigin`, because browsers refuse captions from another host without it;
- start and end stand in the query, because WordPress replaces the fragment.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from media import addresses
from media.captions import to_srt
from media.playback import main_films, poster_of, track_label, usual_rendition
from media.publication import Visibility
from media.transcripts import FILE_NAME, transcript

if TYPE_CHECKING:
    from media.models import Caption, Video, VideoFile, VideoPage

CODE_WIDTH = 640  # pixels; wide enough to read captions, narrow enough for the column of a course
WIDEST_EMBED = 960  # pixels
MARKDOWN_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>#"})


@dataclass(frozen=True)
class Download:
    """A file to take along; `size` in bytes."""

    label: str
    url: str
    size: int


@dataclass(frozen=True)
class Sharing:
    """The panel “Use in lessons” of one page.

    Codes and downloads exist only under a free licence, codes only for what everyone may watch.
    """

    page: "VideoPage"

    @property
    def video(self) -> "Video":
        return self.page.recording

    @property
    def is_free(self) -> bool:
        licence = self.video.licence
        return licence is not None and licence.is_free

    @property
    def is_embeddable(self) -> bool:
        return self.is_free and self.is_playable_elsewhere

    @property
    def is_playable_elsewhere(self) -> bool:
        """Whether a preview on another site may show the player."""
        return self.page.visibility in (Visibility.PUBLIC, Visibility.LINK)

    @property
    def short_url(self) -> str:
        return addresses.absolute(addresses.short(self.video.key))

    @property
    def attribution(self) -> str:
        return attribution_text(self.page)

    @property
    def attribution_html(self) -> str:
        return attribution_html(self.page)

    @property
    def attribution_markdown(self) -> str:
        return attribution_markdown(self.page)

    @property
    def video_code(self) -> str:
        return video_code(self.page)

    @property
    def frame_code(self) -> str:
        return frame_code(self.page)

    @property
    def films(self) -> list[Download]:
        return (
            [] if not self.is_free else [film_download(self.video, film) for film in main_films(self.video)]
        )

    @property
    def texts(self) -> list[Download]:
        return [] if not self.is_free else list(text_downloads(self.page))


# --- The licence line -----------------------------------------------------------------------


def attribution_text(page: "VideoPage") -> str:
    """“Title” by authors, licence (its address), via the page; without a free licence whose work it is."""
    video, licence = page.recording, page.recording.licence
    if licence is None or not licence.is_free:
        return reserved_text(page)
    return gettext("“%(title)s” by %(authors)s, %(licence)s (%(licence_url)s), via %(url)s") % {
        "title": video.title,
        "authors": video.author_names,
        "licence": licence.label,
        "licence_url": licence.url,
        "url": page_url(page),
    }


def reserved_text(page: "VideoPage") -> str:
    return gettext("© %(authors)s, for use on %(url)s only") % {
        "authors": page.recording.author_names,
        "url": page_url(page),
    }


def attribution_html(page: "VideoPage") -> SafeString:
    """The same with links, as it stands below an embedded video."""
    video, licence = page.recording, page.recording.licence
    if licence is None or not licence.is_free:
        return format_html("{}", reserved_text(page))
    return format_html(
        gettext("“{title}” by {authors}, {licence}"),
        title=format_html('<a href="{}">{}</a>', page_url(page), video.title),
        authors=video.author_names,
        licence=format_html('<a href="{}">{}</a>', licence.url, licence.label),
    )


def attribution_markdown(page: "VideoPage") -> str:
    """The same for pads, wikis and pin boards."""
    video, licence = page.recording, page.recording.licence
    if licence is None or not licence.is_free:
        return _markdown(reserved_text(page))
    return gettext("“{title}” by {authors}, {licence}").format(
        title=f"[{_markdown(video.title)}]({page_url(page)})",
        authors=_markdown(video.author_names),
        licence=f"[{licence.label}]({licence.url})",
    )


def _markdown(text: str) -> str:
    return text.translate(MARKDOWN_SIGNS)


def page_url(page: "VideoPage") -> str:
    """The place of origin; for a draft that has no address yet, the site."""
    return page.full_url or addresses.absolute("/")


# --- Codes ----------------------------------------------------------------------------------


def video_code(page: "VideoPage") -> str:
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
        src=_file_url(video, film.name),
        tracks=format_html_join("", "{}\n", ((_track_code(page, track),) for track in video.captions.all())),
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


def frame_code(page: "VideoPage") -> str:
    """An iframe that keeps the proportions of the film at any width, without script."""
    video = page.recording
    return format_html(
        '<iframe src="{src}" title="{title}" width="{width}" height="{height}"'
        ' style="border:0;width:100%;max-width:{widest}px;height:auto;aspect-ratio:{ratio}"'
        ' allow="fullscreen; picture-in-picture; encrypted-media" allowfullscreen loading="lazy"'
        ' referrerpolicy="strict-origin-when-cross-origin"></iframe>',
        src=addresses.absolute(addresses.embed(video.key)),
        title=page.title,
        width=CODE_WIDTH,
        height=code_height(video),
        widest=WIDEST_EMBED,
        ratio=f"{video.width or 16}/{video.height or 9}",
    )


def code_height(video: "Video") -> int:
    """The height that belongs to `CODE_WIDTH`, also for films in portrait or 4:3."""
    return round(CODE_WIDTH * (video.height or 9) / (video.width or 16))


def _file_url(video: "Video", name: str) -> str:
    return addresses.absolute(addresses.file(video.key, name))


# --- Downloads ------------------------------------------------------------------------------


def film_download(video: "Video", film: "VideoFile") -> Download:
    label = f"MP4 {film.name.removesuffix('.mp4')}"
    return Download(label, addresses.download(video.key, film.name), film.size)


def text_downloads(page: "VideoPage") -> Iterator[Download]:
    """Captions as VTT and SRT, and the transcript."""
    video = page.recording
    for caption in video.captions.all():
        names = {"language": track_label(caption)}
        yield Download(
            gettext("Captions %(language)s (VTT)") % names,
            addresses.download(video.key, caption.file_name),
            len(caption.vtt.encode()),
        )
        yield Download(
            gettext("Captions %(language)s (SRT)") % names,
            addresses.download(video.key, caption.file_name.replace(".vtt", ".srt")),
            len(to_srt(caption.cues).encode()),
        )
    if text := transcript(video):
        yield Download(
            gettext("Transcript (TXT)"), addresses.download(video.key, FILE_NAME), len(text.encode())
        )
