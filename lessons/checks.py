"""What the room needs from its environment."""

from typing import Any

from django.core.checks import CheckMessage, Info, Tags, register

from lessons import paper
from lessons.lti.checks import check_loopback


def connect() -> None:
    register(check_paper, deploy=True)
    register(check_loopback, Tags.security, deploy=True)


def check_paper(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Everything else works without; readers are led to the print view."""
    if paper.is_available():
        return []
    return [
        Info(
            "Worksheets and transcripts cannot be made as PDF: Pango is missing.",
            hint="Install libpango-1.0-0 and libpangoft2-1.0-0 (Debian) or pango of your system.",
            id="lessons.I001",
        )
    ]
