"""The licence line by the German rule TULLU: title, author (Urheber), licence, link to it, place of origin."""

from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from media import addresses
from media.publication import Visibility

if TYPE_CHECKING:
    from media.models import VideoPage

MARKDOWN_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>#"})


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
        return markdown_text(reserved_text(page))
    return gettext("“{title}” by {authors}, {licence}").format(
        title=f"[{markdown_text(video.title)}]({page_url(page)})",
        authors=markdown_text(video.author_names),
        licence=f"[{licence.label}]({licence.url})",
    )


def markdown_text(text: str) -> str:
    """The text with its own signs made harmless."""
    return text.translate(MARKDOWN_SIGNS)


def page_url(page: "VideoPage") -> str:
    """The place of origin; the site where readers have no page: for a draft, and for films on named sites only."""
    address = "" if page.visibility == Visibility.SITES else page.full_url
    return address or addresses.absolute("/")
