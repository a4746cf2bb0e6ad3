"""Tests: nothing leaves the machine, nothing is left behind."""

import os
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

# Tests on several cores empty their cache between tests, so each core has one of its own.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
if WORKER and "Redis" in CACHES["default"]["BACKEND"]:
    server, _, database = CACHES["default"]["LOCATION"].rpartition("/")
    CACHES["default"]["LOCATION"] = f"{server}/{int(database or 0) + 1 + int(WORKER.removeprefix('gw'))}"

# See `patient_cache` of the tests.
if "Redis" in CACHES["default"]["BACKEND"]:
    CACHES["default"]["OPTIONS"].update({"socket_connect_timeout": 20, "socket_timeout": 20})

TEST_FILES = Path(tempfile.mkdtemp(prefix="cms-tests-"))
# Temporary files too: a run whose clock is set forward would take those of another run for forgotten ones.
tempfile.tempdir = str(TEST_FILES)
MEDIA_ROOT = TEST_FILES / "uploads"
PRIVATE_ROOT = TEST_FILES / "private"
VIDEO_WORK_DIR = TEST_FILES / "work"
STORAGES = {
    "default": {
        "BACKEND": "cms.core.storages.PrivateFileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_ROOT)},
    },
    "renditions": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(MEDIA_ROOT), "base_url": MEDIA_URL},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
