"""Settings shared by every environment.

Environment variables (a file `.env` beside `manage.py` is read too; see `.env.example`):

    variable                type    default                     meaning
    SECRET_KEY              str     dev and test only           signs sessions and links
    SECRET_KEY_FALLBACKS    list    empty                       former keys, still accepted
    DEBUG                   bool    dev: true, else false       error pages with details
    ALLOWED_HOSTS           list    localhost,127.0.0.1         host names that are answered
    BASE_URL                url     http://127.0.0.1:<PORT>     address of the site in mails, feeds, codes
    DATABASE_URL            url     sqlite:///var/db.sqlite3    or postgres://user:password@host/name
    CACHE_URL               url     locmem://                   or redis://host:6379/0
    EMAIL_URL               url     console://                  or submission://user:password@host:587
    S3_BUCKET               str     empty (local files)         bucket of all files
    S3_ENDPOINT_URL         url     empty                       address of an S3 service other than Amazon's
    S3_REGION               str     empty
    S3_ACCESS_KEY_ID        str     empty
    S3_SECRET_ACCESS_KEY    str     empty
    FFMPEG                  path    empty                       else PATH, else the packaged program
    PORT                    int     8000                        port of `make demo`
    DEMO_PASSWORD           str     empty (made up, printed)    password of the sample logins
    REQUIRE_MFA             bool    production: true            a second factor for everyone in the admin
    VIDEO_MAX_UPLOAD_MB     int     2048                        largest video file, in MiB
    VIDEO_THREADS           int     0 (one for each core)       threads of one ffmpeg
    SPEECH_COMMAND          str     empty (switched off)        program that drafts captions, with its words
    SPEECH_READABLE         list    empty                       files and folders that it reads, as its model
    SPEECH_LANGUAGES        list    de                          languages that it understands
    VAR_DIR                 path    var                         all files that are made at run time
    LOG_LEVEL               str     INFO
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env

BASE_DIR = Path(__file__).resolve().parents[2]

env = Env()
env.read_env(str(BASE_DIR / ".env"), recurse=False)

# --- Place and identity -------------------------------------------------------------------

VAR_DIR = Path(env.str("VAR_DIR", "var"))
if not VAR_DIR.is_absolute():
    VAR_DIR = BASE_DIR / VAR_DIR
VAR_DIR.mkdir(parents=True, exist_ok=True)
PORT = env.int("PORT", 8000)
BASE_URL = env.str("BASE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
DEBUG = False
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = [BASE_URL]
WSGI_APPLICATION = "cms.wsgi.application"
ROOT_URLCONF = "cms.urls"
LOG_LEVEL = env.str("LOG_LEVEL", "INFO")

INSTALLED_APPS = [
    "cms.site",
    "exchange",
    "home",
    "meetings",
    "tandems",
    "lessons",
    "media",
    "cms.core",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "cms.site.users.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.site.middleware.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.site.page_cache.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.site.middleware.ImpossibleAddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.site.middleware.AdminDoorMiddleware",
    "cms.site.admin_privacy.AdminPrivacyMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "cms.site.refusals.RefusedDeletionMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# --- Data ---------------------------------------------------------------------------------

DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Immediate transactions and WAL: without them a writer beside the worker meets "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.dj_cache_url("CACHE_URL", "locmem://")}
CACHES["default"].setdefault("KEY_PREFIX", "cms")
if "redis" in CACHES["default"]["BACKEND"]:
    CACHES["default"]["BACKEND"] = "cms.site.cache.TolerantRedisCache"
    CACHES["default"].setdefault("OPTIONS", {}).update({"socket_connect_timeout": 0.1, "socket_timeout": 0.1})
# Longest life of a cached public page; a change of content is seen at once all the same. 0 keeps none.
PAGE_CACHE_SECONDS = 60

# Everything lies in `default`, which has no address. Only image renditions have one.
S3_BUCKET = env.str("S3_BUCKET", "")
MEDIA_ROOT = VAR_DIR / "uploads"
MEDIA_URL = "/uploads/"
PRIVATE_ROOT = VAR_DIR / "private"
if S3_BUCKET:
    S3_OPTIONS = {
        "bucket_name": S3_BUCKET,
        "endpoint_url": env.str("S3_ENDPOINT_URL", "") or None,
        "region_name": env.str("S3_REGION", "") or None,
        "access_key": env.str("S3_ACCESS_KEY_ID", "") or None,
        "secret_key": env.str("S3_SECRET_ACCESS_KEY", "") or None,
        "file_overwrite": False,
        "default_acl": "private",
    }
    STORAGES = {
        "default": {
            "BACKEND": "cms.core.s3_storages.PrivateS3Storage",
            "OPTIONS": {**S3_OPTIONS, "location": "private"},
        },
        "renditions": {
            "BACKEND": "cms.core.s3_storages.RenditionS3Storage",
            "OPTIONS": {**S3_OPTIONS, "location": "uploads"},
        },
    }
else:
    STORAGES = {
        "default": {
            "BACKEND": "cms.core.storages.PrivateFileSystemStorage",
            "OPTIONS": {"location": str(PRIVATE_ROOT)},
        },
        "renditions": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(MEDIA_ROOT), "base_url": MEDIA_URL},
        },
    }
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# --- Background work ----------------------------------------------------------------------

# Wagtail's own work (index, references) runs at once, so search and usage are never stale; the work
# on videos waits in the database for the worker.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "media": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]},
}

# --- Language and time --------------------------------------------------------------------

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

# --- People -------------------------------------------------------------------------------

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
WAGTAILADMIN_LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "cms.site.accounts.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {"login_failed": "5/15m/key,30/15m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Wissenstransfer"
REQUIRE_MFA = env.bool("REQUIRE_MFA", False)
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "cms.site.views.csrf_failure"

EMAIL_CONFIG = env.dj_email_url("EMAIL_URL", "console://")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST") or ""
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = EMAIL_CONFIG.get("DEFAULT_FROM_EMAIL") or "netzwerk@localhost"

# --- Headers ------------------------------------------------------------------------------

# Public pages run no inline script and fetch nothing from elsewhere. The admin gets a policy of its
# own in cms.site.middleware, the embed one in media.views.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF, "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# --- Wagtail ------------------------------------------------------------------------------

TAGGIT_CASE_INSENSITIVE = True
WAGTAIL_SITE_NAME = "#HESSENbildung.digital"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
WAGTAIL_TIME_FORMAT = "%H:%M"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("de", "Deutsch")]
WAGTAIL_USER_TIME_ZONES = ["Europe/Berlin"]
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_AUTOSAVE_INTERVAL = 2500  # milliseconds after the last key
# Nothing of an editor's work reaches another host.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# cms.site.receivers makes redirects for pages that were live; Wagtail's own makes them for drafts too.
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAILADMIN_PAGE_SEARCH_FILTER_BY_PERMISSIONS = True
WAGTAILSNIPPETS_MENU_SHOW_ALL = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = True
WAGTAIL_FRONTEND_LOGIN_URL = "/konto/login/"

WAGTAILIMAGES_IMAGE_MODEL = "core.Picture"
WAGTAILIMAGES_RENDITION_STORAGE = "renditions"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "core.Material"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odp", "ods", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILEMBEDS_FINDERS: list[dict] = []

# One normaliser (cms.core.german) stems words for both databases; PostgreSQL must not stem them again.
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "modelsearch.backends.database", "SEARCH_CONFIG": "simple"},
}

# --- Video library ------------------------------------------------------------------------

FFMPEG = env.str("FFMPEG", "")
VIDEO_MAX_UPLOAD_MB = env.int("VIDEO_MAX_UPLOAD_MB", 2048)
VIDEO_THREADS = env.int("VIDEO_THREADS", 0)
SPEECH_COMMAND = env.str("SPEECH_COMMAND", "")
SPEECH_READABLE: list[str] = env.list("SPEECH_READABLE", [])
SPEECH_LANGUAGES: list[str] = env.list("SPEECH_LANGUAGES", ["de"])
# Uploads and jobs on their way; on the disk of the private files, so that finished ones move at once.
VIDEO_WORK_DIR = VAR_DIR / "work"

# --- Learning platforms -------------------------------------------------------------------

# For tests: platforms on this machine, also without TLS. Never where strangers can register something.
LTI_ALLOWS_LOOPBACK = False

DEMO_PASSWORD = env.str("DEMO_PASSWORD", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # Every save of a page is a task, every sheet has many steps; only what goes wrong is worth a line.
    "loggers": {"django_tasks": {"level": "WARNING"}, "weasyprint.progress": {"level": "WARNING"}},
}
