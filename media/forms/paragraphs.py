"""Where the paragraphs of a transcript begin, who speaks in them, and their headings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from media.captions import Cue, plain_text
from media.forms.track_pages import PER_PAGE, TrackPageForm
from media.models import Caption
from media.paragraphs import Mark, find_places, transcript_paragraphs

MAX_NAME = 80  # characters
MAX_HEADING = 120


@dataclass(frozen=True)
class Place:
    """A caption in the transcript; `mark` if a paragraph begins with it."""

    number: int
    cue: Cue
    mark: Mark | None

    @property
    def words(self) -> str:
        return plain_text(self.cue)


class ParagraphForm(TrackPageForm):
    """For each caption of a page whether a paragraph begins with it (`begins`), and what is called how.

    `speaker-12` and `heading-12` belong to the paragraph that begins with caption 12 (from 0).
    """

    by_itself = forms.BooleanField(
        label=_("Let the website make the paragraphs again"),
        required=False,
        help_text=_("Breaks, names and headings of this track are given up."),
    )

    @cached_property
    def cues(self) -> list[Cue]:
        return self.track.cues

    @property
    def entries(self) -> list[Cue]:
        return self.cues

    @property
    def pages(self) -> Sequence[int]:
        return range(1, self.page_count + 1) if self.page_count > 1 else ()

    @cached_property
    def _numbers(self) -> range:
        """Of the captions on this page."""
        return range(self.first_number, min(self.first_number + PER_PAGE, len(self.cues)))

    @cached_property
    def stored_marks(self) -> dict[int, Mark]:
        """The paragraphs as they are, by the number of their first caption."""
        if not self.track.paragraph_marks:
            return self._automatic
        first = {0: Mark.of_cue(self.cues[0])} if self.cues else {}
        return first | find_places(self.cues, map(Mark.from_data, self.track.paragraph_marks))

    @cached_property
    def marks(self) -> dict[int, Mark]:
        """The same with what was sent for this page."""
        if not self.is_bound:
            return self.stored_marks
        others = {number: mark for number, mark in self.stored_marks.items() if number not in self._numbers}
        begins = {"0", *self.sent("begins")}
        own = {number: self._typed_mark(number) for number in self._numbers if str(number) in begins}
        return {**others, **own}

    def _typed_mark(self, number: int) -> Mark:
        return replace(
            Mark.of_cue(self.cues[number]),
            speaker=self._typed(f"speaker-{number}"),
            heading=self._typed(f"heading-{number}"),
        )

    def _typed(self, name: str) -> str:
        """On one line, without the sign that no database takes."""
        return " ".join(str(self.data.get(name, "")).replace("\0", " ").split())

    @property
    def places(self) -> list[Place]:
        """The captions of this page."""
        return [Place(number, self.cues[number], self.marks.get(number)) for number in self._numbers]

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        if data.get("version") != self.track.version:
            sentence = _("The captions were changed meanwhile. Please look at the paragraphs and save again.")
            self.add_error(None, ValidationError(sentence, code="changed"))
        for mark in self.marks.values():
            if len(mark.speaker) > MAX_NAME or len(mark.heading) > MAX_HEADING:
                sentence = _("A name or a heading is too long: “%(text)s …”")
                values = {"text": (mark.heading or mark.speaker)[:40]}
                self.add_error(None, ValidationError(sentence, params=values, code="too_long"))
                break
        return data

    def save(self) -> Caption:
        """Store the paragraphs; none where they are what the website makes by itself."""
        marks = {} if self.cleaned_data["by_itself"] or self.marks == self._automatic else self.marks
        self.track.paragraph_marks = [marks[number].as_data() for number in sorted(marks)]
        self.track.save(update_fields=["paragraph_marks", "changed_at"])
        return self.track

    @property
    def _automatic(self) -> dict[int, Mark]:
        numbers, number = {}, 0
        for paragraph in transcript_paragraphs(self.cues):
            numbers[number] = Mark.of_cue(paragraph[0])
            number += len(paragraph)
        return numbers
