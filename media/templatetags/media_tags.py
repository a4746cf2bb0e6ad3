from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django import template
from django.http import QueryDict
from django.template import Context
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext

from cms.core.templatetags.design_tags import occupation, spoken_duration
from media import addresses, captions, playback, series
from media.captions import Cue
from media.legibility import remarks
from media.models import Caption, Chapter, PlaylistPage, Video, VideoIndexPage, VideoPage
from media.sharing import Sharing
from media.times import format_clock

register = template.Library()

CARD_WIDTH = 640  # pixels
SMALL_CARD_WIDTH = 320


@dataclass(frozen=True)
class ChapterLink:
    """A chapter as the part `chapters.html` shows it."""

    seconds: int
    title: str
    url: str


@dataclass(frozen=True)
class Fact:
    """A line of the list of facts."""

    name: str
    value: str


# --- The player and what belongs to it ------------------------------------------------------


@register.simple_tag(takes_context=True)
def video_player(context: Context, page: VideoPage, preload: str = "metadata") -> playback.Player:
    """`{% video_player page as player %}`: the player of a page, from and to the moments in the address."""
    request = context.get("request")
    query = request.GET if request else QueryDict()
    wishes = playback.Wishes.of_query(query.dict(), page.recording.duration)
    player = playback.player(page.recording, page.title, page.language, wishes, preload)
    return replace(player, transcript_url="#transcript") if page.captions else player


@register.simple_tag
def block_player(page: VideoPage) -> playback.Player:
    """`{% block_player page as player %}`: a player inside a text, which loads nothing before it is used."""
    return playback.player(page.recording, page.title, page.language, preload="none")


@register.simple_tag
def listed_page(page: VideoPage | None) -> VideoPage | None:
    """`{% listed_page value.page as page %}`: the page if everyone may find it, else nothing."""
    if page is None or not page.is_listed or page.get_view_restrictions().exists():
        return None
    return page


@register.simple_tag(takes_context=True)
def sharing(context: Context, page: VideoPage) -> Sharing:
    """`{% sharing page as sharing %}`: licence line, codes and downloads, from and to the moments in the address."""
    request = context.get("request")
    return Sharing(page, request.GET.dict() if request else {})


@register.filter
def absolute(path: str) -> str:
    """The address as other hosts need it."""
    return addresses.absolute(path)


@register.filter
def chapter_links(chapters: Iterable[Chapter]) -> list[ChapterLink]:
    """Chapters with addresses that work without script."""
    return [
        ChapterLink(int(chapter.start), chapter.title, f"?t={int(chapter.start)}") for chapter in chapters
    ]


@register.filter
def cue_text(cue: Cue) -> str:
    """The words of a caption, without markup."""
    return captions.plain_text(cue)


@register.filter
def cue_speaker(cue: Cue) -> str:
    """The name of the one who speaks, empty if it is not told."""
    return captions.speaker(cue)


@dataclass(frozen=True)
class CaptionSummary:
    """A text track in a few words: how many captions, how many of them are hard to read, how it begins."""

    count: int
    remarked: int
    first_words: str


@register.simple_tag
def caption_summary(track: Caption) -> CaptionSummary:
    """`{% caption_summary track as summary %}`: what an editor wants to know of a text track."""
    cues = track.cues
    first_words = " ".join(captions.plain_text(cue) for cue in cues[:3])
    return CaptionSummary(
        len(cues), len(remarks(cues, track.video.duration)), Truncator(first_words).chars(120)
    )


@register.filter
def clock(seconds: float) -> str:
    """A length or moment as people read it on a player."""
    return format_clock(seconds)


@register.filter
def plain_number(number: float) -> str:
    """Seconds for scripts: with a point in every language."""
    return f"{number:g}" if number == int(number) else f"{number:.3f}"


@register.filter
def embed_url(video: Video) -> str:
    """The absolute address of the embedded player."""
    return addresses.absolute(addresses.embed(video.key))


@register.filter
def film_url(video: Video) -> str:
    """The absolute address of the usual MP4 file, empty if there is none."""
    film = playback.usual_rendition(video)
    return addresses.absolute(addresses.file(video.key, film.name)) if film else ""


# --- Lists ------------------------------------------------------------------------------------


@register.inclusion_tag("cms/parts/video_card.html", takes_context=True)
def video_card(context: Context, page: VideoPage, level: int = 3) -> dict[str, Any]:
    """`{% video_card page level=2 %}`: a card; give it pages of `.for_lists()`, so that it asks nothing."""
    video = page.recording
    return {
        "url": page.get_url(context.get("request")),
        "title": page.title,
        "meta": card_meta(video),
        "seconds": video.duration,
        "poster": _poster_url(video, CARD_WIDTH),
        "poster_small": _poster_url(video, SMALL_CARD_WIDTH),
        "drawing": _drawing(page),
        "key": video.key,
        "level": level,
    }


@register.simple_tag(takes_context=True)
def series_place(context: Context, page: VideoPage) -> series.Place | None:
    """`{% series_place page as place %}`: where the film stands in the series that the address names, if it does."""
    request = context.get("request")
    slug = request.GET.get(series.PARAMETER, "") if request else ""
    library = page.navigation_parent
    if not slug or "\0" in slug or not isinstance(library, VideoIndexPage):
        return None
    found = library.listed_series.filter(slug=slug).first()
    return series.place_in(found, page, request) if found else None


@register.simple_tag(takes_context=True)
def series_address(context: Context, playlist: PlaylistPage, page: VideoPage) -> str:
    """`{% series_address series page %}`: the film inside that series."""
    return series.address_in(playlist, page, context.get("request"))


@register.inclusion_tag("media/parts/series_row.html", takes_context=True)
def series_row(context: Context, playlist: PlaylistPage, page: VideoPage, number: int) -> dict[str, Any]:
    """`{% series_row series page 1 %}`: a film of a series; give it pages of `.for_lists()`."""
    return video_row(page, number, series_address(context, playlist, page))


@register.inclusion_tag("media/parts/series_row.html")
def video_row(page: VideoPage, number: int, url: str) -> dict[str, Any]:
    """`{% video_row page 1 url %}`: the same for a film of any list, at that address."""
    video = page.recording
    return {
        "number": number,
        "url": url,
        "key": video.key,
        "title": page.title,
        "lead": page.lead,
        "meta": card_meta(video),
        "seconds": video.duration,
        "poster": _poster_url(video, CARD_WIDTH),
        "drawing": _drawing(page),
    }


def _drawing(page: VideoPage) -> str:
    links = page.occupation_links.all()
    return next((link.occupation.pictogram for link in links), playback.USUAL_DRAWING)


def card_meta(video: Video) -> str:
    """Authors and licence, and that it is a sample."""
    licence = video.licence
    parts = [video.author_names, licence.label if licence else ""]
    if video.is_sample:
        parts.append(gettext("Sample content"))
    return " · ".join(part for part in parts if part)


def _poster_url(video: Video, width: int) -> str:
    poster = playback.poster_of(video, width)
    return addresses.file(video.key, poster.name) if poster else ""


# --- Facts ------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def video_facts(context: Context, page: VideoPage) -> list[Fact]:
    """`{% video_facts page as facts %}`: for whom it is and who checked it; nothing is said of what is unknown."""
    library = page.navigation_parent
    library_url = library.get_url(context.get("request")) if library else ""
    facts = [
        Fact(gettext("Training occupations"), _occupations(page, library_url)),
        Fact(
            gettext("Learning fields"),
            _lines(link.learning_field for link in page.learning_field_links.all()),
        ),
        Fact(gettext("Year of training"), page.get_training_year_display() or ""),
        Fact(gettext("Place of learning"), page.get_place_of_learning_display()),
        Fact(gettext("Topics"), _topics(page, library_url)),
        Fact(gettext("Made by"), _tandem(context, page)),
        Fact(gettext("Language"), page.get_language_display()),
        Fact(gettext("Running time"), spoken_duration(page.recording.duration or 0) if page.video else ""),
        Fact(gettext("Checked"), _check(page)),
    ]
    return [fact for fact in facts if fact.value]


def _occupations(page: VideoPage, library_url: str) -> SafeString:
    return format_html_join(
        "",
        '<a class="line" href="{}?beruf={}">{}</a>',
        (
            (library_url, link.occupation.pk, occupation(link.occupation.name))
            for link in page.occupation_links.all()
        ),
    )


def _topics(page: VideoPage, library_url: str) -> SafeString:
    return format_html_join(
        "",
        '<a class="line" href="{}?thema={}">{}</a>',
        ((library_url, link.topic.slug, link.topic.name) for link in page.topic_links.all()),
    )


def _tandem(context: Context, page: VideoPage) -> str:
    tandem = page.tandem
    if tandem is None or not tandem.live:
        return ""
    return format_html('<a href="{}">{}</a>', tandem.get_url(context.get("request")), tandem.title)


def _check(page: VideoPage) -> str:
    day = date_format(page.checked_date, "SHORT_DATE_FORMAT") if page.checked_date else ""
    return ", ".join(part for part in (page.checked_by, day) if part)


def _lines(things: Iterable[object]) -> SafeString:
    return format_html_join("", '<span class="line">{}</span>', ((thing,) for thing in things))
