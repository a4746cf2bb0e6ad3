import pytest
from PIL import Image

from media.captions import parse_captions, to_vtt
from media.demo_clips import CLIPS, FRAME_SIZE, SHORTEST_CUE, Clip, Step, reading_seconds

SHORT_CLIP = Clip(
    key="short",
    slug="kurz",
    title="Kurz",
    lead="",
    summary="",
    occupation="chemielaborant",
    pictogram="flask",
    steps=(
        Step("Eins", ("Ein Satz.", "Noch ein Satz, der etwas länger ist als der erste."), "Anfang"),
        Step("Zwei", ("Das Ende.",)),
    ),
)

each_clip = pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: clip.key)


def test_a_long_sentence_stands_longer_than_a_short_one():
    assert reading_seconds("Kurz.") == SHORTEST_CUE
    assert reading_seconds("x" * 60) == 4.0


def test_captions_follow_each_other_without_gaps_to_the_end_of_the_film():
    cues = SHORT_CLIP.cues

    assert [cue.start for cue in cues] == [0.0, *(cue.end for cue in cues[:-1])]
    assert cues[-1].end == pytest.approx(SHORT_CLIP.seconds)


def test_chapters_begin_where_a_step_names_one():
    assert SHORT_CLIP.chapters == [(0.0, "Anfang")]


def test_frames_fill_the_time_of_the_film(tmp_path):
    frames = list(SHORT_CLIP.draw_frames(tmp_path))

    assert sum(seconds for _, seconds in frames) == pytest.approx(SHORT_CLIP.seconds)
    assert all(seconds > 0 for _, seconds in frames)
    with Image.open(frames[0][0]) as picture:
        assert picture.size == FRAME_SIZE


@each_clip
def test_sample_clips_last_between_twenty_and_forty_seconds(clip):
    assert 20 <= clip.seconds <= 40


@each_clip
def test_sample_clips_have_three_to_five_chapters(clip):
    assert 3 <= len(clip.chapters) <= 5
    assert clip.chapters[0][0] == 0


@each_clip
def test_sample_captions_are_short_and_valid(clip):
    assert parse_captions(to_vtt(clip.cues, "de").encode()) == clip.cues
    assert max(len(cue.text) for cue in clip.cues) <= 84  # two lines


@each_clip
def test_sample_clips_say_that_they_are_samples(clip):
    assert "Beispielinhalt" in clip.lead
