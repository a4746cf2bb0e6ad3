"""The words of OAI-PMH 2.0 (http://www.openarchives.org/OAI/openarchivesprotocol.html): arguments, moments, tokens.

Knows neither records nor HTTP.
"""

import base64
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Self

LIST_ARGUMENTS = {"from", "until", "set", "metadataPrefix", "resumptionToken"}
# Verb: (arguments it takes, arguments it must have unless it goes on by a token).
VERBS = {
    "Identify": (set[str](), set[str]()),
    "ListMetadataFormats": ({"identifier"}, set()),
    "ListSets": ({"resumptionToken"}, set()),
    "GetRecord": ({"identifier", "metadataPrefix"}, {"identifier", "metadataPrefix"}),
    "ListIdentifiers": (LIST_ARGUMENTS, {"metadataPrefix"}),
    "ListRecords": (LIST_ARGUMENTS, {"metadataPrefix"}),
}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
SECOND = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)
KEY = re.compile(r"[a-z0-9]{1,16}", re.ASCII)  # of a video, in an identifier
SET_NAME = re.compile(r"[-\w.!~*'()]+(:[-\w.!~*'()]+)*", re.ASCII)  # setSpec of the schema
LONGEST_SET_NAME = 300  # characters; the slug of a series has 255 at most
LAST_SECOND = time(23, 59, 59)
LONGEST_TOKEN = 1000  # characters


class OaiError(Exception):
    """An error that the protocol has a code for; the message is for people."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


@dataclass(frozen=True)
class Selection:
    """What a list asks for, and where it goes on: after `last` (datestamp, number of the row).

    `cursor` records were handed out already, of `size` altogether.
    """

    prefix: str
    start: str = ""
    end: str = ""
    set_name: str = ""
    last: tuple[str, int] | None = None
    cursor: int = 0
    size: int = 0

    @classmethod
    def of_arguments(cls, arguments: Mapping[str, str]) -> Self:
        """Raises OaiError for moments that are none or do not fit together."""
        start, end = arguments.get("from", ""), arguments.get("until", "")
        selection = cls(arguments["metadataPrefix"], start, end, arguments.get("set", ""))
        if start and end and len(start) != len(end):
            raise OaiError("badArgument", "from and until must have the same granularity.")
        if selection.first and selection.until and selection.first > selection.until:
            raise OaiError("badArgument", "from must not be later than until.")
        return selection

    @classmethod
    def of_token(cls, token: str) -> Self:
        """Raises OaiError for a token that is not one of ours."""
        try:
            values = json.loads(base64.urlsafe_b64decode(token[:LONGEST_TOKEN] + "=="))
            moment, number = values["last"]
            selection = cls(**{**values, "last": (str(moment), int(number))})
            selection.check_types()
        except (ValueError, TypeError, KeyError, RecursionError, OverflowError, OaiError) as error:
            raise OaiError("badResumptionToken", "This resumptionToken is not valid.") from error
        return selection

    def check_types(self) -> None:
        """Raise ValueError or OaiError where a value is of another kind than it must be."""
        texts = (self.prefix, self.start, self.end, self.set_name)
        numbers = (self.cursor, self.size, *(self.last or ())[1:])
        if not all(isinstance(text, str) for text in texts) or not all(
            type(number) is int and 0 <= number < 2**63 for number in numbers
        ):
            raise ValueError("A value of the token is of the wrong kind.")
        if self.set_name and not is_set_name(self.set_name):
            raise ValueError("The token names no set.")
        moment(self.last[0] if self.last else "")
        _ = self.first, self.until

    @property
    def token(self) -> str:
        """URL-safe without escaping: some harvesters write it into addresses as it is."""
        return base64.urlsafe_b64encode(json.dumps(asdict(self)).encode()).decode().rstrip("=")

    @property
    def first(self) -> datetime | None:
        return moment(self.start)

    @property
    def until(self) -> datetime | None:
        return moment(self.end, LAST_SECOND)

    def behind(self, datestamp: datetime, number: int, count: int, size: int) -> Self:
        """The same list from there on, with `count` more records handed out."""
        return replace(self, last=(stamp(datestamp), number), cursor=self.cursor + count, size=size)


def checked_arguments(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The arguments with their verb. Raises OaiError for repeated, unknown or missing ones."""
    arguments: dict[str, str] = {}
    for name, value in pairs:
        if name in arguments:
            code = "badVerb" if name == "verb" else "badArgument"
            raise OaiError(code, f"The argument {name} stands there more than once.")
        arguments[name] = value
    verb = arguments.get("verb", "")
    if verb not in VERBS:
        raise OaiError("badVerb", "The verb is missing or unknown: " + ", ".join(VERBS))
    _check_names(arguments, *VERBS[verb])
    return arguments


def _check_names(arguments: Mapping[str, str], allowed: set[str], required: set[str]) -> None:
    names = set(arguments) - {"verb"}
    if unknown := sorted(names - allowed):
        raise OaiError("badArgument", f"The verb does not take these arguments: {', '.join(unknown)}"[:200])
    if "resumptionToken" in names:
        if names != {"resumptionToken"}:
            raise OaiError("badArgument", "resumptionToken must be the only argument.")
        return
    if missing := sorted(required - names):
        raise OaiError("badArgument", f"These arguments are missing: {', '.join(missing)}")


def is_set_name(text: str) -> bool:
    """Whether a set may be called that: what else is asked for must not reach the database."""
    return len(text) <= LONGEST_SET_NAME and bool(SET_NAME.fullmatch(text))


def moment(text: str, on_days: time = time.min) -> datetime | None:
    """A day or a second in UTC, None for nothing. Raises OaiError for everything else."""
    if not text:
        return None
    try:
        if DAY.fullmatch(text):
            return datetime.combine(date.fromisoformat(text), on_days, UTC)
        if SECOND.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError as error:
        raise OaiError("badArgument", "There is no such day or time.") from error
    raise OaiError("badArgument", "Write moments as 2026-03-12 or 2026-03-12T09:30:00Z.")


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
