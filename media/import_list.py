"""The list that comes with a folder of films: a table (CSV) with one film a row.

UTF-8 with or without a byte order mark, separated by semicolons or commas. What a cell says is checked
here; what lies in the folder, `media.importing` looks at.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from cms.core.licences import LicenceCode
from media.models.captions import Language
from media.sentences import SpokenError, gettext_noop

COLUMNS = (
    *("datei", "titel", "sammlung", "lizenz", "urheber"),
    *("sprache", "untertitel", "kapitel", "jahr", "ohne_untertitel", "schlagworte"),
)
SEVERAL = "|"
YEARS = range(1900, 2101)

SENTENCES = {
    "not_utf8": gettext_noop("The list cannot be read. Save it as “CSV UTF-8” and try again."),
    "no_file_column": gettext_noop(
        "Line 1 of the list names no column “datei”. It says which film is meant."
    ),
    "unknown_columns": gettext_noop(
        "Line 1 of the list has columns that nobody knows: %(columns)s. Possible are: %(known)s."
    ),
    "twice_the_same_column": gettext_noop("Line 1 of the list names the column “%(column)s” twice."),
    "too_many_cells": gettext_noop(
        "This row has more cells than there are columns. Put texts with separators in quotation marks."
    ),
    "no_file_name": gettext_noop("This row names no file in the column “datei”."),
    "unknown_licence": gettext_noop("Nobody knows the licence “%(value)s”. Possible are: %(known)s."),
    "unknown_language": gettext_noop("Nobody knows the language “%(value)s”. Possible are: %(known)s."),
    "no_year": gettext_noop("“%(value)s” is not a year. Write it like 2026."),
}


class ListError(SpokenError, ValueError):
    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, SENTENCES[code], **values)


@dataclass(frozen=True)
class Entry:
    """What is to become of one film. `line` is 0 where no list names it."""

    file: str
    line: int = 0
    title: str = ""
    collection: str = ""
    licence: str = ""
    authors: list[str] = field(default_factory=list)
    language: str = Language.GERMAN.value
    captions: str = ""
    chapters: str = ""
    year: int | None = None
    caption_waiver: str = ""
    tags: list[str] = field(default_factory=list)
    problem: ListError | None = None


def read_list(data: bytes) -> list[Entry]:
    """The rows of the list. A wrong row carries its `problem`; a wrong head raises ListError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ListError("not_utf8") from error
    head = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in head else ",")
    columns = [name.strip().lower() for name in next(rows, [])]
    _check_columns(columns)
    return [_entry(columns, cells, line) for line, cells in _numbered(rows) if any(map(str.strip, cells))]


def _check_columns(columns: list[str]) -> None:
    unknown = [column for column in columns if column not in COLUMNS]
    if unknown:
        raise ListError("unknown_columns", columns=", ".join(unknown), known=", ".join(COLUMNS))
    for column in columns:
        if columns.count(column) > 1:
            raise ListError("twice_the_same_column", column=column)
    if "datei" not in columns:
        raise ListError("no_file_column")


def _numbered(rows: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins in: a cell may hold line breaks."""
    line = 2
    for cells in rows:
        yield line, cells
        line = rows.line_num + 1  # type: ignore[attr-defined]


def _entry(columns: list[str], cells: list[str], line: int) -> Entry:
    row = {name: cell.strip() for name, cell in zip(columns, cells, strict=False)}
    try:
        if len(cells) > len(columns):
            raise ListError("too_many_cells")
        return _checked(row, line)
    except ListError as problem:
        return Entry(file=row.get("datei", ""), line=line, problem=problem)


def _checked(row: dict[str, str], line: int) -> Entry:
    if not row.get("datei"):
        raise ListError("no_file_name")
    return Entry(
        file=row["datei"],
        line=line,
        title=row.get("titel", ""),
        collection=row.get("sammlung", ""),
        licence=_licence(row.get("lizenz", "")),
        authors=_several(row.get("urheber", "")),
        language=_language(row.get("sprache", "")),
        captions=row.get("untertitel", ""),
        chapters=row.get("kapitel", ""),
        year=_year(row.get("jahr", "")),
        caption_waiver=row.get("ohne_untertitel", ""),
        tags=_several(row.get("schlagworte", "")),
    )


def _several(value: str) -> list[str]:
    return [name.strip() for name in value.split(SEVERAL) if name.strip()]


def _licence(value: str) -> str:
    """By its code or as it stands beside a work: `cc-by`, `CC BY`, `CC BY 4.0`."""
    wanted = value.lower().replace(" ", "-")
    for code, label in LicenceCode.choices:
        names = {code, str(label).lower().replace(" ", "-")}
        if wanted in names or f"{wanted}-4.0" in names:
            return code
    if not value:
        return ""
    raise ListError("unknown_licence", value=value, known=", ".join(LicenceCode.values))


def _language(value: str) -> str:
    if not value:
        return Language.GERMAN.value
    if value.lower() not in Language.values:
        raise ListError("unknown_language", value=value, known=", ".join(Language.values))
    return value.lower()


def _year(value: str) -> int | None:
    if not value:
        return None
    if not value.isascii() or not value.isdigit() or int(value) not in YEARS:
        raise ListError("no_year", value=value)
    return int(value)
