from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from cms.core import emblems, pictograms
from cms.core.emblems import short
from cms.core.structured_data import JsonObject, to_script

register = template.Library()


# --- Pictures -----------------------------------------------------------------------------


@register.simple_tag
def emblem(
    number: int,
    school_hue: int = 0,
    companies: int = 1,
    label: str = "",
    **attributes: str,
) -> SafeString:
    """`{% emblem 3 school_hue=2 companies=1 label="" class="" %}`: decorative unless it has a label."""
    one = emblems.emblem(number, school_hue, companies)
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}"{}>{}</svg>',
        f"emblem {attributes.get('class', '')}".strip(),
        short(emblems.BOX),
        short(emblems.BOX),
        _name_of_picture(label),
        _emblem_shapes(one),
    )


@register.simple_tag
def emblem_field(tandems: Iterable[Any], label: str = "") -> SafeString:
    """`{% emblem_field tandems label="" %}`: the emblems of the network as one picture.

    Each item has `number`, `school_hue` and `company_count`; with `url` and `title` it becomes a link.
    """
    items = list(tandems)
    field = emblems.field([emblems.emblem(one.number, one.school_hue, one.company_count) for one in items])
    has_links = any(getattr(one, "url", "") for one in items)
    return format_html(
        '<svg class="emblem emblem-field" viewBox="{} {} {} {}"{}>{}</svg>',
        short(-emblems.FIELD_SWAY),
        short(-emblems.FIELD_SWAY),
        short(field.width),
        short(field.height),
        "" if has_links else _name_of_picture(label),
        format_html_join(
            "", "{}", ((_placed(place, one),) for place, one in zip(field.placements, items, strict=True))
        ),
    )


@register.simple_tag
def pictogram(name: str, hue: int | None = None) -> SafeString:
    """`{% pictogram "flask" %}`: the line drawing of an occupation, always decorative."""
    return pictograms.svg(name, hue)


def _name_of_picture(label: str) -> SafeString:
    if label:
        return format_html(' role="img" aria-label="{}"', label)
    return mark_safe(' aria-hidden="true" focusable="false"')


def _placed(place: emblems.Placement, item: Any) -> SafeString:
    group = format_html(
        '<g transform="translate({} {})">{}</g>', short(place.x), short(place.y), _emblem_shapes(place.emblem)
    )
    url = getattr(item, "url", "")
    if not url:
        return group
    return format_html('<a href="{}" aria-label="{}">{}</a>', url, item.title, group)


def _emblem_shapes(one: emblems.Emblem) -> SafeString:
    circle = one.circle
    return format_html(
        '{}<circle class="hue-{}" cx="{}" cy="{}" r="{}"/>{}',
        format_html_join("", "{}", ((_square(square),) for square in one.squares)),
        circle.hue,
        short(circle.centre.x),
        short(circle.centre.y),
        short(circle.radius),
        format_html_join("", '<path class="hue-{}" d="{}"/>', ((circle.hue, path) for path in one.overlaps)),
    )


def _square(square: emblems.Square) -> SafeString:
    return format_html(
        '<rect class="hue-{}" x="{}" y="{}" width="{}" height="{}" rx="{}" transform="rotate({} {} {})"/>',
        square.hue,
        short(square.x),
        short(square.y),
        short(square.side),
        short(square.side),
        short(square.corner),
        short(square.turn),
        short(square.centre.x),
        short(square.centre.y),
    )


# --- Words --------------------------------------------------------------------------------


@register.filter
def occupation(name: str) -> SafeString:
    """The official name of an occupation, in which no word such as "Chemielaborant/-in" is divided."""
    words = (
        format_html("<span>{}</span>", word) if "/" in word else conditional_escape(word)
        for word in str(name).split()
    )
    return format_html(
        '<span class="occupation">{}</span>', format_html_join(" ", "{}", ((w,) for w in words))
    )


@register.filter
def initials(name: str) -> str:
    """ "Beispielperson Eins" becomes "BE"; academic titles are passed over."""
    words = [word for word in name.split() if not word.endswith(".")]
    return "".join(word[0].upper() for word in (words[:1] + words[-1:] if len(words) > 1 else words))


# --- Times --------------------------------------------------------------------------------


@register.filter
def clock(seconds: float) -> str:
    """Seconds as a player shows them: 192 is "3:12", 3792 is "1:03:12"."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@register.filter
def iso_duration(seconds: float) -> str:
    """Seconds as ISO 8601, for `<time datetime>`: 192 is "PT3M12S"."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{value}{unit}" for value, unit in ((hours, "H"), (minutes, "M"), (rest, "S")) if value]
    return f"PT{''.join(parts) or '0S'}"


@register.filter
def spoken_duration(seconds: float) -> str:
    """Seconds in words, for those who listen: 192 is "3 minutes 12 seconds"."""
    minutes, rest = divmod(int(seconds), 60)
    words = []
    if minutes:
        words.append(ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes})
    if rest or not minutes:
        words.append(ngettext("%(count)d second", "%(count)d seconds", rest) % {"count": rest})
    return " ".join(words)


@register.simple_tag
def duration_label(seconds: float) -> str:
    """`{% duration_label 192 %}`: "Duration: 3 minutes 12 seconds"."""
    return gettext("Duration: %(duration)s") % {"duration": spoken_duration(seconds)}


# --- Data for machines --------------------------------------------------------------------


@register.simple_tag
def json_ld(objects: Sequence[JsonObject]) -> SafeString:
    """`{% json_ld page.structured_data %}`: JSON-LD in a script element, which is data and never runs."""
    return to_script(objects) if objects else SafeString("")
