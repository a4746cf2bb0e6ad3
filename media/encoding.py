"""How films, posters and clips are encoded: ffmpeg's options as lists, computed from a `Probe`.

The settings are those of the library's design: H.264 high with constant quality and a ceiling per
height, so that 25 pupils can watch at once over a school's line; a key frame every four seconds, so
that seeking is quick and HLS stays possible; 8-bit 4:2:0 with BT.709 tags, which everything plays.
Everything here is pure; nothing is started.
"""

import re
from collections.abc import Sequence
from fractions import Fraction

from media.probe import MAX_DURATION, Probe
from media.strips import Strip

QUALITY = 23  # x264 CRF, its default: no visible loss in lessons
PRESET = "veryfast"  # 0.6 times real time for 1080p on one core; slower ones gain little here
KEY_FRAME_SECONDS = 4
MAX_OUTPUT_RATE = 30  # frames a second
# Short side in pixels: (ceiling of the picture, sound), kbit/s.
BITRATES = {480: (1000, 96), 720: (2500, 128), 1080: (4500, 128)}
SAMPLE_RATE = 48_000  # samples a second
SPEECH_RATE = 16_000  # samples a second, as every program that recognises speech takes them
# All films are equally loud: a pupil who watches several need not reach for the volume.
LOUDNESS = -16.0  # LUFS, the usual level of speech on the web (EBU R 128 s2)
PEAK = 0.794  # of full scale: -2 dB, so that no peak between two samples exceeds -1.5 dBTP
MAX_GAIN = 20.0  # dB; more would lift nothing but noise
INAUDIBLE_GAIN = 0.5  # dB
SILENCE = -60.0  # LUFS; below this there is nothing to make louder
INTEGRATED_LOUDNESS = re.compile(r"^ +I: +(-?\d+\.\d+) LUFS", re.MULTILINE)
STILL_QUALITY = 3  # ffmpeg's scale for JPEG from 2 (best) to 31
STRIP_QUALITY = 5
CLIP_RATE = 25  # frames a second of a film made from still pictures
# Below this height an untagged picture is read as BT.601 (SD), from it on as BT.709 (HD).
HD_HEIGHT = 720

TAGS = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
# Linear light, tone mapping after Hable, back to BT.709. The tags before it make up for files that
# name the HDR transfer but neither primaries nor matrix.
TONE_MAP = (
    "setparams=color_primaries=bt2020:colorspace=bt2020nc",
    "zscale=transfer=linear:npl=100",
    "format=gbrpf32le",
    "zscale=primaries=bt709",
    "tonemap=tonemap=hable:desat=0",
    "zscale=transfer=bt709:matrix=bt709:range=tv",
)


def output_size(probe: Probe, height: int) -> tuple[int, int]:
    """Width and height in even pixels for a short side of `height`; never larger than the source."""
    if probe.short_side <= height:
        return probe.width // 2 * 2, probe.height // 2 * 2
    scale = Fraction(height, probe.short_side)
    return _even(probe.width * scale), _even(probe.height * scale)


def output_rate(probe: Probe) -> Fraction:
    """Frames a second of the output: even, at most 30, by halving where the source is faster.

    Halving keeps motion smooth (50 becomes 25, 59.94 becomes 29.97). Uneven sources, such as
    telephones and screen recordings, get the next of 25 and 30.
    """
    rate = Fraction(probe.video.fps).limit_denominator(1001)
    if not rate:
        return Fraction(CLIP_RATE)
    while rate > MAX_OUTPUT_RATE + Fraction(1, 10):
        rate /= 2
    if probe.video.is_variable_frame_rate:
        return Fraction(25 if rate <= 25 else 30)
    return rate


def can_copy_picture(probe: Probe, height: int) -> bool:
    """Whether the picture already is what encoding would make of it, so that it is kept as it is.

    Only above the smallest rendition: that one is encoded first, which proves that the film can be
    decoded to its end. Copying would not notice damage.
    """
    video = probe.video
    ceiling, _ = bitrates(height)
    is_playable = video.codec == "h264" and video.pixel_format == "yuv420p" and not video.is_hdr
    is_plain = not (video.rotation or video.is_interlaced or video.is_variable_frame_rate)
    is_in_shape = (video.coded_width, video.coded_height) == output_size(probe, height)
    is_small = 0 < video.fps <= MAX_OUTPUT_RATE and probe.bitrate <= ceiling * 1000
    return probe.short_side > min(BITRATES) and is_playable and is_plain and is_in_shape and is_small


def bitrates(height: int) -> tuple[int, int]:
    """Ceiling of the picture and sound in kbit/s for a short side of `height`."""
    step = next((step for step in BITRATES if height <= step), max(BITRATES))
    return BITRATES[step]


def film(probe: Probe, height: int, can_tone_map: bool, gain: float = 0.0) -> list[str]:
    """Options of one rendition: one picture, at most one sound, no titles, chapters or places.

    `gain` (dB) makes the sound louder or softer.
    """
    _, sound = bitrates(min(height, probe.short_side))
    options = ["-map", "0:V:0", "-map", "0:a:0?", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1"]
    if can_copy_picture(probe, height):
        options += ["-c:v", "copy"]
    else:
        options += [
            "-vf",
            ",".join(_film_filters(probe, height, can_tone_map)),
            *_picture(min(height, probe.short_side)),
        ]
    louder = _louder(gain) if probe.audio else []
    return [*options, *louder, *_sound(sound), "-t", str(MAX_DURATION), *_mp4()]


def loudness() -> list[str]:
    """Options that measure the sound as it will be heard (stereo) and write nothing."""
    return [
        "-map",
        "0:a:0",
        "-af",
        "aformat=channel_layouts=stereo,ebur128=framelog=verbose",
        "-f",
        "null",
        "-",
    ]


def speech() -> list[str]:
    """Options for the sound as programs that recognise speech want it: one channel of 16-bit samples in WAV."""
    return [
        *("-map", "0:a:0", "-vn", "-ac", "1", "-ar", str(SPEECH_RATE)),
        *("-c:a", "pcm_s16le", "-map_metadata", "-1", "-fflags", "+bitexact", "-f", "wav"),
    ]


def gain(messages: str) -> float:
    """How many dB the sound must be raised, by what ffmpeg said while it measured; 0 for silence."""
    measured = INTEGRATED_LOUDNESS.findall(messages)
    level = float(measured[-1]) if measured else SILENCE
    if level <= SILENCE:
        return 0.0
    wanted = min(LOUDNESS - level, MAX_GAIN)
    return round(wanted, 1) if abs(wanted) >= INAUDIBLE_GAIN else 0.0


def still(probe: Probe, width: int, can_tone_map: bool, film: int = 0) -> list[str]:
    """Options of the first frame of an input as a picture of at most `width` pixels; `film` is its number."""
    filters = [*_deinterlace(probe), *_stills(probe, (min(width, probe.width), -1), can_tone_map)]
    return ["-map", f"{film}:V:0", "-vf", ",".join(filters), *_jpeg(STILL_QUALITY)]


def glance(strip: Strip, cells: int, strip_path: str) -> list[str]:
    """Options that look at a film of ours once: the preview strip as a picture, and to standard output
    each frame as `cells` x `cells` averages of red, green and blue, row by row.
    """
    tiles = (
        f"setpts=PTS-{strip.step / 2:.3f}/TB,fps={strip.rate}:start_time=0,"
        f"scale={strip.width}:{strip.height},tile={strip.columns}x{strip.rows},"
        "scale=out_color_matrix=bt601:out_range=pc,format=yuvj420p"
    )
    grid = f"scale={cells}:{cells}:flags=area,format=rgb24"
    return [
        *("-filter_complex", f"[0:V:0]split[a][b];[a]{tiles}[strip];[b]{grid}[grid]"),
        *("-map", "[strip]", *_jpeg(STRIP_QUALITY), strip_path),
        *("-map", "[grid]", "-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1"),
    ]


def clip(seconds: Sequence[float], size: tuple[int, int], has_sound: bool) -> list[str]:
    """Options of a film from still pictures, one input each in order, the sound as the last input.

    `seconds` tells how long each picture stands, `size` is that of the film in pixels.
    """
    width, height = _even(size[0]), _even(size[1])
    frames = [max(1, round(length * CLIP_RATE)) for length in seconds]
    chains = [
        f"[{number}:v]loop=loop={count - 1}:size=1,trim=end_frame={count},setpts=N/{CLIP_RATE}/TB,"
        f"scale={width}:{height}:force_original_aspect_ratio=decrease:flags=lanczos:out_color_matrix=bt709:out_range=tv,"
        f"pad={width}:{height}:-1:-1,setsar=1,fps={CLIP_RATE},format=yuv420p[v{number}]"
        for number, count in enumerate(frames)
    ]
    joined = "".join(f"[v{number}]" for number in range(len(frames)))
    chains.append(f"{joined}concat=n={len(frames)},{TAGS}[v]")
    options = ["-map", "[v]"]
    if has_sound:
        chains.append(f"[{len(frames)}:a:0]apad[a]")
        options += ["-map", "[a]"]
    _, sound = bitrates(min(width, height))
    length = Fraction(sum(frames), CLIP_RATE)
    options += [*_picture(min(width, height)), *_sound(sound), "-t", f"{float(length):.3f}", *_mp4()]
    return ["-filter_complex", ";".join(chains), *options]


def _film_filters(probe: Probe, height: int, can_tone_map: bool) -> list[str]:
    rate = output_rate(probe)
    return [
        *_deinterlace(probe),
        f"fps={rate.numerator}/{rate.denominator}",
        *_shape(probe, output_size(probe, height), can_tone_map),
        "format=yuv420p",
        TAGS,
    ]


def _deinterlace(probe: Probe) -> list[str]:
    return ["yadif=mode=send_frame"] if probe.video.is_interlaced else []


def _shape(probe: Probe, size: tuple[int, int], can_tone_map: bool) -> list[str]:
    """Scale to square pixels of BT.709. HDR is scaled first: tone mapping is dear for each pixel."""
    scale = f"scale={size[0]}:{size[1]}:flags=lanczos"
    if probe.video.is_hdr and can_tone_map:
        return [scale, "setsar=1", *TONE_MAP]
    return [f"{scale}{_source_matrix(probe)}:out_color_matrix=bt709:out_range=tv", "setsar=1"]


def _stills(probe: Probe, size: tuple[int, int], can_tone_map: bool) -> list[str]:
    """As `_shape`, in the colours of JPEG (BT.601, full range)."""
    jpeg = "out_color_matrix=bt601:out_range=pc"
    if probe.video.is_hdr and can_tone_map:
        return [*_shape(probe, size, can_tone_map), f"scale={jpeg}", "format=yuvj420p"]
    scale = f"scale={size[0]}:{size[1]}:flags=lanczos{_source_matrix(probe)}:{jpeg}"
    return [scale, "setsar=1", "format=yuvj420p"]


def _source_matrix(probe: Probe) -> str:
    """Say how an untagged picture is to be read; a tagged one says so itself."""
    if probe.video.has_colour_matrix:
        return ""
    return f":in_color_matrix={'bt709' if probe.video.coded_height >= HD_HEIGHT else 'bt601'}"


def _louder(gain: float) -> list[str]:
    """Change the loudness of the whole film alike; only peaks that would be clipped are held down."""
    return ["-af", f"aformat=channel_layouts=stereo,volume={gain}dB,alimiter=limit={PEAK}:level=disabled"]


def _picture(height: int) -> list[str]:
    ceiling, _ = bitrates(height)
    return [
        *("-c:v", "libx264", "-preset", PRESET, "-profile:v", "high", "-crf", str(QUALITY)),
        *("-maxrate", f"{ceiling}k", "-bufsize", f"{2 * ceiling}k"),
        *("-force_key_frames", f"expr:gte(t,n_forced*{KEY_FRAME_SECONDS})"),
        *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"),
    ]


def _sound(kilobits: int) -> list[str]:
    return [
        *("-c:a", "aac", "-ar", str(SAMPLE_RATE), "-ac", "2", "-b:a", f"{kilobits}k"),
        *("-flags:a", "+bitexact"),
    ]


def _mp4() -> list[str]:
    """The index in front, so that playing starts before the file is there; no name of the program."""
    return ["-metadata:s:v", "encoder=H.264", "-movflags", "+faststart", "-fflags", "+bitexact", "-f", "mp4"]


def _jpeg(quality: int) -> list[str]:
    return [
        *("-frames:v", "1", "-q:v", str(quality), "-map_metadata", "-1"),
        *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-f", "image2", "-update", "1"),
    ]


def _even(pixels: Fraction | int) -> int:
    return max(2, 2 * round(Fraction(pixels) / 2))
