import csv
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from wagtail.models import Collection

from cms.core.exports import harmless
from media.import_list import Entry, ListError, read_list
from media.importing import Import, ImportRefusal, Outcome, Result, collection_called, films_in
from media.messages import in_words


class Command(BaseCommand):
    help = (
        "Take the films of a folder into the library, by the check that uploads pass. The folder stays as it "
        "is; what is already there is skipped. Exit code 1 if a film was refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument("--csv", type=Path, metavar="LIST", help="what to say of each film, see the docs")
        parser.add_argument("--collection", metavar="NAME", help="where films go that name no collection")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write the report as CSV too")

    def handle(self, *args: Any, folder: Path, dry_run: bool, report: Path | None, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(_("There is no folder “%(name)s”.") % {"name": folder})
        entries = self.entries(folder, options["csv"])
        work = Import(folder, self.collection(options["collection"]), is_dry=dry_run)
        if report is None:
            results = self.told(work, entries)
        else:
            with self.opened(report) as file:
                results = self.told(work, entries)
                write_report(file, results)
        self.sum_up(results, dry_run)
        if any(result.outcome == Outcome.REFUSED for result in results):
            raise SystemExit(1)

    def entries(self, folder: Path, list_path: Path | None) -> list[Entry]:
        if list_path is None:
            return [Entry(file=name) for name in films_in(folder)]
        try:
            entries = read_list(list_path.read_bytes())
        except OSError as error:
            raise CommandError(f"{list_path}: {error.strerror}") from error
        except ListError as error:
            raise CommandError(in_words(error)) from error
        named = {entry.file for entry in entries}
        for name in films_in(folder):
            if name not in named:
                self.stderr.write(_("Not in the list, so left alone: %(name)s") % {"name": name})
        return entries

    def collection(self, name: str | None) -> Collection:
        try:
            return collection_called(name) if name else Collection.get_first_root_node()
        except ImportRefusal as error:
            raise CommandError(in_words(error)) from error

    def opened(self, report: Path) -> TextIO:
        """Opened before the work: it would be a pity about the report of a long run."""
        try:
            return report.open("w", encoding="utf-8-sig", newline="")
        except OSError as error:
            raise CommandError(f"{report}: {error.strerror}") from error

    def told(self, work: Import, entries: list[Entry]) -> list[Result]:
        results = []
        for result in work.run(entries):
            line = _("line %(line)s, ") % {"line": result.entry.line} if result.entry.line else ""
            words = [f"{line}{result.entry.file}: {result.outcome.label}", result.reason]
            self.stdout.write(". ".join(filter(None, words)))
            results.append(result)
        return results

    def sum_up(self, results: list[Result], dry_run: bool) -> None:
        counts = Counter(result.outcome for result in results)
        self.stdout.write(", ".join(f"{counts[outcome]} {outcome.label}" for outcome in Outcome))
        if dry_run:
            self.stdout.write(_("This was a dry run: nothing was changed."))


def write_report(file: TextIO, results: list[Result]) -> None:
    writer = csv.writer(file, delimiter=";")
    writer.writerow(["zeile", "datei", "ergebnis", "grund", "kennung"])
    for result in results:
        cells = [result.entry.line or "", result.entry.file, result.outcome.label, result.reason, result.key]
        writer.writerow([harmless(cell) for cell in cells])
