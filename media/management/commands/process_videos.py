from typing import Any

from django.core.management.base import BaseCommand, CommandError

from media.messages import explain
from media.models import Video
from media.models.videos import MAX_ATTEMPTS
from media.tasks import process_video


class Command(BaseCommand):
    help = "Process all waiting videos in the foreground, without a worker. Exit code 1 if one of them fails."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        failed = 0
        while video := next_video():
            process_video.call(video.pk)
            video.refresh_from_db(fields=["state", "error_code"])
            failed += video.state == Video.State.FAILED
            if verbosity:
                self.stdout.write(
                    " ".join([f"{video}: {video.get_state_display()}", explain(video.error_code)])
                )
        if failed:
            raise CommandError(f"{failed} videos could not be processed.")


def next_video() -> Video | None:
    return Video.objects.abandoned().filter(attempts__lt=MAX_ATTEMPTS).order_by("created_at", "pk").first()
