import random
import time

import pytest

from media.captions import (
    MAX_BYTES,
    MAX_CUES,
    CaptionError,
    Cue,
    clean_cue,
    editable_text,
    fingerprint,
    parse_captions,
    plain_text,
    speaker,
    to_srt,
    to_vtt,
)
from media.paragraphs import transcript_paragraphs, transcript_text

VTT = """WEBVTT - Beispiel
Kind: captions

NOTE ein Kommentar
über zwei Zeilen

STYLE
::cue { background: url(https://example.org/x) }

REGION
id:unten

eins
00:01.000 --> 00:02.500 line:-999999999 align:start
<v Frau Kaya>Erst <b>freischalten</b>,
dann messen.

01:00:02.500 --> 01:00:04.000
Größe <c.gelb>230 V</c> &amp; 50 Hz
"""


def one(text, times="00:00:01.000 --> 00:00:05.000"):
    return parse_captions(f"WEBVTT\n\n{times}\n{text}\n".encode())[0].text


def refusal(data):
    with pytest.raises(CaptionError) as caught:
        parse_captions(data if isinstance(data, bytes) else data.encode())
    return caught.value.code, caught.value.line


def test_vtt_is_reduced_to_times_and_words():
    assert parse_captions(VTT.encode()) == [
        Cue(1.0, 2.5, "<v Frau Kaya>Erst <b>freischalten</b>,\ndann messen.</v>"),
        Cue(3602.5, 3604.0, "Größe <c.gelb>230 V</c> &amp; 50 Hz"),
    ]


def test_srt_is_read_with_commas_numbers_and_windows_line_ends():
    srt = "\ufeff1\r\n00:00:01,000 --> 00:00:02,5\r\n{\\an8}<font color=red>Hallo</font> <i>Welt</i>\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nM&M < 5\r\n"

    assert parse_captions(srt.encode()) == [
        Cue(1.0, 2.5, "Hallo <i>Welt</i>"),
        Cue(3.0, 4.0, "M&amp;M &lt; 5"),
    ]


def test_sbv_is_told_by_its_content():
    sbv = "0:00:01.000,0:00:02.000\nErste Zeile[br]zweite -->\n\n0:00:03.000,0:00:04.000\nEnde\n"

    assert parse_captions(sbv.encode(), "falsch.vtt") == [
        Cue(1.0, 2.0, "Erste Zeile\nzweite --&gt;"),
        Cue(3.0, 4.0, "Ende"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_srt_may_come_in_old_encodings(encoding):
    srt = "1\n00:00:01,000 --> 00:00:02,000\n„Größe“ prüfen\n"

    assert parse_captions(srt.encode(encoding))[0].text == "„Größe“ prüfen"


def test_bytes_unknown_to_windows_latin_are_read_as_latin_1():
    assert parse_captions(b"1\n00:00:01,000 --> 00:00:02,000\n\xdcbung\x81\n")[0].text == "Übung"


def test_cues_may_overlap_and_are_sorted():
    vtt = "WEBVTT\n\n00:03.000 --> 00:05.000\nb\n\n00:01.000 --> 00:04.000\na\n"

    assert [cue.text for cue in parse_captions(vtt.encode())] == ["a", "b"]


def test_a_missing_blank_line_does_not_swallow_the_next_cue():
    srt = "1\n00:00:01,000 --> 00:00:02,000\na\n2\n00:00:03,000 --> 00:00:04,000\nb\n\n3\n"

    assert [cue.text for cue in parse_captions(srt.encode())] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<script>alert(1)</script>", "alert(1)"),
        ('<img src=x onerror="alert(1)">Bild', "Bild"),
        ("<b onclick=x>fett</b>", "<b>fett</b>"),
        ("<c.a.1x.b&quot;>x</c>", "<c.a>x</c>"),
        ("<i>offen", "<i>offen</i>"),
        ("<b>a<i>b</b>c</i>", "<b>a<i>b</i></b>c"),
        ("zu</b> viel", "zu viel"),
        ("<rt>allein</rt>", "allein"),
        ("<ruby>漢<rt>kan</rt></ruby>", "<ruby>漢<rt>kan</rt></ruby>"),
        ("<lang en-GB>Hello</lang> <lang ev il>x</lang>", "<lang en-GB>Hello</lang> x"),
        ('<v A"><img src=x>B</v>', '<v A">B</v>'),
        ("<v Ann &lt;3>B", "<v Ann &lt;3>B</v>"),
        ("a<00:00:02.000>b<00:00:01.500>c<00:00:09.000>d", "a<00:00:02.000>bcd"),
        ("3 < 5 > 2 & mehr", "3 &lt; 5 &gt; 2 &amp; mehr"),
        ("&lt;b&gt; &copy; &#60;script&#62; &unbekannt;", "&lt;b&gt; © &lt;script&gt; &amp;unbekannt;"),
        ("eins&#10;&#10;zwei", "eins zwei"),
        ("<!-- x -- >Text", "Text"),
        ("a\x00b\x0bc\x1bd", "a\ufffdbcd"),
    ],
)
def test_only_the_markup_of_webvtt_is_left(text, expected):
    assert one(text) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("empty", None)),
        (b" \r\n ", ("empty", None)),
        (b"\xef\xbb\xbf", ("not_captions", None)),
        (b"WEBVTT\n\n" + b" " * MAX_BYTES, ("too_large", None)),
        ("<!doctype html><title>x</title><script>alert(1)</script>", ("not_captions", None)),
        ("<html>\n00:00:01.000 --> 00:00:02.000\nx", ("not_captions", None)),
        ('<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><tt>&lol;</tt>', ("not_captions", None)),
        ("WEBVTTX\n\n00:01.000 --> 00:02.000\nx", ("not_captions", None)),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\xff", ("not_text", None)),
        (b"\x00\x00\x00\x20ftypisom\xff", ("not_text", None)),
        ("WEBVTT\n\nNOTE nichts", ("no_cues", None)),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<b></b>", ("no_cues", None)),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nx", ("ends_before_start", 3)),
        ("WEBVTT\n\n00:02.000 --> 00:02.000\nx", ("ends_before_start", 3)),
        ("WEBVTT\n\n00:02 --> 00:04\nx", ("bad_time", 3)),
        ("WEBVTT\n\n00:75.000 --> 00:80.000\nx", ("bad_time", 3)),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nx\n\ny", ("missing_time", 6)),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nx\n00:3.0 --> 00:04.000\ny", ("bad_time", 5)),
        ("WEBVTT\n" + "\n00:01.000 --> 00:02.000\nx\n" * (MAX_CUES + 1), ("too_many_cues", None)),
    ],
)
def test_what_is_no_caption_file_is_refused_with_its_line(data, expected):
    assert refusal(data) == expected


def test_the_message_says_what_to_do():
    with pytest.raises(CaptionError, match="caption in line 3 ends before it begins"):
        parse_captions(b"WEBVTT\n\n00:02.000 --> 00:01.000\nx")


def test_vtt_is_written_with_its_language():
    assert to_vtt([Cue(1.0, 2.5, "Hallo")], "de") == (
        "WEBVTT\n\nNOTE Language: de\n\n00:00:01.000 --> 00:00:02.500\nHallo\n"
    )


def test_the_language_cannot_carry_anything_else():
    with pytest.raises(ValueError, match="is not a language tag"):
        to_vtt([], "de\n\n00:00.000 --> 00:01.000\nx")


def test_srt_is_written_with_the_markup_it_knows():
    cue = Cue(1.0, 2.0, "<v Kaya><c.gelb>A &amp; B</c> <b>fett</b></v> &lt;b&gt; &lt; 5 --&gt;")

    assert to_srt([cue]) == "1\n00:00:01,000 --> 00:00:02,000\nA & B <b>fett</b> &lt;b> < 5 --&gt;\n"


# Pieces that are awkward next to each other; random files are built from them.
PIECES = [
    *(
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<v Ö&amp;>",
        "</v>",
        "<c.x>",
        "<00:00:02.000>",
        "<ruby>",
        "<rt>",
        "<x y>",
    ),
    *(
        "&",
        "&amp;",
        "&lt;",
        "&#38;",
        "amp;",
        "lt;",
        "<",
        ">",
        "--",
        " ",
        "\n",
        "42",
        "Wort",
        "ä",
        "NOTE",
        "\t",
    ),
]


@pytest.mark.parametrize("seed", range(200))
def test_reading_what_was_written_gives_the_same_cues(seed):
    chance = random.Random(seed)  # noqa: S311 - not a secret
    bodies = ["x" + "".join(chance.choices(PIECES, k=12)).replace("-->", "") for _ in range(5)]
    bodies = ["\n".join(line for line in body.split("\n") if line.strip()) for body in bodies]
    blocks = [f"00:00:0{number}.000 --> 00:00:09.{number}00\n{body}" for number, body in enumerate(bodies)]

    cues = parse_captions("\n\n".join(["WEBVTT", *blocks]).encode())

    assert parse_captions(to_vtt(cues, "de").encode()) == cues
    assert [clean_cue(cue.start, cue.end, editable_text(cue)) for cue in cues] == cues
    plain = parse_captions(to_srt(cues).encode())
    assert [plain_text(cue) for cue in plain] == [plain_text(cue) for cue in cues]
    assert parse_captions(to_srt(plain).encode()) == plain


@pytest.mark.parametrize(
    "piece",
    ["<", "<b", "&", "&a", "<b>", "</b>", "<v ", "{\\", "0", "00:", "-", " ", "\n", "<<>", "--&gt;", "&#1"],
)
def test_no_repetition_makes_reading_slow(piece):
    body = piece * (MAX_BYTES // len(piece) // 2)
    started = time.thread_time()

    try:
        cues = parse_captions(f"1\n00:00:01.000 --> 00:00:02.000\nx{body}".encode())
        to_srt(cues)
        transcript_text(transcript_paragraphs(cues))
    except CaptionError:
        pass

    assert time.thread_time() - started < 5


def test_plain_text_is_one_line_of_words():
    cue = Cue(0, 1, "<v Frau Kaya>Erst &lt;messen&gt;,\n<b>dann</b> schalten.</v>")

    assert plain_text(cue) == "Erst <messen>, dann schalten."
    assert speaker(cue) == "Frau Kaya"


def test_typed_text_is_shown_without_references_and_cleaned_like_a_file():
    cue = clean_cue(1, 2, "M&M < 5\r\n\r\n<script>x</script>\0 --> <b>fett")

    assert cue == Cue(1, 2, "M&amp;M &lt; 5\nx\ufffd --&gt; <b>fett</b>")
    assert editable_text(cue) == "M&M < 5\nx\ufffd --&gt; <b>fett</b>"


def test_nothing_but_tags_is_no_caption():
    assert clean_cue(1, 2, " <b> </b>") is None


def test_fingerprint_tells_captions_apart_but_not_languages():
    cues = [Cue(1, 2, "Hallo")]

    assert fingerprint(cues) == fingerprint(parse_captions(to_vtt(cues, "en").encode()))
    assert fingerprint(cues) != fingerprint([Cue(1, 2.001, "Hallo")])


def test_youtube_and_old_programs_are_read():
    sbv = "0:00:00.599,0:00:04.160\r\n>> Alice: Hi, mein Name ist Alice\r\n\r\n0:00:04.160,0:00:06.770\r\nund ich bin dran\r\n"
    srt = '1\r\n00:00:01,000 --> 00:00:02,000 X1:40 X2:600\r\n{\\an8}<font face="Arial">oben</font>\r\n\r\n'

    assert [plain_text(cue) for cue in parse_captions(sbv.encode())] == [
        ">> Alice: Hi, mein Name ist Alice",
        "und ich bin dran",
    ]
    assert parse_captions(srt.encode("cp1252")) == [Cue(1, 2, "oben")]


def test_hours_beyond_a_hundred_are_read_and_written():
    vtt = "WEBVTT\n\n100:00:01.000 --> 100:00:02.000\nspät\n"

    assert to_vtt(parse_captions(vtt.encode()), "de").endswith("100:00:01.000 --> 100:00:02.000\nspät\n")


@pytest.mark.parametrize("times", ["-00:00:01,000 --> 00:00:02,000", "00:00:01,000 --> -00:00:02,000"])
def test_negative_times_are_refused_with_their_line(times):
    assert refusal(f"1\n00:00:00,000 --> 00:00:01,000\na\n\n2\n{times}\nb\n") == ("bad_time", 6)
