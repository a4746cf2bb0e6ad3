"""What our player is to sites that ask for it by oEmbed 1.0 (https://oembed.com)."""

import json
import re
from dataclasses import dataclass
from io import StringIO
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode, urlsplit
from xml.sax.xmlreader import AttributesImpl

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.xmlutils import SimplerXMLGenerator

from cms.core.structured_data import ESCAPES
from media import addresses
from media.codes import CODE_WIDTH, PARTS_HEIGHT, code_height
from media.excerpts import plain
from media.feeds import xml_text
from media.models import PlaylistPage, Video, VideoFile, VideoPage
from media.models.pages import VIDEOS_SLUG
from media.parts import PART
from media.playback import Wishes, poster_of

VERSION = "1.0"
CACHE_SECONDS = 3600  # how long others may keep the answer; the player itself is asked each time
LONGEST_ADDRESS = 2000  # characters
POSTER_WIDTHS = (1280, 640, 320)

PAGE_PATH = re.compile(rf"/{VIDEOS_SLUG}/(?P<slug>[-\w]+)/?", re.ASCII)
SERIES_PATH = re.compile(rf"/{VIDEOS_SLUG}/(?P<slug>[-\w]+)(?:/embed)?/?", re.ASCII)
SHORT_SERIES_PATH = re.compile(r"/r/(?P<pk>\d{1,9})/?", re.ASCII)
KEY_PATH = re.compile(r"/v/(?P<key>[-\w]+)/?(?:embed/?)?", re.ASCII)
TIMES = re.compile(r"(?P<t>[^,]*)(?:,(?P<end>.*))?")
CAPTIONS = re.compile(r"[a-z]{2,3}|off", re.ASCII)
PART_NUMBER = re.compile(r"[1-9]\d{0,2}", re.ASCII)


@dataclass(frozen=True)
class Box:
    """The room that the other site has, in pixels; None where it says nothing."""

    width: int | None = None
    height: int | None = None

    def fitted(self, width: int, height: int) -> tuple[int, int]:
        """The size within the box that keeps the proportions."""
        scale = min(1.0, (self.width or width) / width, (self.height or height) / height)
        return max(round(width * scale), 1), max(round(height * scale), 1)

    def cut(self, width: int, height: int) -> tuple[int, int]:
        """The size within the box of what has no proportions to keep."""
        return min(width, self.width or width), min(height, self.height or height)

    def holds(self, picture: VideoFile) -> bool:
        fits_across = self.width is None or picture.width <= self.width
        return fits_across and (self.height is None or picture.height <= self.height)


@dataclass(frozen=True)
class Address:
    """An address of ours that someone pasted: its path, and what it wishes of the player."""

    path: str
    query: dict[str, str]

    @classmethod
    def of(cls, text: str, hosts: set[str]) -> "Address | None":
        """None for what is no address of these hosts. Nothing is fetched."""
        try:
            parts = urlsplit(text)
            host = parts.hostname or ""
        except ValueError:
            return None
        if parts.scheme not in ("http", "https") or host not in hosts:
            return None
        times = TIMES.fullmatch(parse_qs(parts.fragment).get("t", [""])[0].replace("\n", ""))
        of_fragment = times.groupdict(default="") if times else {}
        of_query = dict(parse_qsl(parts.query))
        return cls(unquote(parts.path), {**of_fragment, **of_query})

    @property
    def key(self) -> str:
        match = KEY_PATH.fullmatch(self.path)
        return match["key"] if match else ""

    @property
    def slug(self) -> str:
        match = PAGE_PATH.fullmatch(self.path)
        return match["slug"] if match else ""

    @property
    def series_slug(self) -> str:
        """That of a series, if it is one: of its page or of its frame."""
        match = SERIES_PATH.fullmatch(self.path)
        return match["slug"] if match else ""

    @property
    def series_pk(self) -> int | None:
        match = SHORT_SERIES_PATH.fullmatch(self.path)
        return int(match["pk"]) if match else None


# --- Which video or series --------------------------------------------------------------------


def page_at(address: Address) -> VideoPage | PlaylistPage | None:
    """The page that an address of ours leads to, live or not."""
    return video_at(address) or series_at(address)


def series_at(address: Address) -> PlaylistPage | None:
    named = {"pk": address.series_pk} if address.series_pk else {"slug": address.series_slug}
    return PlaylistPage.objects.filter(**named).first()


def video_at(address: Address) -> VideoPage | None:
    pages = VideoPage.objects.select_related("video").prefetch_related("video__authors", "video__files")
    if address.key:
        return pages.filter(video__key=address.key).first()
    if address.slug:
        return pages.filter(slug=address.slug, video__isnull=False).order_by("-live", "pk").first()
    return None


# --- The answer -------------------------------------------------------------------------------


def answer(page: VideoPage | PlaylistPage, address: Address, box: Box, provider: str) -> dict[str, Any]:
    """The fields of the answer; what is unknown is left out."""
    own = (
        video_fields(page, address, box) if isinstance(page, VideoPage) else series_fields(page, address, box)
    )
    fields = {
        "version": VERSION,
        "title": xml_text(page.title),
        "provider_name": xml_text(provider),
        "provider_url": addresses.absolute("/"),
        "cache_age": CACHE_SECONDS,
        **own,
    }
    return {name: value for name, value in fields.items() if value not in ("", 0)}


def video_fields(page: VideoPage, address: Address, box: Box) -> dict[str, Any]:
    video, licence = page.recording, page.recording.licence
    width, height = box.fitted(CODE_WIDTH, code_height(video))
    source = addresses.absolute(addresses.embed(video.key)) + wishes_query(video, address)
    return {
        "type": "video",
        "author_name": xml_text(video.author_names),
        "author_url": author_url(page),
        "width": width,
        "height": height,
        "html": frame(source, page.title, width, height),
        "duration": round(video.duration or 0),
        "license_url": licence.url if licence else "",
        **thumbnail(video, box),
    }


def series_fields(series: PlaylistPage, address: Address, box: Box) -> dict[str, Any]:
    """Give it a series of which something can be embedded; its picture is that of the first such part."""
    width, height = box.cut(CODE_WIDTH, PARTS_HEIGHT)
    source = addresses.absolute(addresses.series_embed(series.slug)) + series_query(address)
    return {
        "type": "rich",
        "width": width,
        "height": height,
        "html": frame(source, series.title, width, height),
        **thumbnail(series.sharing.embeddable_pages[0].recording, box),
    }


def frame(source: str, title: str, width: int, height: int) -> SafeString:
    """One frame and nothing else."""
    return format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}"'
        ' allow="fullscreen; picture-in-picture; encrypted-media" allowfullscreen loading="lazy"'
        ' referrerpolicy="strict-origin-when-cross-origin" style="border:0"></iframe>',
        source,
        width,
        height,
        xml_text(title),
    )


def wishes_query(video: Video, address: Address) -> str:
    """Start, end and captions as the pasted address had them; what is impossible is passed over."""
    wishes = Wishes.of_query(address.query, video.duration)
    carried = {
        "t": plain(wishes.start) if wishes.start else "",
        "end": plain(wishes.end) if wishes.end else "",
        "cc": wishes.captions if CAPTIONS.fullmatch(wishes.captions) else "",
    }
    return query_of(carried)


def series_query(address: Address) -> str:
    """The same for a series: which part plays, and with which captions."""
    number, captions = address.query.get(PART, ""), Wishes.of_query(address.query, None).captions
    return query_of(
        {
            PART: number if PART_NUMBER.fullmatch(number) else "",
            "cc": captions if CAPTIONS.fullmatch(captions) else "",
        }
    )


def query_of(values: dict[str, str]) -> str:
    """Without what is empty."""
    given = {name: value for name, value in values.items() if value}
    return f"?{urlencode(given)}" if given else ""


def thumbnail(video: Video, box: Box) -> dict[str, Any]:
    """The largest still picture that fits; none if none does."""
    posters = (poster_of(video, width) for width in POSTER_WIDTHS)
    fitting = next((poster for poster in posters if poster and box.holds(poster)), None)
    if fitting is None:
        return {}
    return {
        "thumbnail_url": addresses.absolute(addresses.file(video.key, fitting.name)),
        "thumbnail_width": fitting.width,
        "thumbnail_height": fitting.height,
    }


def author_url(page: VideoPage) -> str:
    """The tandem whose film it is, if readers can go there."""
    tandem = page.tandem
    if tandem is None or not tandem.live or tandem.get_view_restrictions().exists():
        return ""
    return tandem.full_url or ""


# --- Its two shapes ---------------------------------------------------------------------------


def as_json(fields: dict[str, Any]) -> str:
    """JSON in which no text can end a script element of the page that takes it in."""
    return json.dumps(fields, ensure_ascii=False).translate(ESCAPES)


def as_xml(fields: dict[str, Any]) -> str:
    document = StringIO()
    writer = SimplerXMLGenerator(document, "utf-8")
    document.write('<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n')
    writer.startElement("oembed", AttributesImpl({}))
    for name, value in fields.items():
        writer.addQuickElement(name, str(value))
    writer.endElement("oembed")
    return document.getvalue()
