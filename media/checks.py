"""What the processing of films needs from its environment. That ffmpeg is there, `cms.site.checks` asks."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Info, Tags, register

from media.ffmpeg import jail_available
from media.sentences import SpokenError


def connect() -> None:
    register(check_jail, Tags.security, deploy=True)


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
            "ffmpeg runs with limits but without a jail: uploaded films are not kept apart from the system.",
            hint="Install bubblewrap and allow unprivileged user namespaces.",
            id="media.I001",
        )
    ]
