"""HTML as tagged PDF. The only module that knows WeasyPrint, which needs Pango from the system.

Nothing is fetched, neither from the network nor from the disk: what a sheet shows is handed over with it.
One sheet is made at a time, each only once as long as the cache holds it; few wait for their turn, because
each of them holds a thread of the web server.
"""

import hashlib
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock
from typing import Any

from django.core.cache import cache
from PIL import ImageFile

logger = logging.getLogger(__name__)

KEPT_SECONDS = 24 * 60 * 60
PATIENCE = 20  # seconds that a reader waits for the sheets of others
MOST_READERS = 3  # one whose sheet is made, two who wait; less than half of the threads of the web server
LONGEST_SHEET = 250_000  # characters of HTML, some 70 pages; a film of two hours has fewer

_places = BoundedSemaphore(MOST_READERS)
_press = Lock()


class PaperUnavailableError(Exception):
    """No PDF can be made: at the moment, or on this system."""


class PaperTooLongError(Exception):
    """No PDF is made of so many words, however often someone asks."""


def version_of(html: str, files: Mapping[str, bytes]) -> str:
    """Names the very sheet: the same words and pictures give the same PDF."""
    digest = hashlib.sha256(html.encode())
    for name in sorted(files):
        digest.update(name.encode() + files[name])
    return digest.hexdigest()


def pdf(html: str, files: Mapping[str, bytes]) -> bytes:
    """The sheet as PDF, made anew only if it changed. `files` are the addresses it may name.

    Raises `PaperUnavailableError` and `PaperTooLongError`.
    """
    key = f"sheet:{version_of(html, files)}"
    kept = cache.get(key)
    if isinstance(kept, bytes):
        return kept
    if len(html) > LONGEST_SHEET:
        raise PaperTooLongError
    with _turn():
        made = cache.get(key)  # another reader may have asked for the same
        if not isinstance(made, bytes):
            made = _print(html, files)
            cache.set(key, made, KEPT_SECONDS)
        return made


@contextmanager
def _turn() -> Iterator[None]:
    """The press for one reader. Where too many wait already, the next is refused at once."""
    if not _places.acquire(blocking=False):
        raise PaperUnavailableError
    try:
        if not _press.acquire(timeout=PATIENCE):
            raise PaperUnavailableError
        try:
            yield
        finally:
            _press.release()
    finally:
        _places.release()


def is_available() -> bool:
    """Whether this system can make a PDF at all."""
    try:
        _weasyprint()
    except PaperUnavailableError:
        return False
    return True


def _print(html: str, files: Mapping[str, bytes]) -> bytes:
    document = _weasyprint().HTML(string=html, base_url=None, url_fetcher=_only(files))
    content: bytes = document.write_pdf(pdf_tags=True)
    return content


def _weasyprint() -> Any:
    """The library. It makes Pillow read broken pictures in the whole process, which uploads must not."""
    is_lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        import weasyprint  # noqa: PLC0415 - fails where the system has no Pango; the site works without
    except OSError as error:
        logger.warning("No PDF can be made: %s", error)
        raise PaperUnavailableError from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = is_lenient
    return weasyprint


def _only(files: Mapping[str, bytes]) -> Any:
    """A fetcher that knows these addresses and refuses all others."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - see `_weasyprint`

    class HandedOver(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            if url not in files:
                raise ValueError(f"A sheet asked for “{url}”, which was not handed over.")
            return URLFetcherResponse(url, files[url], {"Content-Type": _kind(url)})

    return HandedOver()


def _kind(url: str) -> str:
    return {"css": "text/css", "svg": "image/svg+xml"}[url.rpartition(".")[2]]
