"""The guard that finds undefined variables must itself be seen to find them, and to leave others in peace."""

import pytest
from django.template import Context, Origin, Template, engines

from tests.strict_templates import UndefinedVariable


def render(source, path, context=None):
    engine = engines["django"].engine
    template = Template(source, origin=Origin(name=str(path)), engine=engine)
    return template.render(Context(context or {}))


@pytest.fixture
def ours(settings):
    return settings.BASE_DIR / "home/templates/home/some_page.html"


@pytest.mark.parametrize(
    "source",
    [
        "{{ missing }}",
        "{{ page.missing }}",
        "{{ missing|upper }}",
        "{% with name=missing %}{{ name }}{% endwith %}",
        "{% load i18n %}{% blocktranslate %}Hello {{ missing }}{% endblocktranslate %}",
    ],
)
def test_undefined_variable_in_a_template_of_ours_is_an_error(source, ours):
    with pytest.raises(UndefinedVariable, match=r"home/templates/home/some_page\.html"):
        render(source, ours, {"page": {}})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% if missing %}a{% else %}b{% endif %}", "b"),
        ("{% if page.missing.deeper %}a{% else %}b{% endif %}", "b"),
        ("{% for item in missing %}a{% empty %}b{% endfor %}", "b"),
        ('{{ missing|default:"b" }}', "b"),
        ("{% firstof missing name %}", "b"),
    ],
)
def test_question_whether_something_is_there_stays_allowed(source, expected, ours):
    assert render(source, ours, {"page": {}, "name": "b"}) == expected


@pytest.mark.parametrize(("source", "expected"), [("{{ missing }}", ""), ('{{ missing|default:"b" }}', "b")])
def test_templates_of_others_render_as_ever(source, expected, tmp_path):
    assert render(source, tmp_path / "wagtailadmin/base.html") == expected


@pytest.mark.ignore_template_errors
def test_the_mark_switches_the_guard_off(ours):
    assert render("{{ missing }}", ours) == ""
