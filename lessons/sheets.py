"""What stands on the sheets of a video: the worksheet and the transcript."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from lessons import qr
from media import addresses
from media.attribution import attribution_text
from media.models import Chapter, VideoPage

# Bounds of what a sheet may grow to; more than that no class works through.
MOST_CHAPTERS = 60
MOST_QUESTIONS = 30
FREE_LINES = 8  # where nobody wrote questions
STYLES = Path(__file__).parent / "static" / "lessons" / "css" / "sheet.css"

# Names under which a PDF finds what is handed over with it.
SHEET_STYLES = "sheet:sheet.css"
SHEET_CODE = "sheet:qr.svg"


@dataclass(frozen=True)
class Task:
    """A question with the number of lines to write on."""

    text: str
    lines: range


@dataclass(frozen=True)
class Sheet:
    """All that both sheets print of a video page."""

    page: VideoPage

    @property
    def title(self) -> str:
        return self.page.title

    @property
    def address(self) -> str:
        """What the QR code leads to: short enough to type."""
        return addresses.absolute(addresses.short(self.page.recording.key))

    @property
    def host(self) -> str:
        """The same to type, in two parts that a line may be broken between."""
        return urlsplit(self.address).netloc

    @property
    def path(self) -> str:
        return urlsplit(self.address).path

    @property
    def attribution(self) -> str:
        return attribution_text(self.page)

    @property
    def chapters(self) -> list[Chapter]:
        return list(self.page.recording.chapters.all())[:MOST_CHAPTERS]

    @property
    def key_terms(self) -> list[str]:
        return [term.strip() for term in self.page.key_terms.split(",") if term.strip()]

    @cached_property
    def tasks(self) -> list[Task]:
        """The questions of the page; without any, lines for notes."""
        questions = list(self.page.questions.all())[:MOST_QUESTIONS]
        return [Task(question.text, range(question.lines)) for question in questions]

    @property
    def free_lines(self) -> range:
        return range(FREE_LINES)

    @property
    def files(self) -> dict[str, bytes]:
        """What its PDF may name."""
        return {SHEET_STYLES: STYLES.read_bytes(), SHEET_CODE: qr.svg(self.address)}
