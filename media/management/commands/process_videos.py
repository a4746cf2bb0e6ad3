from typing import Any

from django.core.management.base import BaseCommand, CommandError

from media.messages import REASONS_OF_THE_SERVER, explain
from media.models import Video
from media.tasks import process_video, without_a_worker


class Command(BaseCommand):
    help = "Process all waiting videos in the foreground, without a worker. Exit code 1 if one of them fails."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        failed = 0
        tried: list[int] = []  # one that waits for the server to get better is not tried for ever
        while video := next_video(tried):
            tried += [video.pk] * waits_for_the_server(video)
            process_video.call(video.pk)
            video.refresh_from_db(fields=["state", "error_code"])
            failed += video.state == Video.State.FAILED
            if verbosity:
                self.stdout.write(
                    " ".join([f"{video}: {video.get_state_display()}", explain(video.error_code)])
                )
        if failed:
            raise CommandError(f"{failed} videos could not be processed.")


def waits_for_the_server(video: Video) -> bool:
    codes = {
        video.error_code,
        *video.versions.coming().values_list("error_code", flat=True),
        *video.recognitions.values_list("error_code", flat=True),
    }
    return not codes.isdisjoint(REASONS_OF_THE_SERVER)


def next_video(tried: list[int]) -> Video | None:
    return without_a_worker().exclude(pk__in=tried).order_by("created_at", "pk").first()
