"""Sample content under fixed keys: built once, then left to the editors.

A room offers `SAMPLES`, a mapping from key to builder. A builder asks for what it needs by key, so the
loader can build everything and a test just one tandem with all that belongs to it. What was built is
recorded: a second run builds nothing, changes nothing, and brings back nothing that was deleted.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from wagtail.models import Orderable, Page

from cms.core.models import SampleRecord

M = TypeVar("M", bound=Model)
P = TypeVar("P", bound=Page)
Builder = Callable[["Samples"], Model]


class SampleUnavailableError(Exception):
    """The sample cannot be had: an editor deleted it, or it is not ready yet."""


class Samples:
    """The samples of the given builders, as far as they were built; the records are read in one query."""

    def __init__(self, builders: Mapping[str, Builder]) -> None:
        self._builders = builders
        self._forget()

    def missing(self) -> list[str]:
        """The keys that were never built, in the order of the builders."""
        return [key for key in self._builders if key not in self._records]

    def get(self, model: type[M], key: str) -> M:
        """The object of that key, built if it never was. Raises `SampleUnavailableError` if it was deleted."""
        if key not in self._objects:
            self._objects[key] = self._fetch(key) if key in self._records else self._build(key)
        found = self._objects[key]
        if not isinstance(found, model):
            raise TypeError(f"The sample “{key}” is a {type(found).__name__}, not a {model.__name__}.")
        return found

    def load(self, keys: Iterable[str]) -> Iterator[str]:
        """Build those of the keys that were never built and yield each; leave out what is not to be had.

        That is what stands on something that an editor deleted.
        """
        for key in keys:
            if key in self._records:
                continue
            try:
                self.get(Model, key)
            except SampleUnavailableError:
                continue
            yield key

    def _fetch(self, key: str) -> Model:
        target = self._records[key].target
        if target is None:
            raise SampleUnavailableError(f"The sample “{key}” was deleted.")
        return target

    def _build(self, key: str) -> Model:
        """Object and record come together or not at all, also when the loader is killed in between."""
        try:
            with transaction.atomic():
                built = self._builders[key](self)
                self._records[key] = SampleRecord.objects.create(
                    key=key, content_type=ContentType.objects.get_for_model(built), object_id=built.pk
                )
        except BaseException:
            # What this builder had built on its way is rolled back too.
            self._forget()
            raise
        return built

    def _forget(self) -> None:
        self._records = {record.key: record for record in SampleRecord.objects.select_related("content_type")}
        self._objects: dict[str, Model] = {}


def with_rows(page: P, **rows: Iterable[Model]) -> P:
    """Give a page that is not stored yet its child rows in their order, by the names of their relations."""
    for relation, children in rows.items():
        ordered = list(children)
        for place, child in enumerate(ordered):
            if isinstance(child, Orderable):
                child.sort_order = place
        setattr(page, relation, ordered)
    return page


def publish_below(parent: Page, page: P) -> P:
    """Add the page and publish it as an editor does: first a draft, then a revision that goes live."""
    page.live = False
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def page_link(page: Page, text: str) -> str:
    """A link in rich text that follows the page wherever it is moved."""
    return f'<a linktype="page" id="{page.pk}">{text}</a>'
