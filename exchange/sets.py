"""The sets that a harvester may ask for: all, by occupation, by licence, by series."""

from collections.abc import Iterable

from django.utils.translation import gettext

from exchange.descriptions import Description

ALL = "alle"  # some harvesters always ask for a set
OCCUPATION, LICENCE, SERIES = "beruf", "lizenz", "reihe"


def sets_of(video: Description) -> list[str]:
    """The sets that hold the video, also those above."""
    names = [ALL]
    names += _below(OCCUPATION, [kldb for kldb, _name in video.occupations_by_kldb])
    names += _below(LICENCE, [video.licence.code] if video.licence else [])
    names += _below(SERIES, video.series_slugs)
    return names


def named_sets(videos: Iterable[Description]) -> dict[str, str]:
    """Every set that holds a video, with its name for people."""
    names = {ALL: gettext("All learning videos")}
    heads = {
        OCCUPATION: gettext("By training occupation (KldB 2010)"),
        LICENCE: gettext("By licence"),
        SERIES: gettext("By series"),
    }
    for video in videos:
        licence = [(video.licence.code, video.licence.label)] if video.licence else []
        series = zip(video.series_slugs, (one.title for one in video.series), strict=True)
        for head, entries in (
            (OCCUPATION, video.occupations_by_kldb),
            (LICENCE, licence),
            (SERIES, series),
        ):
            for code, label in entries:
                names[head] = heads[head]
                names[f"{head}:{code}"] = label
    return dict(sorted(names.items()))


def _below(head: str, codes: Iterable[str]) -> list[str]:
    names = [f"{head}:{code}" for code in codes]
    return [head, *names] if names else []
