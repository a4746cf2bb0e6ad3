"""What the house tests walk: rooms, source files, page types, blocks, addresses. Found, never listed by hand."""

from django.apps import apps
from django.conf import settings
from django.urls import URLPattern
from wagtail.blocks import Block, ListBlock, StreamBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField
from wagtail.models import get_page_models

ROOMS = ("cms", "exchange", "home", "meetings", "tandems", "lessons", "media")
APP_LABELS = {"core", "cms", "exchange", "home", "meetings", "tandems", "lessons", "media"}


def source_files(pattern):
    """Files of ours with that pattern, in all rooms."""
    return sorted(
        path
        for room in ROOMS
        for path in (settings.BASE_DIR / room).rglob(pattern)
        if "__pycache__" not in path.parts
    )


def our_models():
    return [
        model
        for label in sorted(APP_LABELS)
        for model in apps.get_app_config(label).get_models()
        if not model._meta.auto_created
    ]


def our_page_types():
    return [model for model in get_page_models() if model._meta.app_label in APP_LABELS]


def stream_blocks():
    """The top block of each StreamField of ours, as (name of the field, block)."""
    return [
        (f"{model._meta.label}.{field.name}", field.stream_block)
        for model in our_models()
        for field in model._meta.get_fields()
        if isinstance(field, StreamField)
    ]


def choices_of_editors():
    """Every block that an editor can pick in a stream of ours, as (path, block), each once."""
    found = {}

    def walk(path, block):
        for name, child in children(block):
            where = f"{path}.{name}"
            if isinstance(block, StreamBlock):
                found.setdefault(block_identity(child), (where, child))
            walk(where, child)

    for path, block in stream_blocks():
        walk(path, block)
    return list(found.values())


def block_identity(block):
    """Two picks are the same when class, label and name agree."""
    return type(block), block.name, str(block.label)


def children(block):
    if isinstance(block, StreamBlock | StructBlock | TypedTableBlock):
        return list(block.child_blocks.items())
    if isinstance(block, ListBlock):
        return [("item", block.child_block)]
    assert isinstance(block, Block)
    return []


def every_url_pattern(resolver, prefix=""):
    """All addresses below a resolver, as (route, pattern)."""
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route, entry
        else:
            yield from every_url_pattern(entry, route)
