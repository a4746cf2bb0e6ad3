"""Films with chance errors: each is taken or refused with a reason, and nothing hangs or breaks."""

import random

import pytest
from django.db import connection
from django.utils.translation import override

from media.intake import examine
from media.messages import explain, in_words
from media.models import Video
from media.sentences import SpokenError
from media.tasks import process_video
from tests.factories.media import make_video

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("folders")]

SOURCES = ["plain.mp4", "vp8.webm", "pcm.avi", "broadcast.ts", "wide pixels.mpg"]
FILES = 200
WHOLE_JOBS = range(0, FILES, 20)


def flipped(data, chance):
    for _ in range(chance.randint(1, 40)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def flipped_in_front(data, chance):
    """The index lies at one of the ends, where an error does most harm."""
    for _ in range(chance.randint(1, 10)):
        data[chance.randrange(min(len(data), 600))] = chance.randrange(256)


def cut(data, chance):
    del data[chance.randrange(len(data)) :]


def overwritten(data, chance):
    start = chance.randrange(len(data))
    length = chance.randint(1, 4000)
    data[start : start + length] = chance.choice([b"\0", b"\xff"]) * length


def doubled(data, chance):
    start = chance.randrange(len(data))
    data[start:start] = data[start : start + chance.randint(1, 2000)]


def removed(data, chance):
    start = chance.randrange(len(data))
    del data[start : start + chance.randint(1, 500)]


CHANGES = [flipped, flipped_in_front, cut, overwritten, doubled, removed]


def fuzzed(seed, clips):
    """The same bytes for the same seed, whichever test asks."""
    chance = random.Random(seed)  # noqa: S311 - a test
    data = bytearray(clips[SOURCES[seed % len(SOURCES)]].read_bytes())
    chance.choice(CHANGES)(data, chance)
    return bytes(data)


@pytest.fixture(autouse=True)
def on_one_database():
    if connection.vendor != "sqlite":
        pytest.skip("What programs make of a file does not depend on the database.")


def test_each_of_many_broken_films_is_taken_or_refused_in_words(clips, tmp_path):
    outcomes = {}
    path = tmp_path / "film"
    for seed in range(FILES):
        path.write_bytes(fuzzed(seed, clips))
        try:
            examine(path)
            outcomes[seed] = "taken"
        except SpokenError as error:
            with override("de"):
                outcomes[seed] = in_words(error) if in_words(error) != error.message else ""

    assert len(outcomes) == FILES
    assert all(outcomes.values())
    assert len(set(outcomes.values())) > 3


@pytest.mark.parametrize("seed", WHOLE_JOBS)
def test_job_on_a_broken_film_ends(seed, clips, tmp_path, folders):
    path = tmp_path / "film"
    path.write_bytes(fuzzed(seed, clips))
    video = make_video(path)

    for _ in range(3):
        process_video.call(video.pk)

    video.refresh_from_db()
    assert video.state in (Video.State.READY, Video.State.FAILED)
    assert bool(explain(video.error_code)) is (video.state == Video.State.FAILED)
    assert folders.in_work == []
