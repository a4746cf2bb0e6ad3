import subprocess
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from threading import Thread

import pytest
from PIL import Image

from media import containers, ffmpeg, inspection, programs, runner
from media.flashes import CELLS, FRAME_BYTES
from media.probe import AudioStream, Refusal
from media.programs import FfmpegError
from media.strips import Strip
from tests.media.clips import NAMING_OTHERS, PROGRAMS, packaged_ffmpeg, program, run_ffmpeg
from tests.media.test_probe import FILM

BLUE, RED = (0, 0, 255), (255, 0, 0)


@pytest.fixture(params=PROGRAMS)
def chosen(request):
    """The installed or the packaged ffmpeg."""
    return program(request.param)


@pytest.fixture
def target(tmp_path):
    return tmp_path / "target.mp4"


def middle_pixel(path):
    """Red, green and blue in the middle of the first frame."""
    command = [packaged_ffmpeg(), "-v", "error", "-i", path, "-frames:v", "1"]
    words = ["-vf", "scale=in_color_matrix=auto,crop=2:2,format=rgb24", "-f", "rawvideo", "-"]
    return tuple(subprocess.run([*command, *words], check=True, capture_output=True, timeout=60).stdout[:3])


# ---- finding the programs


def test_a_configured_program_comes_first(tmp_path):
    own = tmp_path / "ffmpeg"
    own.write_text("#!/bin/sh\n")
    own.chmod(0o755)

    assert programs.find_ffmpeg(str(own)) == str(own)


def test_a_configured_program_may_be_named_from_here(tmp_path, monkeypatch):
    (tmp_path / "own").write_text("#!/bin/sh\n")
    (tmp_path / "own").chmod(0o755)
    monkeypatch.chdir(tmp_path)

    assert programs.find_ffmpeg("./own") == str(tmp_path / "own")


def test_a_configured_program_that_is_missing_is_an_error(tmp_path):
    with pytest.raises(FfmpegError, match="The program ffmpeg is missing on the server") as caught:
        programs.find_ffmpeg(str(tmp_path / "ffmpeg"))

    assert not caught.value.is_permanent


def test_without_installed_programs_the_packaged_one_is_used(monkeypatch):
    monkeypatch.setenv("PATH", "")

    assert programs.find_ffmpeg() == packaged_ffmpeg()
    assert programs.find_ffprobe(packaged_ffmpeg()) is None


def test_the_ffprobe_beside_the_program_is_preferred(tmp_path):
    for name in ("ffmpeg", "ffprobe"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)

    assert programs.find_ffprobe(str(tmp_path / "ffmpeg")) == str(tmp_path / "ffprobe")


# ---- converting


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("plain.mp4", (160, 90)),
        ("rotated.mp4", (90, 160)),
        ("portrait.mp4", (90, 160)),
        ("upside down.mp4", (160, 90)),
        ("hevc.mov", (160, 90)),
        ("odd size with sound.mkv", (160, 90)),
        ("silence.mkv", (160, 90)),
        ("short sound.mkv", (160, 90)),
        ("odd size.mkv", (160, 90)),
        ("wide pixels.mpg", (120, 90)),
        ("interlaced.mpg", (112, 90)),
        ("full colour.mp4", (160, 90)),
        ("surround.mp4", (160, 90)),
        ("hdr.mov", (160, 90)),
        ("uneven.mp4", (160, 90)),
        ("fast.mp4", (160, 90)),
        ("vp8.webm", (160, 90)),
        ("live.webm", (160, 90)),
        ("pcm.avi", (160, 90)),
        ("broadcast.ts", (160, 90)),
        ("two sounds.mkv", (160, 90)),
        ("with cover.mp4", (160, 90)),
        ("silent.mp4", (160, 90)),
    ],
)
def test_every_odd_source_becomes_a_film_that_everything_plays(name, size, chosen, clips, target):
    source = inspection.probe(clips[name])

    made = ffmpeg.transcode(clips[name], target, probe=source, height=90, program=chosen)

    video = made.video
    assert (video.codec, video.pixel_format, video.width, video.height) == ("h264", "yuv420p", *size)
    assert (video.coded_width, video.coded_height, video.rotation) == (*size, 0)
    assert (video.fps, video.is_variable_frame_rate, video.is_interlaced) == (25, False, False)
    assert (video.is_hdr, video.has_colour_matrix) == (False, True)
    assert made.audio == (AudioStream("aac", 2, 48000) if source.audio else None)
    assert made.duration == pytest.approx(1, abs=0.15)
    assert inspection.probe(target) == made


def test_films_are_never_made_larger(clips, target):
    made = ffmpeg.transcode(
        clips["odd size.mkv"], target, probe=inspection.probe(clips["odd size.mkv"]), height=480
    )

    assert (made.width, made.height) == (320, 180)


def test_the_index_is_in_front_and_key_frames_come_every_four_seconds(clips, target, tmp_path, chosen):
    source = tmp_path / "nine seconds.mp4"
    run_ffmpeg("-stream_loop", "1", "-i", clips["four seconds.mp4"], "-c", "copy", "-t", "9", source)

    ffmpeg.transcode(source, target, probe=inspection.probe(source), height=90, program=chosen)

    data = target.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    command = [packaged_ffmpeg(), "-skip_frame", "nokey", "-i", target, "-vf", "showinfo", "-f", "null", "-"]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=60).stderr
    assert [line.split("pts_time:")[1].split()[0] for line in shown.splitlines() if "pts_time:" in line] == [
        "0",
        "4",
    ]


def test_nothing_tells_who_made_the_film_and_where(clips, target, chosen):
    ffmpeg.transcode(
        clips["telltale.mp4"],
        target,
        probe=inspection.probe(clips["telltale.mp4"]),
        height=90,
        program=chosen,
    )

    data = target.read_bytes()
    traces = [
        word for word in (b"Geheim", b"+52.52", b"Erika", b"2026-01-02", b"Lavf", b"Lavc") if word in data
    ]
    assert traces == []


@pytest.mark.parametrize("matrix", ["bt709", "smpte170m", None])
def test_colours_stay_what_they_are(matrix, chosen, tmp_path, target):
    source = tmp_path / "blue.mp4"
    # Untagged films of this size are read as BT.601.
    tags = f"scale=out_color_matrix={'bt709' if matrix == 'bt709' else 'bt601'},format=yuv420p"
    tags += f",setparams=colorspace={matrix}" if matrix else ",setparams=colorspace=unknown"
    run_ffmpeg("-f", "lavfi", "-i", "color=0x2060c0:s=320x180:d=1", "-vf", tags, "-c:v", "libx264", source)

    ffmpeg.transcode(source, target, probe=inspection.probe(source), height=90, program=chosen)

    assert middle_pixel(target) == pytest.approx((0x20, 0x60, 0xC0), abs=6)


@pytest.mark.parametrize("name", ["soft.mkv", "loud.mkv", "surround.mp4"])
def test_films_are_equally_loud_and_never_clipped(name, clips, target, chosen):
    ffmpeg.transcode(clips[name], target, probe=inspection.probe(clips[name]), height=90, program=chosen)

    command = [
        packaged_ffmpeg(),
        "-nostats",
        "-i",
        target,
        "-vn",
        "-af",
        "ebur128=peak=true",
        "-f",
        "null",
        "-",
    ]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60).stderr
    loudness, peak = (float(said.rsplit(word, 1)[1].split()[0]) for word in ("I:", "Peak:"))
    assert loudness == pytest.approx(-16, abs=1)
    assert peak <= -1


def test_progress_grows_and_is_a_share(clips, target):
    heard = []

    ffmpeg.transcode(
        *(clips["plain.mp4"], target),
        probe=inspection.probe(clips["plain.mp4"]),
        height=90,
        on_progress=heard.append,
    )

    assert heard == sorted(heard)
    assert 0.9 <= heard[-1] <= 1


def test_work_stops_when_asked(clips, target):
    with pytest.raises(FfmpegError) as caught:
        ffmpeg.transcode(clips["plain.mp4"], target, probe=FILM, height=90, should_stop=lambda: True)

    assert (caught.value.code, caught.value.is_permanent) == ("stopped", False)
    assert not target.exists()


def test_an_error_of_the_listener_ends_the_work(clips, target):
    def refuse(share):
        raise LookupError("The video is gone.")

    with pytest.raises(LookupError):
        ffmpeg.transcode(clips["plain.mp4"], target, probe=FILM, height=90, on_progress=refuse)

    assert not target.exists()


# ---- what is damaged or hostile


@pytest.fixture
def canary():
    """A web server on this machine that writes down who calls."""
    calls = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            calls.append(self.path)
            self.send_error(404)

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"127.0.0.1:{server.server_port}", calls
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    "text",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://HOST/a.ts\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile 'http://HOST/a.mp4'\nduration 1\n",
        '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><BaseURL>http://HOST/</BaseURL></Period></MPD>',
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\na=control:http://HOST/\nm=video 9 RTP/AVP 96\n",
    ],
    ids=["hls", "concat", "dash", "sdp"],
)
def test_no_text_makes_a_program_call_a_server(text, canary, chosen, walls, tmp_path, target, monkeypatch):
    """Also if the first bytes were taken for a film, and there is no jail."""
    host, calls = canary
    source = tmp_path / "film.mp4"
    source.write_text(text.replace("HOST", host))
    monkeypatch.setattr(containers, "identify", lambda head: "mov")
    monkeypatch.setattr(containers, "is_truncated", lambda file, container: False)

    with pytest.raises(Refusal):
        inspection.probe(source, program=chosen)
    with pytest.raises(FfmpegError):
        ffmpeg.transcode(source, target, probe=FILM, height=90, gain=0.0, program=chosen)

    assert calls == []


def test_half_a_film_is_no_success_whatever_the_exit_code(clips, target, chosen):
    with pytest.raises(FfmpegError) as caught:
        ffmpeg.transcode(
            *(clips["damaged.mp4"], target),
            probe=inspection.probe(clips["damaged.mp4"]),
            height=90,
            program=chosen,
        )

    assert caught.value.is_permanent
    assert not target.exists()


def test_a_full_disk_is_no_success_and_no_fault_of_the_film(clips, target, monkeypatch):
    ended = runner.Ended(0, b"", "av_interleaved_write_frame(): No space left on device")
    monkeypatch.setattr(runner, "run", lambda *words, **options: ended)

    with pytest.raises(FfmpegError) as caught:
        ffmpeg.transcode(clips["plain.mp4"], target, probe=FILM, height=90, program=packaged_ffmpeg())

    assert (caught.value.code, caught.value.is_permanent) == ("no_space", False)


def test_a_missing_sound_is_no_success(clips, target):
    with pytest.raises(FfmpegError) as caught:
        ffmpeg.transcode(clips["silent.mp4"], target, probe=replace(FILM, duration=1), height=90)

    assert caught.value.code == "output_differs"


@pytest.mark.parametrize("name", NAMING_OTHERS)
def test_frames_of_a_neighbour_never_appear(name, clips, target, chosen, walls, monkeypatch):
    """The neighbour exists and is readable, and whoever starts the work has taken the text for a film."""
    with pytest.raises(FfmpegError) as caught:
        ffmpeg.transcode(clips[name], target, probe=replace(FILM, duration=1), height=90, program=chosen)

    assert caught.value.is_permanent
    assert "whitelist" in caught.value.detail or "Invalid data" in caught.value.detail
    assert not target.exists()


def test_no_poster_of_a_neighbour_appears(clips, tmp_path, chosen):
    with pytest.raises(FfmpegError):
        take_still(clips["list.mp4"], tmp_path / "p.jpg", FILM, chosen)

    assert list(tmp_path.iterdir()) == []


def test_a_giant_picture_is_not_decoded(clips, target, chosen):
    with pytest.raises(FfmpegError) as caught:
        ffmpeg.transcode(
            clips["giant.mp4"], target, probe=replace(FILM, audio=None), height=90, program=chosen
        )

    assert caught.value.is_permanent


@pytest.mark.parametrize(
    "name", ["-y.mp4", "http:evil.mp4", "a%03d.mp4", "a|b.mp4", "a\r\nX: 1.mp4", "\u202eü" * 40 + ".mp4"]
)
def test_names_are_only_names(name, clips, tmp_path):
    path = tmp_path / name
    path.write_bytes(clips["plain.mp4"].read_bytes())

    assert inspection.probe(path).width == 320


# ---- posters and clips


def take_still(film, target, facts, program, second=0.0, width=1280):
    ffmpeg.take_stills(film, [ffmpeg.Still(target, second, width)], probe=facts, program=program)


@pytest.mark.parametrize("name", ["hdr.mov", "rotated.mp4", "full colour.mp4", "interlaced.mpg"])
def test_odd_sources_have_stills(name, clips, tmp_path, chosen):
    source = inspection.probe(clips[name])

    take_still(clips[name], tmp_path / "p.jpg", source, chosen, second=0.4)

    assert jpeg_size(tmp_path / "p.jpg") == (source.width, source.height)


def test_stills_show_their_second_and_are_never_made_larger(clips, tmp_path, chosen):
    film = clips["red then blue.mp4"]
    wishes = [
        ffmpeg.Still(tmp_path / "red.jpg", 0.5, 160),
        ffmpeg.Still(tmp_path / "blue.jpg", 2.5, 640),
        ffmpeg.Still(tmp_path / "small blue.jpg", 2.5, 80),
    ]

    ffmpeg.take_stills(film, wishes, probe=inspection.probe(film), program=chosen)

    sizes = [jpeg_size(still.target) for still in wishes]
    assert sizes == [(160, 90), (320, 180), (80, 45)]
    assert middle_pixel(tmp_path / "red.jpg") == pytest.approx(RED, abs=20)
    assert middle_pixel(tmp_path / "blue.jpg") == pytest.approx(BLUE, abs=20)
    assert middle_pixel(tmp_path / "small blue.jpg") == pytest.approx(BLUE, abs=20)


def test_a_film_is_looked_through_once_for_strip_and_colours(clips, tmp_path, chosen):
    film = clips["red then blue.mp4"]
    strip = Strip.of_film(3.0, 320, 180)
    seen = bytearray()

    ffmpeg.look_through(
        film, tmp_path / "strip.jpg", strip=strip, cells=CELLS, see=seen.extend, program=chosen
    )

    assert len(seen) == 75 * FRAME_BYTES
    assert tuple(seen[:3]) == pytest.approx(RED, abs=8)
    assert tuple(seen[-3:]) == pytest.approx(BLUE, abs=8)
    assert jpeg_size(tmp_path / "strip.jpg") == (6 * 160, 90)
    with Image.open(tmp_path / "strip.jpg") as picture:
        colours = [picture.getpixel((160 * tile + 80, 45)) for tile in range(6)]
    assert [max(range(3), key=colour.__getitem__) for colour in colours] == [0, 0, 2, 2, 2, 2]


def test_several_films_are_made_from_one_reading(clips, tmp_path, chosen, monkeypatch):
    source = inspection.probe(clips["plain.mp4"])
    targets = {height: tmp_path / f"{height}.mp4" for height in (60, 90)}
    commands = []
    run = runner.run
    monkeypatch.setattr(
        runner,
        "run",
        lambda command, *words, **more: commands.append(command) or run(command, *words, **more),
    )

    made = ffmpeg.transcode_together(
        clips["plain.mp4"], targets, probe=source, gain=0.0, program=chosen, threads=1
    )

    assert {height: probe.short_side for height, probe in made.items()} == {60: 60, 90: 90}
    assert {height: inspection.probe(path) for height, path in targets.items()} == made
    assert [command.count("-i") for command in commands if "libx264" in command] == [1]
    assert "2" not in [word for before, word in pairwise(commands[0]) if before == "-threads"]


def test_a_clip_is_made_from_still_pictures(clips, tmp_path, target, chosen):
    pictures = []
    for colour in ("blue", "red"):
        pictures.append(tmp_path / f"{colour}.png")
        run_ffmpeg("-f", "lavfi", "-i", f"color={colour}:s=320x180", "-frames:v", "1", pictures[-1])

    made = ffmpeg.render_clip(
        [(pictures[0], 1.5), (pictures[1], 0.5)], target, audio=clips["sound.wav"], program=chosen
    )

    assert made.duration == pytest.approx(2, abs=0.1)
    assert (made.width, made.height, made.audio.codec) == (320, 180, "aac")
    assert middle_pixel(target) == pytest.approx(BLUE, abs=12)


def test_a_clip_may_be_silent(tmp_path, target):
    picture = tmp_path / "red.png"
    run_ffmpeg("-f", "lavfi", "-i", "color=red:s=321x181", "-frames:v", "1", picture)

    made = ffmpeg.render_clip([(picture, 1)], target)

    assert (made.width, made.height, made.audio) == (320, 180, None)


def jpeg_size(path):
    command = [packaged_ffmpeg(), "-hide_banner", "-i", path]
    header = subprocess.run(command, capture_output=True, text=True, timeout=60).stderr
    words = next(
        word
        for word in header.replace(",", " ").split()
        if word[0].isdigit() and "x" in word and word != "0x"
    )
    width, height = words.split("x")
    return int(width), int(height)


@pytest.mark.parametrize(
    ("messages", "code", "is_permanent"),
    [
        ("av_interleaved_write_frame(): No space left on device", "no_space", False),
        ("a: Invalid data found when processing input", "damaged", True),
        ("Cannot allocate memory", "failed", False),
        ("", "failed", False),
    ],
)
def test_errors_are_permanent_only_where_the_file_is_the_reason(messages, code, is_permanent):
    error = FfmpegError(programs._failure(messages))

    assert (error.code, error.is_permanent) == (code, is_permanent)
