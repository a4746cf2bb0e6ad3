"""Production: every secret comes from the environment, every connection is encrypted."""

from django.core.exceptions import ImproperlyConfigured

from cms.settings.base import *


def required(name: str) -> str:
    """The value of an environment variable that production cannot do without."""
    value = env.str(name, "")
    if not value:
        raise ImproperlyConfigured(
            f"The environment variable {name} is not set. "
            "It is explained in .env.example and docs/operations.md."
        )
    return value


SECRET_KEY = required("SECRET_KEY")
BASE_URL = WAGTAILADMIN_BASE_URL = required("BASE_URL").rstrip("/")
ALLOWED_HOSTS = required("ALLOWED_HOSTS").split(",")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

REQUIRE_MFA = env.bool("REQUIRE_MFA", True)
SECURE_SSL_REDIRECT = True
# Probes of the machine itself come without TLS.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
# One proxy stands in front. Without this its address would count as everyone's in the limits on logins.
ALLAUTH_TRUSTED_PROXY_COUNT = 1
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
