"""Our addresses as learning platforms store them."""

from django.urls import reverse
from django.utils.translation import gettext

from media.addresses import absolute


def login() -> str:
    return absolute(reverse("lessons:lti:login"))


def launch() -> str:
    return absolute(reverse("lessons:lti:launch"))


def key_set() -> str:
    return absolute(reverse("lessons:lti:jwks"))


def registration(token: str) -> str:
    return absolute(reverse("lessons:lti:register", args=[token]))


def for_people() -> list[tuple[str, str]]:
    """What a platform asks for when it is set up by hand, in its own words."""
    return [
        (gettext("Tool URL"), launch()),
        (gettext("Initiate login URL"), login()),
        (gettext("Redirection URI"), launch()),
        (gettext("Public keyset URL"), key_set()),
    ]
