"""German letters in addresses: ä becomes ae and not a, as Germans type it."""

import unicodedata

from django.utils.text import slugify
from wagtail.admin.widgets import SlugInput

TWO_LETTERS = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "Ä": "Ae",
    "Ö": "Oe",
    "Ü": "Ue",
    "ß": "ss",
    "ẞ": "SS",
}


def german_slug(text: str) -> str:
    """The text as a part of an address: “Prüfung auf Straßen” becomes `pruefung-auf-strassen`."""
    composed = unicodedata.normalize("NFC", text)
    return slugify("".join(TWO_LETTERS.get(letter, letter) for letter in composed))


class GermanSlugInput(SlugInput):
    """Wagtail's field for addresses; it follows the title by the same rule while it is typed."""

    def __init__(self, **kwargs: object) -> None:
        # Text from a Mac comes decomposed: the letter and its two dots apart.
        written = {unicodedata.normalize("NFD", letter): pair for letter, pair in TWO_LETTERS.items()}
        super().__init__(formatters=list({**TWO_LETTERS, **written}.items()), **kwargs)
