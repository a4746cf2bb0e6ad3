"""Numbers of pages in addresses."""

import re

NUMBER = re.compile(r"[1-9][0-9]{0,5}", re.ASCII)


def number_of_page(text: str | None) -> int | None:
    """1 where none is named, None for what is no number of a page."""
    if text is None:
        return 1
    return int(text) if NUMBER.fullmatch(text) else None
