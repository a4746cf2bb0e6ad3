"""The design as a whole: sheets, tokens, templates of errors and parts."""

import gzip
import re
from pathlib import Path
from types import ModuleType

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.template.loader import get_template
from django.urls import include, path
from django.views import View
from wagtail import urls as wagtail_urls
from wagtail.models import Page, Site

from cms.core.colours import HUES

CSS = Path(finders.find("cms/css/tokens.css")).parent
TEMPLATES = Path(get_template("cms/base.html").origin.name).parent
PARTS = sorted((TEMPLATES / "parts").glob("*.html"))
TEXT, SIGN = 4.5, 3.0  # least contrast, WCAG 2.2 success criteria 1.4.3 and 1.4.11


def tokens(scheme):
    """The colours of the tokens as hex, for "light" or "dark"."""
    pairs = re.findall(r"--([a-z-]+): light-dark\((#\w+), (#\w+)\)", (CSS / "tokens.css").read_text())
    return {name: light if scheme == "light" else dark for name, light, dark in pairs}


def luminance(colour):
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    channels = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "raised", "wash"])
@pytest.mark.parametrize("ink", ["ink", "ink-soft", "brand", "brand-strong", "warm", "green", "amber", "red"])
def test_text_is_readable_on_every_ground(scheme, ground, ink):
    colours = tokens(scheme)

    assert contrast(colours[ink], colours[ground]) >= TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "raised", "wash"])
@pytest.mark.parametrize("sign", ["edge", "focus"])
def test_signs_stand_out_on_every_ground(scheme, ground, sign):
    colours = tokens(scheme)

    assert contrast(colours[sign], colours[ground]) >= SIGN


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"), [("on-brand", "brand"), ("on-brand", "brand-strong"), ("ink", "marked")]
)
def test_text_is_readable_on_buttons_and_on_the_marker(scheme, ink, ground):
    colours = tokens(scheme)

    assert contrast(colours[ink], colours[ground]) >= TEXT


def test_old_browsers_get_the_same_light_colours():
    sheet = (CSS / "tokens.css").read_text()

    fallback = dict(re.findall(r"--([a-z-]+): (#\w+);", sheet.split("@supports not")[1]))

    assert fallback == tokens("light")


def test_hues_by_class_are_those_that_programs_draw_with():
    sheet = (CSS / "parts/emblem.css").read_text()

    hues = {int(index): int(hue) for index, hue in re.findall(r"\.hue-(\d+) \{ --hue: (\d+); \}", sheet)}

    assert hues == dict(enumerate(HUES))


def test_all_sheets_together_stay_below_fifteen_kilobytes_compressed():
    sizes = {sheet.name: len(gzip.compress(sheet.read_bytes())) for sheet in CSS.rglob("*.css")}

    assert sum(sizes.values()) <= 15 * 1024, sizes


@pytest.mark.parametrize("sheet", sorted(CSS.rglob("*.css")), ids=lambda sheet: sheet.name)
def test_every_sheet_is_linked_and_keeps_to_its_layer(sheet):
    name = sheet.relative_to(CSS).as_posix()
    layer = "parts" if name.startswith("parts/") else sheet.stem

    assert f'"cms/css/{name}"' in (TEMPLATES / "parts/stylesheets.html").read_text()
    assert re.findall(r"@layer (\w+) \{", sheet.read_text()) == [layer]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_every_part_declares_its_inputs_and_stands_in_the_reference(part, settings):
    reference = (settings.BASE_DIR / "docs/design.md").read_text()
    frame = {"header", "footer", "breadcrumbs", "messages", "og_image", "stylesheets", "ways"}

    assert part.read_text().startswith("{# Inputs: ")
    assert part.stem in frame or f"`{part.name}`" in reference


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda template: template.name)
def test_no_template_of_the_design_has_inline_style_or_script(template):
    text = template.read_text()

    assert "style=" not in text
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\son[a-z]+=", text)


@pytest.mark.parametrize("code", [400, 403, 404, 410, 500, 503])
def test_error_page_needs_neither_request_nor_database(code):
    page = get_template(f"{code}.html").render()

    assert page.count("<h1>") == 1
    assert '<html lang="de">' in page
    assert 'href="/"' in page


@pytest.fixture
def routes(settings):
    """The routes that the skeleton knows, whatever else the site has."""
    module = ModuleType("routes")
    module.urlpatterns = [path("suche/", View.as_view(), name="search"), path("", include(wagtail_urls))]
    settings.ROOT_URLCONF = module


@pytest.mark.usefixtures("routes")
def test_skeleton_stands_without_page_and_request():
    markup = Template('{% extends "cms/base.html" %}{% block title %}Suche{% endblock %}').render(Context())

    assert markup.count("<main") == 1
    assert 'action="/suche/"' in markup
    assert 'rel="canonical"' not in markup


@pytest.mark.django_db
@pytest.mark.usefixtures("routes")
def test_page_shows_title_and_breadcrumbs_and_names_its_address(rf):
    start = Site.objects.get(is_default_site=True).root_page
    page = start.add_child(instance=Page(title="Tandem & Schule", slug="tandem-3", show_in_menus=True))
    request = rf.get("/tandem-3/", headers={"host": "localhost"})
    request.user = AnonymousUser()

    markup = get_template("cms/page.html").render({"page": page}, request)

    assert "<h1>Tandem &amp; Schule</h1>" in markup
    assert '<link rel="canonical" href="http://localhost/tandem-3/">' in markup
    assert '<span aria-current="page">Tandem &amp; Schule</span>' in markup
    assert '<a href="/tandem-3/" aria-current="page">Tandem &amp; Schule</a>' in markup
    assert "cms/img/preview.png" in markup
