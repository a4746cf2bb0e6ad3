"""What the read API takes in its addresses: each kind of value with its limits, as the description names them."""

import re
from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Path, Query
from pydantic import BeforeValidator, WithJsonSchema

LARGEST_PAGE = 100
LARGEST_OFFSET = 1_000_000
LONGEST_QUERY = 200
# Years near 1 and 9999 leave the calendar as soon as a time zone is added.
BEGINS_WITH_A_DAY = re.compile(r"^[12]\d{3}-\d{2}-\d{2}", re.ASCII)


def begins_with_a_day(value: Any) -> Any:
    """Numbers are no moments; Pydantic would take them as seconds since 1970."""
    if isinstance(value, str) and not BEGINS_WITH_A_DAY.match(value):
        raise ValueError("a day or a moment in ISO 8601")
    return value


Moment = Annotated[
    datetime,
    BeforeValidator(begins_with_a_day),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "format": name, "pattern": BEGINS_WITH_A_DAY.pattern}
                for name in ("date-time", "date")
            ]
        }
    ),
]

Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE, description="How many at most.")]
Offset = Annotated[int, Query(ge=0, le=LARGEST_OFFSET, description="How many to pass over.")]
Words = Annotated[str, Query(max_length=LONGEST_QUERY, description="Words in title, text or transcript.")]
Kldb = Annotated[str, Query(pattern=r"^(\d{1,5})?$", description="Beginning of a KldB 2010 class.")]
Language = Annotated[
    str, Query(pattern=r"^([a-z]{2})?$", description="Spoken language, two letters (ISO 639-1).")
]
Since = Annotated[
    Moment | None,
    Query(
        description="Published or changed since then: a day or a moment (ISO 8601) in the years 1000 to 2999."
    ),
]
Key = Annotated[str, Path(pattern=r"^[a-z0-9]{1,16}$", description="Key of the video, as in its short link.")]
Slug = Annotated[
    str, Path(pattern=r"^[-a-zA-Z0-9_]{1,255}$", description="Last part of the address of its page.")
]
LicenceCode = Annotated[
    Literal["", "cc0", "cc-by", "cc-by-sa", "cc-by-nd", "cc-by-nc", "cc-by-nc-sa", "cc-by-nc-nd", "reserved"],
    Query(description="Licence of the video."),
]
