from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from media.models import Video
from media.orders import process_anew


class Command(BaseCommand):
    help = (
        "Let ready videos get the files that they lack, for example 1080p. Their pages stay online; workers "
        "do the work."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("keys", nargs="*", metavar="KEY", help="of the videos; without one, all of them")

    def handle(self, *args: Any, keys: list[str], **options: Any) -> None:
        videos = Video.objects.filter(key__in=keys) if keys else Video.objects.all()
        if len(set(keys)) > videos.count():
            raise CommandError("There is no video with one of these keys.")
        count = process_anew(videos.order_by("pk"))
        self.stdout.write(f"{count} videos are processed anew.")
