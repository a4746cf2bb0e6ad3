"""Odd and hostile films, made by a real ffmpeg when a test first asks for one.

Each source lasts a second and is small. They are kept for the whole test run.
"""

import shutil
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg
import pytest

PICTURE = ["-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=1"]
SOUND = ["-f", "lavfi", "-i", "sine=f=440:d=1"]
SURROUND = ["-f", "lavfi", "-i", "anoisesrc=d=1:a=0.1,pan=5.1|FL=c0|FR=c0|FC=c0|LFE=c0|BL=c0|BR=c0"]
X264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
HLG = "color_trc=arib-std-b67:color_primaries=bt2020:colorspace=bt2020nc"
X265_HLG = "log-level=error:transfer=arib-std-b67:colorprim=bt2020:colormatrix=bt2020nc"


def packaged_ffmpeg() -> str:
    return imageio_ffmpeg.get_ffmpeg_exe()


def run_ffmpeg(*words: str | Path) -> None:
    """Run the newer, packaged ffmpeg: it can write everything the tests need."""
    command = [packaged_ffmpeg(), "-nostdin", "-v", "error", "-y", *map(str, words)]
    subprocess.run(command, check=True, timeout=120)


class Clips:
    """A shelf of films: `clips["portrait.mp4"]` is the path of one, made at the first call."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __getitem__(self, name: str) -> Path:
        path = self.folder / name
        if not path.exists():
            RECIPES[name](self, path)
        return path


def encoded(*words: str) -> Callable[[Clips, Path], None]:
    return lambda clips, path: run_ffmpeg(*words, path)


def changed(source: str, *words: str) -> Callable[[Clips, Path], None]:
    return lambda clips, path: run_ffmpeg("-i", clips[source], *words, path)


def cut(source: str, share: float) -> Callable[[Clips, Path], None]:
    """The first part of another file's bytes, as an upload that broke off."""

    def write(clips: Clips, path: Path) -> None:
        data = clips[source].read_bytes()
        path.write_bytes(data[: int(len(data) * share)])

    return write


def text(content: str) -> Callable[[Clips, Path], None]:
    """A text that names the red neighbour and a server."""
    return lambda clips, path: path.write_text(content.replace("NEIGHBOUR", str(clips["red.mp4"])))


def turned(degrees: str) -> Callable[[Clips, Path], None]:
    return lambda clips, path: run_ffmpeg(
        "-display_rotation", degrees, "-i", clips["plain.mp4"], "-c", "copy", path
    )


def endless(clips: Clips, path: Path) -> None:
    """A film of a second that says it lasts 25 hours."""
    data = bytearray(clips["two sounds.mkv"].read_bytes())
    place = data.index(b"\x44\x89\x88") + 3  # Matroska's duration, eight bytes
    data[place : place + 8] = struct.pack(">d", 25 * 3_600_000.0)
    path.write_bytes(data)


def rotated(clips: Clips, path: Path) -> None:
    run_ffmpeg("-display_rotation", "90", "-i", clips["plain.mp4"], "-c", "copy", path)


def damaged(clips: Clips, path: Path) -> None:
    """A film whose second half is zeros but whose index is whole."""
    data = clips["four seconds.mp4"].read_bytes()
    half = len(data) // 2
    path.write_bytes(data[:half] + bytes(len(data) - half))


def with_cover(clips: Clips, path: Path) -> None:
    cover = path.with_name("cover.jpg")
    run_ffmpeg("-f", "lavfi", "-i", "color=blue:s=64x64", "-frames:v", "1", cover)
    words = ["-map", "1", "-map", "0", "-c", "copy", "-c:v:0", "mjpeg", "-disposition:v:0", "attached_pic"]
    run_ffmpeg("-i", clips["plain.mp4"], "-i", cover, *words, path)


def many_tracks(clips: Clips, path: Path) -> None:
    run_ffmpeg("-i", clips["plain.mp4"], "-map", "0:v", *["-map", "0:a"] * 17, "-c", "copy", path)


RECIPES: dict[str, Callable[[Clips, Path], None]] = {
    "plain.mp4": encoded(*PICTURE, *SOUND, *X264, "-c:a", "aac"),
    "fast start.mp4": changed("plain.mp4", "-c", "copy", "-movflags", "+faststart"),
    "four seconds.mp4": encoded(
        "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=4", *X264, "-movflags", "+faststart"
    ),
    "soft.mkv": encoded(*PICTURE, "-f", "lavfi", "-i", "sine=f=440:d=4,volume=-12dB", *X264, "-c:a", "flac"),
    "loud.mkv": encoded(*PICTURE, "-f", "lavfi", "-i", "sine=f=440:d=4,volume=16dB", *X264, "-c:a", "flac"),
    "600 lines.mp4": encoded("-f", "lavfi", "-i", "testsrc2=s=1066x600:r=10:d=1", *X264),
    "eight seconds.mp4": encoded("-f", "lavfi", "-i", "testsrc2=s=1280x720:r=30:d=8", *X264),
    "silent.mp4": changed("plain.mp4", "-an", "-c", "copy"),
    "rotated.mp4": rotated,
    "portrait.mp4": encoded("-f", "lavfi", "-i", "testsrc2=s=180x320:r=25:d=1", *X264),
    "odd size.mkv": encoded(
        "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25:d=1,scale=321:181,setsar=1", "-c:v", "ffv1"
    ),
    "wide pixels.mpg": encoded(
        *("-f", "lavfi", "-i", "testsrc2=s=360x288:r=25:d=1", "-vf", "setsar=16/15"),
        *("-c:v", "mpeg2video", "-b:v", "2M"),
    ),
    "interlaced.mpg": encoded(
        *("-f", "lavfi", "-i", "testsrc2=s=360x288:r=50:d=1", "-vf", "interlace,setfield=tff"),
        *("-c:v", "mpeg2video", "-b:v", "2M", "-flags", "+ilme+ildct"),
    ),
    "full colour.mp4": encoded(*PICTURE, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv444p"),
    "surround.mp4": encoded(*PICTURE, *SURROUND, *X264, "-c:a", "aac"),
    "hdr.mov": encoded(
        *(*PICTURE, "-vf", f"format=yuv420p10le,setparams={HLG}", "-c:v", "libx265"),
        *("-x265-params", X265_HLG, "-tag:v", "hvc1"),
    ),
    "uneven.mp4": changed(
        "plain.mp4", "-vf", "select='not(mod(n,3))+lt(n,10)'", "-fps_mode", "vfr", *X264, "-c:a", "copy"
    ),
    "fast.mp4": encoded("-f", "lavfi", "-i", "testsrc2=s=320x180:r=50:d=1", *X264),
    "very fast.mp4": encoded("-f", "lavfi", "-i", "testsrc2=s=64x64:r=240:d=1", *X264),
    "hevc.mov": encoded(
        *(*PICTURE, *SOUND, "-c:v", "libx265", "-x265-params", "log-level=error", "-pix_fmt", "yuv420p"),
        *("-tag:v", "hvc1", "-c:a", "aac"),
    ),
    "odd size with sound.mkv": encoded(
        *("-f", "lavfi", "-i", "testsrc2=s=642x362:r=25:d=1", *SOUND, "-vf", "crop=641:361:0:0:exact=1"),
        *("-c:v", "ffv1", "-pix_fmt", "yuv444p", "-c:a", "flac"),
    ),
    "upside down.mp4": turned("180"),
    "thousand frames.mp4": encoded("-f", "lavfi", "-i", "testsrc2=s=64x64:r=1000:d=1", *X264),
    "endless.mkv": endless,
    "silence.mkv": encoded(*PICTURE, "-f", "lavfi", "-i", "anullsrc=d=1", *X264, "-c:a", "flac"),
    "short sound.mkv": encoded(*PICTURE, "-f", "lavfi", "-i", "sine=d=0.1", *X264, "-c:a", "flac"),
    "flashing.mp4": encoded(
        *("-f", "lavfi", "-i", "color=black:s=320x180:r=25:d=4"),
        *("-vf", "geq=lum='if(between(T,1,3)*lt(mod(T,0.2),0.1),235,16)':cb=128:cr=128", *X264),
    ),
    "vp8.webm": changed("plain.mp4", "-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"),
    "live.webm": changed(
        *(
            "plain.mp4",
            "-c:v",
            "libvpx",
            "-deadline",
            "realtime",
            "-c:a",
            "libopus",
            "-f",
            "webm",
            "-live",
            "1",
        )
    ),
    "pcm.avi": changed("plain.mp4", "-c:v", "mjpeg", "-c:a", "pcm_s16le"),
    "broadcast.ts": changed("plain.mp4", "-c", "copy"),
    "two sounds.mkv": changed("plain.mp4", "-map", "0:v", "-map", "0:a", "-map", "0:a", "-c", "copy"),
    "with cover.mp4": with_cover,
    "many tracks.mkv": many_tracks,
    "telltale.mp4": changed(
        *("plain.mp4", "-c", "copy", "-metadata", "title=Geheim", "-metadata", "location=+52.5200+013.4050/"),
        *(
            "-metadata:s:v",
            "handler_name=Telefon von Erika",
            "-metadata",
            "creation_time=2026-01-02T03:04:05Z",
        ),
    ),
    "red.mp4": encoded("-f", "lavfi", "-i", "color=red:s=320x180:r=25:d=1", *X264),
    "red then blue.mp4": encoded(
        *("-filter_complex", "color=red:s=320x180:r=25:d=1[a];color=blue:s=320x180:r=25:d=2[b];[a][b]concat"),
        *X264,
    ),
    "giant.mp4": encoded("-f", "lavfi", "-i", "color=s=12000x12000:r=1:d=1", *X264),
    "tiny.mkv": encoded("-f", "lavfi", "-i", "color=s=16x16:r=25:d=1", "-c:v", "ffv1"),
    "damaged.mp4": damaged,
    # What is no film.
    "empty.mp4": lambda clips, path: path.write_bytes(b""),
    "noise.mp4": lambda clips, path: path.write_bytes(bytes(range(256)) * 64),
    "only a head.mp4": lambda clips, path: path.write_bytes(b"\0\0\0\x20ftypisom" + bytes(2000)),
    "sound.m4a": encoded(*SOUND, "-c:a", "aac"),
    "sound.mp4": encoded(*SOUND, "-c:a", "aac"),
    "sound.wav": encoded(*SOUND),
    "moving.gif": encoded(*PICTURE),
    "moving.mp4": lambda clips, path: shutil.copy(clips["moving.gif"], path),
    "picture.mp4": encoded(
        "-f", "lavfi", "-i", "color=red:s=64x64", "-frames:v", "1", "-f", "image2", "-c:v", "png"
    ),
    "cut index behind.mp4": cut("plain.mp4", 0.6),
    "cut index in front.mp4": cut("fast start.mp4", 0.6),
    "cut.mkv": cut("two sounds.mkv", 0.6),
    "cut.avi": cut("pcm.avi", 0.6),
    "page.mp4": text("<!doctype html><title>x</title><script>alert(1)</script>"),
    "playlist.mp4": text("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://NEIGHBOUR\n#EXT-X-ENDLIST\n"),
    "remote.mp4": text(
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:CANARY/a.ts\n#EXT-X-ENDLIST\n"
    ),
    "list.mp4": text("ffconcat version 1.0\nfile 'NEIGHBOUR'\nduration 1\n"),
    "session.mp4": text("v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n"),
    "manifest.mp4": text(
        '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><BaseURL>NEIGHBOUR</BaseURL></Period></MPD>'
    ),
}

# Text that names other files: each must be refused before anything it names is opened.
NAMING_OTHERS = ["playlist.mp4", "remote.mp4", "list.mp4", "session.mp4", "manifest.mp4"]


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Clips:
    return Clips(tmp_path_factory.mktemp("clips"))


# ffmpeg with ffprobe beside it, the same ffmpeg with MediaInfo, and the packaged ffmpeg, which has no ffprobe.
BACK_ENDS = ["ffprobe", "mediainfo", "packaged"]
PROGRAMS = ["installed", "packaged"]


def program(name: str) -> str:
    """The path of the installed or the packaged ffmpeg; skips where none is installed."""
    if name == "packaged":
        return packaged_ffmpeg()
    found = shutil.which("ffmpeg")
    if not found or not shutil.which("ffprobe"):
        pytest.skip("No ffmpeg with ffprobe is installed on this machine.")
    return found
