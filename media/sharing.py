"""The panels “Use in lessons”: what a teacher takes along from a video or a series."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from media import addresses
from media.access import Verdict, judge_series
from media.attribution import (
    attribution_html,
    attribution_markdown,
    attribution_text,
    markdown_text,
    page_url,
)
from media.codes import CODE_WIDTH, code_height, frame_code, parts_code, video_code
from media.downloads import LARGEST_ARCHIVE, Download, film_downloads, poster_download, text_downloads
from media.excerpts import END_NAMES, START_NAMES, Excerpt, ImpossibleExcerptError
from media.playback import main_films, poster_of, usual_rendition
from media.publication import Visibility
from media.transcripts import transcript

if TYPE_CHECKING:
    from media.models import PlaylistPage, Video, VideoFile, VideoPage


@dataclass(frozen=True)
class Sharing:
    """The panel of one page; `query` is that of the address, which may name a stretch of the film.

    Codes and downloads exist only under a free licence, codes only for what everyone may watch.
    """

    page: "VideoPage"
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def video(self) -> "Video":
        return self.page.recording

    @property
    def is_free(self) -> bool:
        licence = self.video.licence
        return licence is not None and licence.is_free

    @property
    def may_be_changed(self) -> bool:
        """Whether a changed version may be passed on: every free licence but those with “ND”."""
        return self.is_free and "-nd" not in self.video.licence_code

    @property
    def is_embeddable(self) -> bool:
        return self.is_free and self.is_playable_elsewhere

    @property
    def is_for_named_sites(self) -> bool:
        """Whether our player on those sites is the only place for readers, so that no address is worth passing on."""
        return self.page.visibility == Visibility.SITES

    @property
    def is_playable_elsewhere(self) -> bool:
        """Whether a preview on another site may show the player."""
        return self.page.visibility in (Visibility.PUBLIC, Visibility.LINK)

    # --- The stretch of the film ---

    @property
    def asked_start(self) -> str:
        """What the address says, as it was typed."""
        return _first(self.query, START_NAMES)

    @property
    def asked_end(self) -> str:
        return _first(self.query, END_NAMES)

    @cached_property
    def _reading(self) -> tuple[Excerpt, str]:
        try:
            return Excerpt.of_query(self.query, self.video.duration), ""
        except ImpossibleExcerptError as error:
            return Excerpt(), str(error)

    @property
    def excerpt(self) -> Excerpt:
        """The whole film where the address names no possible stretch."""
        return self._reading[0]

    @property
    def excerpt_error(self) -> str:
        return self._reading[1]

    @property
    def is_excerpt(self) -> bool:
        """Whether someone asked for a stretch, possible or not."""
        return bool(self.excerpt_error or self.excerpt.query)

    # --- Addresses ---

    @property
    def page_url(self) -> str:
        return page_url(self.page)

    @property
    def short_url(self) -> str:
        return addresses.absolute(addresses.short(self.video.key))

    @property
    def short_excerpt_url(self) -> str:
        return self.short_url + self.excerpt.query

    @property
    def oembed_url(self) -> str:
        """What the endpoint for other sites is asked for, with start and end."""
        return self.page_url + self.excerpt.query

    @property
    def oembed_json_url(self) -> str:
        return addresses.oembed(self.oembed_url, "json")

    @property
    def oembed_xml_url(self) -> str:
        return addresses.oembed(self.oembed_url, "xml")

    @property
    def poster(self) -> "VideoFile | None":
        """The picture that leads to the page from a text where no player can be."""
        return poster_of(self.video, CODE_WIDTH)

    @property
    def poster_path(self) -> str:
        return addresses.file(self.video.key, self.poster.name) if self.poster else ""

    @property
    def poster_height(self) -> int:
        """What belongs to the width of the codes."""
        return code_height(self.video)

    # --- Texts to copy ---

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
        return video_code(self.page, self.excerpt)

    @property
    def frame_code(self) -> str:
        return frame_code(self.page, self.excerpt)

    # --- Files ---

    @property
    def film_url(self) -> str:
        """Where programs such as H5P fetch the film itself."""
        film = usual_rendition(self.video)
        return addresses.absolute(addresses.file(self.video.key, film.name)) if film else ""

    @property
    def has_transcript(self) -> bool:
        return bool(transcript(self.video))

    @property
    def films(self) -> list[Download]:
        return list(film_downloads(self.video)) if self.is_free else []

    @property
    def texts(self) -> list[Download]:
        return list(text_downloads(self.page)) if self.is_free else []

    @property
    def pictures(self) -> list[Download]:
        return list(poster_download(self.video)) if self.is_free else []


@dataclass(frozen=True)
class SeriesSharing:
    """The panel of a series: its address, a code for all of it, and the licence lines of all its parts."""

    page: "PlaylistPage"

    @cached_property
    def is_public(self) -> bool:
        """Whether everyone may see the series, so that its address is worth passing on. A preview has none yet."""
        return self.page.pk is not None and judge_series(self.page) is Verdict.OPEN

    @property
    def embeddable_pages(self) -> "list[VideoPage]":
        """What other sites may show: the parts with a free licence."""
        return [page for page in self.page.video_pages if Sharing(page).is_embeddable]

    @property
    def is_embeddable(self) -> bool:
        return bool(self.embeddable_pages) and self.is_public

    @property
    def page_url(self) -> str:
        return self.page.full_url or addresses.absolute("/")

    @property
    def short_url(self) -> str:
        return addresses.absolute(addresses.short_series(self.page.pk))

    @property
    def films(self) -> "list[tuple[VideoPage, VideoFile]]":
        """The smallest film of each of them, for those who carry all away."""
        return [(page, films[0]) for page in self.embeddable_pages if (films := main_films(page.recording))]

    @property
    def films_size(self) -> int:
        """Bytes."""
        return sum(film.size for _page, film in self.films)

    @property
    def fits_into_an_archive(self) -> bool:
        """The texts beside the films weigh next to nothing."""
        return self.films_size < LARGEST_ARCHIVE

    @property
    def frame_code(self) -> str:
        """One code for the whole series, which follows what becomes of it."""
        return parts_code(addresses.absolute(addresses.series_embed(self.page.slug)), self.page.title)

    @property
    def oembed_json_url(self) -> str:
        return addresses.oembed(self.page_url, "json")

    @property
    def oembed_xml_url(self) -> str:
        return addresses.oembed(self.page_url, "xml")

    @property
    def attribution(self) -> str:
        lines = [attribution_text(part) for part in self.page.video_pages]
        heading = gettext("Series “%(title)s”, %(url)s") % {"title": self.page.title, "url": self.page_url}
        return "\n".join([heading, *(f"- {line}" for line in lines)])

    @property
    def attribution_html(self) -> SafeString:
        parts = format_html_join(
            "", "<li>{}</li>", ((attribution_html(part),) for part in self.page.video_pages)
        )
        return format_html_join(
            "",
            '<p><a href="{}">{}</a></p>\n<ul>{}</ul>',
            [(self.page_url, self.page.title, parts)],
        )

    @property
    def attribution_markdown(self) -> str:
        heading = f"[{markdown_text(self.page.title)}]({self.page_url})"
        return "\n".join(
            [heading, "", *(f"- {attribution_markdown(part)}" for part in self.page.video_pages)]
        )


def _first(query: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((query[name] for name in names if query.get(name)), "")
