"""The addresses that others may rely on: built on the key of a video, never on its title or its files."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

OEMBED_TYPES = {"json": "application/json+oembed", "xml": "text/xml+oembed"}


def short(key: str) -> str:
    """Leads to the page, wherever it stands and whatever it is called."""
    return reverse("media:video", args=[key])


def embed(key: str) -> str:
    return reverse("media:embed", args=[key])


def series_embed(slug: str) -> str:
    """The parts of a series in one frame, below its page."""
    return reverse("media:series_embed", args=[slug])


def short_series(pk: int) -> str:
    """Leads to the page of a series, also after it was renamed."""
    return reverse("media:series", args=[pk])


def file(key: str, name: str) -> str:
    """`name` is `480p.mp4`, `de.vtt`, `transkript.txt`, `vorschau-320.jpg` and the like."""
    return reverse("media:file", args=[key, name])


def download(key: str, name: str) -> str:
    return f"{file(key, name)}?download=1"


def oembed(page_url: str, kind: str) -> str:
    """Where others learn how to show a page of a video or a series: `kind` is `json` or `xml`."""
    return absolute(f"{reverse('media:oembed')}?{urlencode({'url': page_url, 'format': kind})}")


def oembed_links(page_url: str) -> str:
    """The same in both formats as the value of a `Link` header, JSON first."""
    return ", ".join(
        f'<{oembed(page_url, kind)}>; rel="alternate"; type="{content_type}"'
        for kind, content_type in OEMBED_TYPES.items()
    )


def absolute(path: str) -> str:
    """The address for codes, feeds and machines on other hosts."""
    return f"{settings.BASE_URL}{path}"
