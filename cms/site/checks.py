"""What must hold in an environment, each with a hint; `manage.py check` and every start look at it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning
from django.core.checks import register as register_check

from media.programs import find_ffmpeg
from media.sentences import SpokenError

OWN_KEYS_PREFIX = "only-for-"  # of the secret keys in the settings for development and tests


def register() -> None:
    register_check(check_editors_privacy, Tags.security)
    register_check(check_upload_kinds, Tags.security)
    register_check(check_private_files, Tags.files)
    register_check(check_ffmpeg)
    register_check(check_base_url, Tags.security, deploy=True)
    register_check(check_secret_key, Tags.security, deploy=True)


def check_editors_privacy(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Wagtail's defaults let the editor's browser call other hosts."""
    warnings: list[CheckMessage] = []
    if getattr(settings, "WAGTAIL_GRAVATAR_PROVIDER_URL", "default") is not None:
        warnings.append(
            Warning(
                "The admin sends a hash of every editor's mail address to a picture service.",
                hint="Set WAGTAIL_GRAVATAR_PROVIDER_URL = None.",
                id="cms.W001",
            )
        )
    if getattr(settings, "WAGTAIL_ENABLE_UPDATE_CHECK", True) is not False:
        warnings.append(
            Warning(
                "The admin asks another host for new versions from the editor's browser.",
                hint="Set WAGTAIL_ENABLE_UPDATE_CHECK = False.",
                id="cms.W002",
            )
        )
    return warnings


def check_upload_kinds(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """An SVG is a document with scripts, not a picture."""
    kinds = [*settings.WAGTAILIMAGES_EXTENSIONS, *settings.WAGTAILDOCS_EXTENSIONS]
    if "svg" not in kinds:
        return []
    return [
        Error(
            "SVG files may be uploaded; they can carry scripts.",
            hint="Take svg out of WAGTAILIMAGES_EXTENSIONS and WAGTAILDOCS_EXTENSIONS.",
            id="cms.E001",
        )
    ]


def check_private_files(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Private files lie where no server publishes them and no update of the code deletes them."""
    private = Path(settings.PRIVATE_ROOT).resolve()
    published = [Path(settings.MEDIA_ROOT).resolve(), Path(settings.STATIC_ROOT).resolve()]
    errors: list[CheckMessage] = []
    if any(_overlap(private, folder) for folder in published):
        errors.append(
            Error(
                "The folder of private files and a published folder lie in each other.",
                hint="Give PRIVATE_ROOT a folder of its own beside MEDIA_ROOT and STATIC_ROOT.",
                id="cms.E002",
            )
        )
    uploads = [private, Path(settings.MEDIA_ROOT).resolve()]
    if any(folder.is_relative_to(code) for folder in uploads for code in _code_folders()):
        errors.append(
            Error(
                "Uploaded files lie among the code.",
                hint="Let VAR_DIR name a folder outside the packages of the project.",
                id="cms.E003",
            )
        )
    return errors


def check_ffmpeg(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    try:
        find_ffmpeg(settings.FFMPEG)
    except SpokenError as error:
        return [
            Warning(
                f"No ffmpeg is found, videos cannot be processed: {error}",
                hint="Install ffmpeg, or name the program in the environment variable FFMPEG.",
                id="cms.W003",
            )
        ]
    return []


def check_base_url(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.BASE_URL.startswith("https://"):
        return []
    return [
        Error(
            f"The address of the site is not encrypted: {settings.BASE_URL}",
            hint="Set the environment variable BASE_URL to the https:// address that readers use.",
            id="cms.E004",
        )
    ]


def check_secret_key(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Anyone can read the keys for development and tests in the code, and sign sessions with them."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if not any(key.startswith(OWN_KEYS_PREFIX) for key in keys):
        return []
    return [
        Error(
            "The secret key is one of those that stand in the code.",
            hint="Set the environment variable SECRET_KEY to at least 50 random characters.",
            id="cms.E005",
        )
    ]


def _overlap(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)


def _code_folders() -> Iterator[Path]:
    """The folders of our own rooms."""
    base = Path(settings.BASE_DIR).resolve()
    for config in apps.get_app_configs():
        folder = Path(config.path).resolve()
        if folder.is_relative_to(base):
            yield folder
