"""Every template compiles, declares its inputs and leaves the strict Content-Security-Policy possible."""

import re

import pytest
from django.conf import settings
from django.template import engines

from tests.house.ground import source_files

TEMPLATES = [
    path
    for pattern in ("*.html", "*.txt", "*.xml")
    for path in source_files(pattern)
    if "templates" in path.parts
]
# Each place that prints text without escaping, and why it may.
UNESCAPED: dict[str, str] = {
    "cms/core/structured_data.py": "JSON-LD: `<`, `>` and `&` are written as escapes of JSON",
    "cms/site/templates/cms/parts/field.html": "help texts are written in the code of forms, some as lists",
    "cms/core/templatetags": "SVG drawn by our own code from numbers and colours",
}

templates = pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR))
)


def name_of(path):
    """The name that a template is loaded by: what follows the folder `templates`."""
    parts = path.parts
    return "/".join(parts[len(parts) - parts[::-1].index("templates") :])


def without_comments(source):
    source = re.sub(r"{#.*?#}", "", source)
    return re.sub(r"{% comment.*?endcomment %}", "", source, flags=re.DOTALL)


def test_there_are_templates():
    assert len(TEMPLATES) > 10


@templates
def test_template_compiles(path):
    assert engines["django"].get_template(name_of(path))


@templates
def test_template_is_the_one_that_its_name_finds(path):
    """Two rooms with the same template name would hide each other."""
    assert engines["django"].get_template(name_of(path)).origin.name == str(path)


@templates
def test_part_declares_its_inputs_in_the_first_line(path):
    if "parts" not in path.parts:
        return

    assert path.read_text().startswith(("{#", "{% comment"))


@templates
def test_template_has_no_inline_style_or_script(path):
    source = without_comments(path.read_text())

    assert re.findall(r"<style\b", source) == []
    assert re.findall(r"\sstyle\s*=", source) == []
    assert re.findall(r"<[^>]*\son[a-z]+\s*=", source) == []
    assert [tag for tag in re.findall(r"<script\b[^>]*>", source) if not is_lawful_script(tag)] == []


def is_lawful_script(tag):
    return re.search(r"\ssrc\s*=", tag) or "application/ld+json" in tag


@templates
def test_template_fetches_nothing_from_other_hosts(path):
    """Links may lead anywhere; what the browser loads by itself comes from us."""
    loaded = re.findall(
        r"<(?:script|img|source|track|video|audio|iframe|link)\b[^>]*>", without_comments(path.read_text())
    )

    assert [tag for tag in loaded if re.search(r"(?:src|srcset|href)\s*=\s*[\"']?(?:https?:)?//", tag)] == []


@templates
def test_pictures_have_size_and_alternative_text(path):
    for tag in re.findall(r"<img\b[^>]*>", without_comments(path.read_text())):
        assert re.search(r"\salt=", tag), tag
        assert re.search(r"\swidth=", tag), tag
        assert re.search(r"\sheight=", tag), tag


def test_text_is_escaped_except_where_a_reason_is_named():
    unescaped = {
        str(path.relative_to(settings.BASE_DIR))
        for path in [*TEMPLATES, *source_files("*.py")]
        if re.search(
            r"\|\s*safe\b|\|\s*safeseq\b|autoescape off|mark_safe\(|SafeString\(|SafeText\(", path.read_text()
        )
    }

    assert [name for name in unescaped if not name.startswith(tuple(UNESCAPED))] == []


def test_stylesheets_fetch_nothing_from_other_hosts():
    for path in source_files("*.css"):
        assert (
            re.findall(r"@import\s+url\(['\"]?https?:|url\(['\"]?(?:https?:)?//", path.read_text()) == []
        ), path
