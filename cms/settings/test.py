"""Tests: nothing leaves the machine, nothing is left behind."""

import tempfile
from pathlib import Path

from cms.settings.base import *

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
BASE_URL = WAGTAILADMIN_BASE_URL = "http://localhost"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
REQUIRE_MFA = False
ACCOUNT_RATE_LIMITS = False
PAGE_CACHE_SECONDS = 0
DEMO_PASSWORD = "only-for-tests"

TEST_FILES = Path(tempfile.mkdtemp(prefix="cms-tests-"))
MEDIA_ROOT = TEST_FILES / "uploads"
PRIVATE_ROOT = TEST_FILES / "private"
VIDEO_WORK_DIR = TEST_FILES / "work"
STORAGES = {
    "default": {
        "BACKEND": "cms.core.storages.PrivateFileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT},
    },
    "renditions": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT, "base_url": MEDIA_URL},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
