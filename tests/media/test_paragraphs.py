from media.captions import Cue
from media.paragraphs import Mark, divided_paragraphs, transcript_paragraphs, transcript_text

CUES = [Cue(number * 2, number * 2 + 2, f"Satz {number}.") for number in range(6)]
MARKS = [Mark(0, "Satz 0."), Mark(6, "Satz 3.", speaker="Frau Kaya", heading="Ablesen")]


def sizes(paragraphs):
    return [len(paragraph) for paragraph in paragraphs]


def test_a_pause_and_a_new_speaker_begin_a_paragraph():
    first, second = Cue(0, 1, "Eins"), Cue(1.5, 2, "zwei")
    third, fourth = Cue(4, 5, "<v Kaya>drei</v>"), Cue(5, 6, "<v Weber>vier</v>")

    assert transcript_paragraphs([first, second, third, fourth]) == [[first, second], [third], [fourth]]
    assert (
        transcript_text(transcript_paragraphs([first, second, third, fourth]))
        == "Eins zwei\n\nKaya: drei\n\nWeber: vier"
    )


def test_long_paragraphs_end_at_the_next_sentence():
    cues = [Cue(second, second + 1, "Ein Satz." if second % 3 == 2 else "Wörter") for second in range(9)]

    sizes = [len(paragraph) for paragraph in transcript_paragraphs(cues, longest=10)]

    assert sizes == [3, 3, 3]


def test_captions_without_full_stops_are_cut_all_the_same():
    cues = [Cue(second, second + 1, "neun Buch") for second in range(10)]

    assert [len(paragraph) for paragraph in transcript_paragraphs(cues, longest=20)] == [4, 4, 2]


def test_no_captions_are_an_empty_transcript():
    assert transcript_text(transcript_paragraphs([])) == ""


def test_marks_divide_the_transcript_and_name_speaker_and_heading():
    paragraphs = divided_paragraphs(CUES, MARKS)

    assert sizes(paragraphs) == [3, 3]
    assert (paragraphs[1].speaker, paragraphs[1].heading) == ("Frau Kaya", "Ablesen")
    assert transcript_text(paragraphs) == (
        "Satz 0. Satz 1. Satz 2.\n\nAblesen\n\nFrau Kaya: Satz 3. Satz 4. Satz 5."
    )


def test_a_mark_without_name_keeps_the_voice_of_the_captions():
    cues = [Cue(0, 1, "<v Kaya>Eins</v>"), Cue(1, 2, "<v Weber>zwei</v>")]

    paragraphs = divided_paragraphs(cues, [Mark(0, "Eins"), Mark(1, "zwei", speaker="Herr Weber")])

    assert [paragraph.speaker for paragraph in paragraphs] == ["Kaya", "Herr Weber"]


def test_marks_follow_captions_that_were_shifted():
    later = [Cue(cue.start + 100, cue.end + 100, cue.text) for cue in CUES]

    assert sizes(divided_paragraphs(later, MARKS)) == [3, 3]


def test_marks_stay_where_captions_were_corrected():
    corrected = [*CUES[:3], Cue(6, 8, "Ganz anders."), *CUES[4:]]

    assert sizes(divided_paragraphs(corrected, MARKS)) == [3, 3]


def test_words_that_occur_often_are_looked_for_nearby_only():
    cues = [Cue(number * 100, number * 100 + 2, "Ja.") for number in range(4)]
    gone = [cues[0], Cue(101, 102, "Nein."), *cues[2:]]

    assert sizes(divided_paragraphs(cues, [Mark(100, "Ja.")])) == [1, 3]
    assert sizes(divided_paragraphs(gone, [Mark(100, "Ja.")])) == [1, 3]


def test_two_marks_at_the_same_caption_are_one():
    assert sizes(divided_paragraphs(CUES[:2], [Mark(0, "Satz 0."), Mark(0.1, "weg"), Mark(0.2, "fort")])) == [
        2
    ]


def test_a_track_without_captions_has_no_paragraphs():
    assert divided_paragraphs([], MARKS) == []


def test_data_of_a_mark_gives_the_same_mark():
    assert Mark.from_data(MARKS[1].as_data()) == MARKS[1]
