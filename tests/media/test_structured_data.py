import json
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from media.models import Caption, Chapter, Video
from media.structured_data import Clip, LearningVideo, learning_video
from tests.factories.media import (
    CAPTIONS,
    FILM_BYTES,
    make_ready_video,
    make_video_file,
    make_video_index,
    make_video_page,
)
from tests.factories.pages import make_site

MORNING = datetime(2026, 3, 12, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def described(**fields):
    values = {
        "name": "Titration",
        "url": "https://example.org/videos/titration/",
        "short_url": "https://example.org/v/k7f3qd/",
        "embed_url": "https://example.org/v/k7f3qd/embed/",
        "content_url": "https://example.org/v/k7f3qd/720p.mp4",
        "thumbnail_urls": ["https://example.org/v/k7f3qd/vorschau-1280.jpg"],
        "language": "de",
        "duration": 312.4,
        "uploaded_at": MORNING,
        **fields,
    }
    return learning_video(LearningVideo(**values))


def test_what_search_engines_require_is_there():
    data = described()

    assert data["@type"] == ["VideoObject", "LearningResource"]
    assert data["name"] == "Titration"
    assert data["uploadDate"] == "2026-03-12T10:00:00+01:00"
    assert data["duration"] == "PT5M12S"
    assert data["thumbnailUrl"] == ["https://example.org/v/k7f3qd/vorschau-1280.jpg"]
    assert data["contentUrl"].endswith("/720p.mp4")
    assert data["embedUrl"].endswith("/embed/")


def test_portals_of_teaching_material_find_plain_shapes():
    """Their crawler reads `license` as text and `audience` as one object."""
    data = described(licence_url="https://creativecommons.org/licenses/by/4.0/")

    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert data["audience"]["educationalRole"] == "student"
    assert isinstance(data["inLanguage"], str)


def test_chapters_become_clips_that_the_page_can_seek_to():
    data = described(clips=[Clip("Vorbereiten", 0, 48, "https://example.org/videos/titration/?t=0")])

    assert data["hasPart"] == [
        {
            "@type": "Clip",
            "name": "Vorbereiten",
            "startOffset": 0,
            "endOffset": 48,
            "url": "https://example.org/videos/titration/?t=0",
        }
    ]
    assert "potentialAction" not in data


def test_without_chapters_search_engines_may_find_their_own():
    data = described()

    assert data["potentialAction"]["target"].endswith("/videos/titration/?t={seek_to_second_number}")
    assert "hasPart" not in data


def test_accessibility_is_told_as_it_is():
    spoken = described(
        transcript="Text", caption_urls=[("de", "https://example.org/v/k7f3qd/de.vtt")], has_descriptions=True
    )
    silent = described()

    assert spoken["accessibilityFeature"] == ["captions", "transcript", "audioDescription"]
    assert spoken["caption"][0]["inLanguage"] == "de"
    assert "accessibilityFeature" not in silent


@pytest.mark.django_db
def test_the_page_tells_of_its_recording(client):
    video = make_ready_video(title="</script><b>")
    Chapter.objects.create(video=video, start=0.5, title="Ende & Schluss")
    page = make_video_page(make_video_index(make_site()), video, title="</script><b>")

    html = client.get(page.url).content.decode()

    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    data = next(block for block in map(json.loads, blocks) if isinstance(block, list))[0]
    assert data["name"] == "</script><b>"
    assert data["url"] == "http://localhost/videos/sicherung-pruefen/"
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert data["transcript"] == "Wir prüfen die Sicherung."
    assert data["hasPart"][0]["url"] == "http://localhost/videos/sicherung-pruefen/?t=0.5"
    assert data["hasPart"][0]["endOffset"] == 1.0


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["film", "text"])
def test_an_audio_description_is_told_in_either_form(form):
    video = make_ready_video()
    if form == "film":
        make_video_file(video, "audiodeskription-480p.mp4", FILM_BYTES)
    else:
        Caption.objects.create(video=video, language="de", kind=Caption.Kind.DESCRIPTIONS, vtt=CAPTIONS)
    page = make_video_page(make_video_index(make_site()), video)

    (data,) = type(page).objects.get(pk=page.pk).structured_data

    assert "audioDescription" in data["accessibilityFeature"]


@pytest.mark.django_db
def test_a_page_that_is_not_on_show_tells_nothing():
    page = make_video_page(make_video_index(make_site()))
    Video.objects.filter(pk=page.video_id).update(state=Video.State.FAILED)

    assert type(page).objects.get(pk=page.pk).structured_data == []
