"""What a reader is answered with."""

from django.utils import timezone

from media.models import Video


def answer(client, video, name="480p.mp4", **headers):
    return client.get(f"/v/{video.key}/{name}", headers=headers)


def state_that_nobody_is_shown():
    Video.objects.update(shows_nobody_date=timezone.localdate())


def content(response):
    return b"".join(response.streaming_content)
