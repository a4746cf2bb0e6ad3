"""Sample content of the library: clips that take the way of every upload, and their pages.

Each clip is drawn, uploaded, processed and published. The processing runs outside any transaction, so
the loader calls `process_recordings` between the recordings and their pages.
"""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.utils import timezone
from wagtail.models import Collection, Page

from cms.core.demo.organisations import SAMPLE_EDITORS
from cms.core.licences import LicenceCode
from cms.core.models import LearningField, Material, Occupation, Organisation, Topic
from cms.core.samples import Builder, Samples, SampleUnavailableError, publish_below, with_rows
from media.captions import to_vtt
from media.demo_clips import CLIPS, Clip
from media.demo_sound import tone
from media.ffmpeg import render_clip
from media.intake import accept_upload
from media.models import (
    Caption,
    Chapter,
    Video,
    VideoAuthor,
    VideoIndexPage,
    VideoPage,
    VideoPageLearningField,
    VideoPageMaterial,
    VideoPageOccupation,
    VideoPageTopic,
)
from media.models.captions import Language
from media.tasks import process_video

INDEX = "videos"
NOTHING_UNSAID = "Nichts zu sehen, was nicht auch gesagt wird"
CHECKLIST = "material/checkliste-wareneingang"
CHECKLIST_TEXT = """\
Checkliste Wareneingang (Beispielinhalt)

[ ] Lieferschein und Bestellung verglichen
[ ] Absender und Empfänger stimmen
[ ] Packstücke gezählt: ____
[ ] Verpackung unbeschädigt
[ ] Schäden aufgeschrieben und fotografiert
[ ] Inhalt geprüft
[ ] Ware gebucht
[ ] Ware eingelagert, Platz: ____

Beispielredaktion, CC0 1.0
"""
# Key of a clip and the material beside it.
CLIP_MATERIAL = {"incoming-goods": [CHECKLIST]}


def build_index(samples: Samples) -> VideoIndexPage:
    page = VideoIndexPage(
        title="Lernvideos",
        slug="videos",
        lead="Kurze Filme für Unterricht und Betrieb, mit Untertiteln, Kapiteln und freier Lizenz: ansehen, einbetten, "
        "herunterladen.",
        show_in_menus=True,
    )
    return publish_below(samples.get(Page, "home"), page)


def build_checklist(samples: Samples) -> Material:
    material = Material(
        title="Checkliste Wareneingang (Beispielinhalt)",
        file=ContentFile(CHECKLIST_TEXT.encode(), name="checkliste-wareneingang.txt"),
        kind=Material.Kind.CHECKLIST,
        summary="Acht Punkte zum Abhaken, passend zum Film.",
        licence_code=LicenceCode.CC0,
        collection=Collection.get_first_root_node(),
    )
    material.save()
    return material


def build_recording(samples: Samples, clip: Clip) -> Video:
    """Draw the clip and upload it; the worker, or `process_recordings`, does the rest."""
    with TemporaryDirectory() as name:
        film = render(clip, Path(name))
        with film.open("rb") as content:
            video = accept_upload(
                File(content, name=f"{clip.slug}.mp4"),
                title=clip.title,
                collection=Collection.get_first_root_node(),
                user=None,
            )
    editors = samples.get(Organisation, SAMPLE_EDITORS)
    video.is_sample = True
    video.licence_code = LicenceCode.CC0
    # Drawn, and all that can be seen is said.
    today = timezone.localdate()
    video.shows_nobody_date = today
    video.description_waiver, video.description_waiver_date = NOTHING_UNSAID, today
    video.authors.set([VideoAuthor(name=editors.display_name, organisation=editors)])
    video.captions.set([Caption(language=Language.GERMAN, vtt=to_vtt(clip.cues, Language.GERMAN))])
    video.chapters.set([Chapter(start=start, title=title) for start, title in clip.chapters])
    video.save()
    return video


def render(clip: Clip, folder: Path) -> Path:
    """Make the film of a clip in `folder`."""
    sound = folder / "sound.wav"
    tone(sound, clip.seconds)
    film = folder / "film.mp4"
    render_clip(list(clip.draw_frames(folder)), film, audio=sound, program=settings.FFMPEG)
    return film


def process_recordings() -> None:
    """Process what waits of the sample videos in this process, as the worker would."""
    for video_id in Video.objects.filter(is_sample=True).abandoned().values_list("pk", flat=True):
        process_video.call(video_id)


def build_page(samples: Samples, clip: Clip) -> VideoPage:
    video = samples.get(Video, f"recordings/{clip.key}")
    video.refresh_from_db()  # its state changed while it was processed
    if not video.is_ready:
        raise SampleUnavailableError(f"The film “{clip.title}” is not processed yet.")
    page = VideoPage(
        title=clip.title,
        slug=clip.slug,
        lead=clip.lead,
        video=video,
        language=Language.GERMAN,
        summary=clip.summary,
        training_year=clip.training_year,
        place_of_learning=clip.place_of_learning,
        key_terms=clip.key_terms,
        safety_note=clip.safety_note,
    )
    with_rows(
        page,
        occupation_links=[
            VideoPageOccupation(occupation=samples.get(Occupation, f"occupations/{clip.occupation}"))
        ],
        learning_field_links=[
            VideoPageLearningField(learning_field=samples.get(LearningField, f"learning-fields/{key}"))
            for key in clip.learning_fields
        ],
        topic_links=[VideoPageTopic(topic=samples.get(Topic, "topics/lernvideos"))],
        material_links=[
            VideoPageMaterial(material=samples.get(Material, key)) for key in CLIP_MATERIAL.get(clip.key, [])
        ],
    )
    return publish_below(samples.get(VideoIndexPage, INDEX), page)


RECORDINGS: dict[str, Builder] = {
    CHECKLIST: build_checklist,
    **{f"recordings/{clip.key}": partial(build_recording, clip=clip) for clip in CLIPS},
}
PAGES: dict[str, Builder] = {
    INDEX: build_index,
    **{f"videos/{clip.key}": partial(build_page, clip=clip) for clip in CLIPS},
}
