"""The addresses that others may rely on: built on the key of a video, never on its title or its files."""

from django.conf import settings
from django.urls import reverse


def short(key: str) -> str:
    """Leads to the page, wherever it stands and whatever it is called."""
    return reverse("media:video", args=[key])


def embed(key: str) -> str:
    return reverse("media:embed", args=[key])


def file(key: str, name: str) -> str:
    """`name` is `480p.mp4`, `de.vtt`, `transkript.txt`, `vorschau-320.jpg` and the like."""
    return reverse("media:file", args=[key, name])


def download(key: str, name: str) -> str:
    return f"{file(key, name)}?download=1"


def absolute(path: str) -> str:
    """The address for codes, feeds and machines on other hosts."""
    return f"{settings.BASE_URL}{path}"
