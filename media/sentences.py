"""Errors that speak to people, without Django.

Probing, captions and chapters know nothing of Django, yet their sentences must reach the German
catalogue. So each sentence is marked here by name (``makemessages`` collects calls of
``gettext_noop``) and translated by whoever shows it:
``gettext(error.sentence) % error.values``.
"""

from typing import Any


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for the catalogue and return it unchanged."""
    return sentence


class SpokenError(Exception):
    """An error with a stable `code`, a translatable `sentence` and the `values` it names."""

    def __init__(self, code: str, sentence: str, **values: Any) -> None:
        self.code = code
        self.sentence = sentence
        self.values = values
        super().__init__(sentence % values if values else sentence)

    @property
    def message(self) -> str:
        """The sentence in English, with its values."""
        return str(self)
