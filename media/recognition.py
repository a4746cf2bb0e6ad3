"""Drafts of captions by speech recognition: where one can be had, and the work on it.

Off unless the operators name a program. A person has to read what it wrote before anyone else gets it.
"""

from collections.abc import Callable

from django.conf import settings

from media.captions import Cue, to_vtt
from media.ffmpeg import take_speech
from media.inspection import probe
from media.lease import Lease, outlast
from media.models import Caption, Recognition, Video, VideoFile
from media.models.captions import Language
from media.speech import Recogniser, SpeechError, write_down
from media.stored_files import StoredFileMissingError, fetch
from media.work_folders import work_folder


def is_switched_on() -> bool:
    return bool(settings.SPEECH_COMMAND)


def recogniser() -> Recogniser:
    """The program that the settings name, with all that it reads in its place. Raises SpeechError."""
    program = named_recogniser()
    if program.missing:
        raise SpeechError("speech_missing", ", ".join(program.missing))
    return program


def named_recogniser() -> Recogniser:
    """The program that the settings name, there or not. Raises SpeechError."""
    if not is_switched_on():
        raise SpeechError("speech_off")
    try:
        return Recogniser.of(settings.SPEECH_COMMAND, settings.SPEECH_READABLE)
    except ValueError as error:
        raise SpeechError("speech_missing", str(error)) from error


def languages_to_recognise(video: Video) -> list[Language]:
    """In which languages a draft can be had: the film is ready, has sound, and nobody has written any."""
    if not is_switched_on() or not video.is_ready or not video.has_sound:
        return []
    understood = [language for language in Language if language in settings.SPEECH_LANGUAGES]
    return [language for language in understood if not has_words(video, language)]


def has_words(video: Video, language: str) -> bool:
    """Whether there is a track of what is said, drafts included: it has the address of the one to come.

    Asked for several languages, it wants a video `with_tracks`.
    """
    coming = Caption(language=language).file_name
    return any(track.file_name == coming for track in video.captions.all())


def recognise(recognition: Recognition, lease: Lease, should_stop: Callable[[], bool]) -> None:
    """Write the draft. Its sound is taken from the smallest film, which is even in loudness and quick to read.

    Where somebody wrote captions since it was ordered, the order is gone and nothing else happens.
    Raises SpeechError, FfmpegError, Refusal, StoredFileMissingError, LeaseLostError, OSError of the storage.
    """
    if has_words(recognition.video, recognition.language):
        outlast(lease.claimed.delete)
        return
    program = recogniser()
    with work_folder(lease.worker) as folder:
        film, sound = folder / "film", folder / "sound"
        fetch(smallest_film(recognition.video).file, film)
        facts = probe(film, program=settings.FFMPEG)
        if facts.audio is None:
            raise SpeechError("speech_silent")
        take_speech(film, sound, probe=facts, program=settings.FFMPEG, should_stop=should_stop)
        cues = write_down(
            sound,
            program,
            language=recognition.language,
            seconds=facts.duration,
            on_progress=lambda share: lease.report(round(100 * share)),
            should_stop=should_stop,
        )
    if not cues:
        raise SpeechError("speech_silent")
    outlast(lambda: keep(recognition, cues, lease))


def smallest_film(video: Video) -> VideoFile:
    films = video.renditions
    if not films:
        raise StoredFileMissingError(video.folder)
    return films[0]


def keep(recognition: Recognition, cues: list[Cue], lease: Lease) -> None:
    """Turn the order into a draft, unless somebody has begun to write meanwhile. Raises LeaseLostError."""
    video, language = recognition.video, recognition.language
    with lease.holding():
        if not has_words(Video.objects.with_tracks().get(pk=video.pk), language):
            Caption.objects.create(
                video=video,
                language=language,
                vtt=to_vtt(cues, language),
                origin=Caption.Origin.RECOGNISED,
                is_reviewed=False,
            )
        lease.claimed.delete()
