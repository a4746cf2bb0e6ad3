import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from media.intake import examine
from media.messages import in_words
from media.sentences import SpokenError


class Command(BaseCommand):
    help = (
        "Tell what the library would do with a film file, by the check that uploads pass: JSON on standard "
        "output, exit code 0 if it is accepted and 1 if it is refused."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        answer = verdict(file)
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        if not answer["accepted"]:
            raise SystemExit(1)


def verdict(file: Path) -> dict[str, Any]:
    """`accepted`, the stable `code` and the `reason` in words of a refusal, and the facts of the `probe`."""
    try:
        facts = examine(file)
    except SpokenError as error:
        return {"accepted": False, "code": error.code, "reason": in_words(error), "probe": None}
    return {"accepted": True, "code": None, "reason": None, "probe": asdict(facts)}
