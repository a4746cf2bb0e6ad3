"""An environment that breaks a promise is told what to do."""

from pathlib import Path

import pytest
from django.core import checks as django_checks

from cms.site import checks


def ids(messages):
    return [message.id for message in messages]


def test_our_settings_pass():
    assert django_checks.run_checks(tags=[django_checks.Tags.security, django_checks.Tags.files]) == []


@pytest.mark.parametrize(
    ("name", "value", "check", "expected"),
    [
        ("WAGTAIL_GRAVATAR_PROVIDER_URL", "//gravatar.example", checks.check_editors_privacy, "cms.W001"),
        ("WAGTAIL_ENABLE_UPDATE_CHECK", True, checks.check_editors_privacy, "cms.W002"),
        ("WAGTAILIMAGES_EXTENSIONS", ["png", "svg"], checks.check_upload_kinds, "cms.E001"),
        ("WAGTAILDOCS_EXTENSIONS", ["pdf", "svg"], checks.check_upload_kinds, "cms.E001"),
        ("PRIVATE_ROOT", Path("/var/x/uploads/private"), checks.check_private_files, "cms.E002"),
        ("FFMPEG", "/nowhere/ffmpeg", checks.check_ffmpeg, "cms.W003"),
        ("BASE_URL", "http://netz.example", checks.check_base_url, "cms.E004"),
        ("SECRET_KEY", "only-for-development", checks.check_secret_key, "cms.E005"),
        ("SECRET_KEY_FALLBACKS", ["only-for-tests"], checks.check_secret_key, "cms.E005"),
    ],
)
def test_broken_promise_is_named_with_a_hint(settings, name, value, check, expected):
    settings.SECRET_KEY = "x" * 50
    settings.MEDIA_ROOT = Path("/var/x/uploads")
    setattr(settings, name, value)

    messages = check(None)

    assert ids(messages) == [expected]
    assert messages[0].hint


def test_uploads_among_the_code_are_an_error(settings):
    settings.PRIVATE_ROOT = settings.BASE_DIR / "media" / "private"

    assert ids(checks.check_private_files(None)) == ["cms.E003"]
