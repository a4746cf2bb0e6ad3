"""What the processing of films needs from its environment. That ffmpeg is there, `cms.site.checks` asks."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Info, Tags, Warning, register
from django.utils.translation import gettext

from media.models.captions import Language
from media.programs import jail_available, missing_abilities
from media.recognition import is_switched_on, named_recogniser, recogniser
from media.sentences import SpokenError
from media.speech import SpeechError


def connect() -> None:
    register(check_jail, Tags.security, deploy=True)
    register(check_ffmpeg, deploy=True)
    register(check_speech)
    register(check_jail_of_speech, Tags.security, deploy=True)


def check_ffmpeg(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without an encoder no film comes out; without zscale HDR films from telephones look washed out."""
    try:
        lacking = missing_abilities(settings.FFMPEG)
    except SpokenError:  # no ffmpeg at all, which has a check of its own
        return []
    if not lacking:
        return []
    return [
        Warning(
            gettext("This ffmpeg lacks what films need: %(names)s.") % {"names": ", ".join(lacking)},
            hint=gettext("Install the ffmpeg of the system, or name a complete one in FFMPEG."),
            id="media.W001",
        )
    ]


def check_jail(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Uploaded films are hostile until proven otherwise; limits hold without a jail, isolation does not."""
    try:
        is_jailed = jail_available(settings.FFMPEG)
    except SpokenError:  # no ffmpeg at all, which has a check of its own
        return []
    if is_jailed:
        return []
    return [
        Info(
            gettext(
                "ffmpeg runs with limits but without a jail: uploaded films are not kept apart from the system."
            ),
            hint=gettext("Install bubblewrap and allow unprivileged user namespaces."),
            id="media.I001",
        )
    ]


def check_speech(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Editors would press a button and wait for a program that cannot start."""
    if not is_switched_on():
        return []
    return [
        Warning(
            gettext("Speech recognition cannot work: %(problem)s.") % {"problem": problem},
            hint=gettext(
                "Look at SPEECH_COMMAND, SPEECH_READABLE and SPEECH_LANGUAGES, or empty SPEECH_COMMAND."
            ),
            id="media.W002",
        )
        for problem in problems_of_speech()
    ]


def problems_of_speech() -> list[str]:
    try:
        missing = named_recogniser().missing
    except SpeechError:
        return [gettext("SPEECH_COMMAND needs {sound} and {output}, and knows {language} besides")]
    unknown = [name for name in settings.SPEECH_LANGUAGES if name not in Language.values]
    return [
        *(gettext("“%(name)s” is missing") % {"name": name} for name in missing),
        *(gettext("the language “%(name)s” is unknown") % {"name": name} for name in unknown),
    ]


def check_jail_of_speech(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not is_switched_on() or problems_of_speech() or recogniser().is_jailed:
        return []
    return [
        Info(
            gettext("The program of speech recognition runs with limits but without a jail."),
            hint=gettext(
                "Install bubblewrap, and let SPEECH_READABLE name all that the program needs to answer to -h."
            ),
            id="media.I002",
        )
    ]
