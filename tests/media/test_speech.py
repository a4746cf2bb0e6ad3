import time
import wave

import pytest

from media import jail, runner, speech
from media.captions import Cue
from media.ffmpeg import take_speech
from media.inspection import probe
from media.speech import Recogniser, SpeechError, write_down
from tests.media.listeners import WRITE, make_listener

# --- The command --------------------------------------------------------------------------


def test_placeholders_are_filled_in_word_by_word(tmp_path):
    recogniser = Recogniser.of('/bin/echo -m "a model" -l {language} -of {output} --file={sound}')

    command = recogniser.command(tmp_path / "in; rm *", tmp_path / "{language}", "de")

    assert command == [
        *("/bin/echo", "-m", "a model", "-l", "de"),
        *("-of", f"{tmp_path}/{{language}}", f"--file={tmp_path}/in; rm *"),
    ]


@pytest.mark.parametrize(
    "command",
    [
        "",
        "whisper-cli",
        "whisper-cli -f {sound}",
        "whisper-cli -of {output}",
        "whisper-cli -m {model} -of {output} -f {sound}",
        "whisper-cli 'not closed {output} {sound}",
        "{sound} {output}",
    ],
)
def test_command_that_cannot_work_is_refused(command):
    with pytest.raises(ValueError):
        Recogniser.of(command)


def test_what_is_not_there_is_named(tmp_path):
    model = tmp_path / "model.bin"
    recogniser = Recogniser.of("/nowhere/whisper-cli {sound} {output}", [str(model), str(tmp_path)])

    assert recogniser.missing == ["/nowhere/whisper-cli", str(model)]
    with pytest.raises(SpeechError) as caught:
        recogniser.command(tmp_path, tmp_path, "de")
    assert (caught.value.code, caught.value.is_permanent) == ("speech_missing", False)


def test_program_of_the_path_gets_an_absolute_name():
    recogniser = Recogniser.of("cat {sound} {output}")

    assert recogniser.missing == []
    assert recogniser.program in ("/bin/cat", "/usr/bin/cat")


# --- What the program gets ----------------------------------------------------------------


@pytest.mark.slow
def test_sound_is_one_channel_of_16_khz(clips, tmp_path):
    film = clips["surround.mp4"]

    take_speech(film, tmp_path / "sound", probe=probe(film))

    with wave.open(str(tmp_path / "sound")) as sound:
        assert (sound.getnchannels(), sound.getframerate(), sound.getsampwidth()) == (1, 16_000, 2)
        assert sound.getnframes() == pytest.approx(16_000, rel=0.1)


@pytest.fixture
def sound(tmp_path):
    path = tmp_path / "sound"
    path.write_bytes(b"RIFF")
    return path


def listen(sound, body, vtt=None, readable=(), **options):
    """What comes of it if that script is the program."""
    texts = {} if vtt is None else {"vtt": vtt}
    command = make_listener(sound.parent / "programs", body, **texts)
    recogniser = Recogniser.of(command, readable)
    return write_down(sound, recogniser, **{"language": "de", "seconds": 60.0, **options})


@pytest.mark.usefixtures("walls")
def test_program_gets_a_wav_and_the_language(sound):
    cues = listen(
        sound,
        'printf "WEBVTT\\n\\n0:01.000 --> 0:02.000\\n$3 ${1##*.} $(cat "$1") $(ls "$2"*)\\n" > "$2.vtt"',
    )

    assert [cue.text for cue in cues] == ["de wav RIFF"]


@pytest.mark.usefixtures("walls")
def test_program_reads_its_model(sound, tmp_path):
    (tmp_path / "model.bin").write_text("WEBVTT\n\n0:01.000 --> 0:02.000\nAus dem Modell\n")

    cues = listen(sound, f'cat {tmp_path}/model.bin > "$2.vtt"', readable=[str(tmp_path / "model.bin")])

    assert [cue.text for cue in cues] == ["Aus dem Modell"]


def test_program_in_a_jail_reads_nothing_else(sound, tmp_path):
    command = make_listener(tmp_path / "programs", "")
    if not Recogniser.of(command).is_jailed:
        pytest.skip("There is no jail on this machine.")
    (tmp_path / "secret").write_text("WEBVTT\n\n0:01.000 --> 0:02.000\nGeheim\n")

    with pytest.raises(SpeechError) as caught:
        listen(sound, f'cat {tmp_path}/secret > "$2.vtt"')

    assert caught.value.code == "speech_failed"


# --- What comes of it ---------------------------------------------------------------------


def test_captions_are_plain_words_in_lines_that_can_be_read(sound):
    long = "Bevor wir die Schraube lösen, schalten wir die Anlage ab und prüfen die Spannung."

    cues = listen(sound, WRITE, f"WEBVTT\n\n00:01.000 --> 00:05.000\n <v KI><i>{long}</i> &amp; <script>\n")

    assert cues == [
        Cue(
            1.0,
            5.0,
            "Bevor wir die Schraube lösen, schalten wir\ndie Anlage ab und prüfen die Spannung. &amp;",
        )
    ]


def test_captions_without_length_or_beyond_the_film_are_put_right(sound):
    vtt = (
        "WEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\neins\r\n\r\n"
        "00:02.000 --> 00:02.000\r\nnichts\r\n\r\n"
        "00:59.000 --> 01:30.000\r\nzwei\r\n\r\n"
        "01:30.000 --> 01:32.000\r\nVielen Dank\r\n\r\n"
        "01:33.000 --> 01:33.000\r\nfürs Zuschauen"
    )

    assert listen(sound, WRITE, vtt) == [Cue(1.0, 2.0, "eins"), Cue(59.0, 60.0, "zwei")]


@pytest.mark.parametrize("blank", ["\n\n", "\r\n\r\n", "\n\n\n", "\n \n", " \n\n", "\nnichts\n\n"])
def test_caption_without_length_takes_no_other_along(sound, blank):
    vtt = (
        f"WEBVTT\n\n00:01.000 --> 00:01.000{blank}00:02.000 --> 00:03.000\nwichtig\n\n00:04.000 --> 00:04.000"
    )

    assert listen(sound, WRITE, vtt) == [Cue(2.0, 3.0, "wichtig")]


def test_share_is_heard_from_what_the_program_says(sound):
    shares = []
    says = "printf '[00:00:00.000 --> 00:00:15.000]  eins\\n[0:15.000 --> 0:3'; sleep 0.2; printf '0.000] zwei\\n'"

    listen(sound, f"{says}; echo nothing; echo '--> 00:02:00,000'; {WRITE}", on_progress=shares.append)

    assert shares == [0.25, 0.5, 1.0]


@pytest.mark.parametrize(
    ("body", "vtt", "code"),
    [
        ("echo no memory >&2; exit 3", "", "speech_failed"),
        ("exit 0", "", "speech_unreadable"),
        ('ln -s "$vtt" "$2.vtt"', None, "speech_unreadable"),
        (WRITE, "{}", "speech_unreadable"),
        (WRITE, "WEBVTT\n\n00:02.000 --> 00:01.000\nx\n", "speech_unreadable"),
        ("printf 'WEBVTT%999999d' 1 > \"$2.vtt\"", "", "speech_unreadable"),
        (WRITE, "", "speech_silent"),
        (WRITE, "WEBVTT\n\n00:00.000 --> 00:00.000\nx\n", "speech_silent"),
    ],
)
def test_program_that_fails(sound, body, vtt, code):
    with pytest.raises(SpeechError) as caught:
        listen(sound, body, vtt)

    assert caught.value.code == code
    assert ("no memory" in caught.value.detail) == (code == "speech_failed")


def test_program_that_takes_too_long_is_ended(sound, monkeypatch):
    monkeypatch.setattr(speech, "_limits", lambda seconds: jail.Limits(1, 10, 1000))
    begin = time.monotonic()

    with pytest.raises(SpeechError) as caught:
        listen(sound, "sleep 60")

    assert (caught.value.code, caught.value.is_permanent) == ("speech_time_limit", True)
    assert time.monotonic() - begin < 30


def test_program_is_stopped_when_asked(sound):
    with pytest.raises(SpeechError) as caught:
        listen(sound, "sleep 60", should_stop=lambda: True)

    assert (caught.value.code, caught.value.is_permanent) == ("stopped", False)


def test_limits_grow_with_the_film(sound, monkeypatch):
    seen = []

    def run(command, place, limits, *rest, **more):
        seen.append(limits.seconds)
        raise runner.TimeLimitError

    monkeypatch.setattr(runner, "run", run)

    for seconds in (1.0, 3600.0):
        with pytest.raises(SpeechError):
            listen(sound, WRITE, seconds=seconds)

    assert seen == [600, 72_000]
