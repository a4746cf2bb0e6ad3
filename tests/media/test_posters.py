import pytest
from django.core.files.storage import Storage
from PIL import Image

from media import posters
from media.models import Video, VideoFile
from media.posters import (
    PosterRefusal,
    candidate_name,
    candidates_of,
    use_automatic,
    use_candidate,
    use_picture,
)
from media.strips import STRIP
from tests.factories.media import (
    make_jpeg,
    make_ready_video,
    make_user,
    make_video,
    make_video_file,
    make_video_index,
    make_video_page,
)
from tests.factories.pages import make_site
from tests.media.test_encoding import FILM
from tests.media.test_processing import process_now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]

SIZES = {"vorschau-1280.jpg": 1280, "vorschau-640.jpg": 640, "vorschau-320.jpg": 320}


@pytest.fixture
def picture(tmp_path):
    """A red picture whose camera says that it lies on its side, and where it was taken."""
    path = tmp_path / "own picture.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010F] = "Telefon von Erika"
    Image.new("RGB", (1080, 1920), "#cc0000").save(path, exif=exif)
    return path


def posters_of(video):
    return {file.name: file for file in VideoFile.objects.filter(video=video, kind=VideoFile.Kind.POSTER)}


def colour(folders, file):
    with Image.open(folders.private / file.file.name) as opened:
        pixel = opened.convert("RGB").getpixel((opened.width // 2, opened.height // 2))
    return max(range(3), key=pixel.__getitem__)


def test_own_picture_is_upright_in_three_widths_and_tells_nothing(folders, picture):
    video = make_ready_video()
    former = [file.file.name for file in posters_of(video).values()]

    use_picture(video, picture)

    made = posters_of(video)
    assert {name: (file.width, file.height) for name, file in made.items()} == {
        name: (width, round(width * 9 / 16)) for name, width in SIZES.items()
    }
    assert not any(b"Erika" in (folders.private / file.file.name).read_bytes() for file in made.values())
    assert {colour(folders, file) for file in made.values()} == {0}
    assert Video.objects.get().poster_source == "picture"
    assert not set(former) & {file.file.name for file in made.values()}


def test_former_pictures_are_deleted_once_the_new_ones_are_certain(
    folders, picture, django_capture_on_commit_callbacks
):
    video = make_ready_video()
    former = {file.file.name for file in posters_of(video).values()}

    with django_capture_on_commit_callbacks(execute=True):
        use_picture(video, picture)

    assert not former & set(folders.stored)
    assert {file.file.name for file in posters_of(video).values()} <= set(folders.stored)


def test_storage_that_fails_leaves_the_former_poster(folders, picture, monkeypatch):
    video = make_ready_video()
    before = (posters_of(video), folders.stored)
    save, calls = Storage.save, iter(range(3))

    def fail_at_the_last(storage, name, content, **more):
        if next(calls) == 2:
            raise OSError("The storage is away.")
        return save(storage, name, content, **more)

    monkeypatch.setattr(Storage, "save", fail_at_the_last)

    with pytest.raises(OSError, match="away"):
        use_picture(video, picture)

    assert (posters_of(video), folders.stored) == before
    assert Video.objects.get().poster_source == "automatic"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"GIF89a is no photograph", "no_picture"),
        (make_jpeg(100, 100), "picture_too_small"),
        (make_jpeg(1000, 500)[:-400], "no_picture"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(content, code, tmp_path):
    path = tmp_path / "picture"
    path.write_bytes(content)

    with pytest.raises(PosterRefusal) as caught:
        use_picture(make_ready_video(), path)

    assert caught.value.code == code


def test_picture_of_too_many_pixels_is_not_even_read(tmp_path, monkeypatch):
    monkeypatch.setattr(posters, "MAX_PICTURE_PIXELS", 100)
    path = tmp_path / "picture.jpg"
    path.write_bytes(make_jpeg())

    with pytest.raises(PosterRefusal) as caught:
        use_picture(make_ready_video(), path)

    assert caught.value.code == "picture_too_large"


def test_suggestion_that_is_gone_is_refused():
    with pytest.raises(PosterRefusal) as caught:
        use_candidate(make_ready_video(), 3)

    assert caught.value.code == "no_candidate"


@pytest.mark.slow
def test_chosen_suggestion_is_the_poster_and_survives_later_processing(clips, folders):
    video = make_video(clips["red then blue.mp4"])
    process_now(video)
    found = candidates_of(Video.objects.get())
    video.refresh_from_db()

    use_candidate(video, 1)
    chosen = [colour(folders, file) for file in posters_of(video).values()]
    use_candidate(video, 6)

    assert [round(file.second, 2) for file in found] == [0.25, 0.75, 1.25, 1.75, 2.25, 2.75]
    assert [file.width for file in found] == [320] * 6
    assert chosen == [0, 0, 0]
    before = posters_of(video)
    assert {colour(folders, file) for file in before.values()} == {2}
    assert {file.second for file in before.values()} == {found[-1].second}
    Video.objects.mark_interrupted()
    VideoFile.objects.filter(name="vorschau-streifen.vtt").delete()
    process_now(video)
    assert {name: file.file.name for name, file in posters_of(video).items()} == {
        name: file.file.name for name, file in before.items()
    }
    assert Video.objects.get().poster_source == "candidate"


@pytest.mark.parametrize("choose", [lambda video: use_candidate(video, 1), use_automatic])
def test_still_of_the_old_film_is_refused_once_another_is_on_show(choose, studio, folders, monkeypatch):
    """The worker switches films while ffmpeg looks for the picture."""
    video = make_ready_video()
    make_video_file(video, candidate_name(1), make_jpeg(), kind=VideoFile.Kind.CANDIDATE, second=0.5)
    make_video_file(video, STRIP, make_jpeg(160, 900), kind=VideoFile.Kind.STRIP)

    def take_and_be_overtaken(film, stills, **more):
        for still in stills:
            still.target.write_bytes(make_jpeg())
        studio.show(Video.objects.get(pk=video.pk))

    monkeypatch.setattr(posters, "probe", lambda path, **more: FILM)
    monkeypatch.setattr(posters, "take_stills", take_and_be_overtaken)

    with pytest.raises(PosterRefusal) as caught:
        choose(video)

    made = posters_of(video)
    assert caught.value.code == "no_candidate"
    assert {(folders.private / file.file.name).read_bytes() for file in made.values()} == {
        make_jpeg() + b"1.0 neu"
    }
    assert Video.objects.get().poster_source == "automatic"


@pytest.mark.slow
def test_site_chooses_again_the_moment_it_chose_at_first(clips):
    video = make_video(clips["red then blue.mp4"])
    process_now(video)
    video = Video.objects.get()
    first = {file.second for file in posters_of(video).values()}
    other = 6 if first == {candidates_of(video)[0].second} else 1
    use_candidate(video, other)
    between = {file.second for file in posters_of(video).values()}

    use_automatic(video)

    assert between != first
    assert {file.second for file in posters_of(video).values()} == first
    assert Video.objects.get().poster_source == "automatic"


def test_site_cannot_choose_again_without_the_preview_strip():
    with pytest.raises(PosterRefusal) as caught:
        use_automatic(make_ready_video())

    assert caught.value.code == "no_candidate"


@pytest.fixture
def published():
    video = make_ready_video()
    make_video_file(video, candidate_name(1), make_jpeg(), kind=VideoFile.Kind.CANDIDATE, second=0.5)
    make_video_page(make_video_index(make_site()), video)
    return video


def get(client, video, name):
    """The answer, read to its end."""
    response = client.get(f"/v/{video.key}/{name}")
    b"".join(response)
    return response


def test_suggestions_are_not_for_the_public(client, published):
    client.force_login(make_user("stranger"))

    answers = [get(client, published, name) for name in ("vorschau-320.jpg", "kandidat-1.jpg")]

    assert [answer.status_code for answer in answers] == [200, 404]


def test_editors_see_the_suggestions_and_no_cache_keeps_them(client, published):
    client.force_login(make_user("eva", is_superuser=True))

    response = get(client, published, "kandidat-1.jpg")

    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/jpeg")
    assert "private" in response.headers["Cache-Control"]


def test_preview_strip_is_for_everyone(client, published):
    make_video_file(published, "vorschau-streifen.jpg", make_jpeg(), kind=VideoFile.Kind.STRIP)
    make_video_file(
        published,
        "vorschau-streifen.vtt",
        b"WEBVTT\n",
        kind=VideoFile.Kind.STRIP,
        content_type="text/vtt; charset=utf-8",
    )

    answers = [get(client, published, f"vorschau-streifen.{ending}") for ending in ("jpg", "vtt")]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert [answer.headers["Content-Type"] for answer in answers] == ["image/jpeg", "text/vtt; charset=utf-8"]
