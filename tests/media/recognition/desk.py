"""What editors and a worker do to a draft by speech recognition."""

from django.urls import reverse

from media.models import Caption, Recognition, Video
from media.tasks import process_video
from tests.factories.media import make_ready_video, make_video_file
from tests.media.listeners import VTT

UNREAD = "automatisch erkannt – noch nicht gelesen"
WORDS = "Wir lösen die Schraube."


def make_without_captions(collection, film, **fields):
    video = make_ready_video(title="Schraube", collection=collection, **fields)
    video.captions.all().delete()
    video.files.get(name="480p.mp4").delete()
    make_video_file(video, "480p.mp4", film)
    return Video.objects.get(pk=video.pk)


def make_draft(video, **fields):
    values = {"language": "de", "vtt": VTT, "origin": Caption.Origin.RECOGNISED, **fields}
    return Caption.objects.create(video=video, is_reviewed=False, **values)


def order(editor, video, language="de"):
    return editor.post(reverse("videos:recognise", args=[video.pk]), {"language": language})


def give_up(editor, video, language="de"):
    return editor.post(reverse("videos:recognition_give_up", args=[video.pk]), {"language": language})


def edit_form(editor, video):
    return editor.get(reverse("videos:edit", args=[video.pk])).content.decode()


def work_on(video):
    """One attempt of a worker; the recognition afterwards, None if it is done."""
    process_video.call(video.pk)
    return Recognition.objects.filter(video=video).first()
