"""Rich text as plain text."""

from wagtail.rich_text import get_text_for_indexing


def plain_text(rich_text: str) -> str:
    """The words in one line: without tags, with characters for entities, and a space between paragraphs."""
    return " ".join(get_text_for_indexing(rich_text).split())
