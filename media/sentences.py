"""Errors that speak to people, without Django.

Probing, captions and chapters know nothing of Django, yet their sentences must reach the German
catalogue. So each sentence is marked here by name (``makemessages`` collects calls of
``gettext_noop``) and translated by whoever shows it:
``gettext(error.sentence) % error.values``.
"""

from collections.abc import Mapping, Set
from typing import Any, ClassVar


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


class ProgramError(SpokenError):
    """A program failed or is not there; `message` is for people, `detail` (its last words) for staff."""

    sentences: ClassVar[Mapping[str, str]]
    permanent: ClassVar[Set[str]]  # codes of what trying again by itself does not mend

    def __init__(self, code: str, detail: str = "") -> None:
        self.detail = detail
        super().__init__(code, self.sentences[code])

    @property
    def is_permanent(self) -> bool:
        return self.code in self.permanent
