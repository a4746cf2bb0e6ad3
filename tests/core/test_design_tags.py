from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

from cms.core.templatetags import design_tags


def render(source, **values):
    return Template("{% load design_tags navigation_tags %}" + source).render(Context(values))


@pytest.mark.parametrize(
    ("seconds", "clock", "iso"),
    [(0, "0:00", "PT0S"), (192, "3:12", "PT3M12S"), (180, "3:00", "PT3M"), (3792, "1:03:12", "PT1H3M12S")],
)
def test_durations_for_eyes_and_machines(seconds, clock, iso):
    assert design_tags.clock(seconds) == clock
    assert design_tags.iso_duration(seconds) == iso


def test_occupation_keeps_the_word_with_the_slash_together():
    name = "Elektroniker/-in für Informations- und Systemtechnik"

    markup = design_tags.occupation(name)

    assert markup == (
        '<span class="occupation"><span>Elektroniker/-in</span> für Informations- und Systemtechnik</span>'
    )


def test_occupation_is_escaped():
    assert "<b>" not in design_tags.occupation("<b>x/y</b>")


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Beispielperson Eins", "BE"), ("Prof. Dr. R. Alexander Lorz", "AL"), ("DKJS", "D"), ("", "")],
)
def test_initials_pass_over_titles(name, letters):
    assert design_tags.initials(name) == letters


def test_emblem_without_label_is_hidden_from_ears():
    markup = render("{% emblem 3 school_hue=2 %}")

    assert 'aria-hidden="true"' in markup
    assert "role=" not in markup


def test_emblem_with_label_is_a_picture_with_a_name():
    markup = render('{% emblem 3 label=label class="large" %}', label="Emblem <3>")

    assert 'role="img" aria-label="Emblem &lt;3&gt;"' in markup
    assert 'class="emblem large"' in markup


def test_emblem_needs_no_ids_and_may_stand_twice_on_a_page():
    assert "id=" not in render("{% emblem 3 %}{% emblem 3 %}")


def test_tandem_with_two_companies_shows_two_squares_and_two_overlaps():
    markup = render("{% emblem 7 companies=2 %}")

    assert (markup.count("<rect"), markup.count("<circle"), markup.count("<path")) == (2, 1, 2)


def test_field_links_those_emblems_that_have_an_address():
    tandems = [
        SimpleNamespace(number=1, school_hue=0, company_count=1, url="/tandems/1/", title="Tandem 1"),
        SimpleNamespace(number=2, school_hue=1, company_count=1),
    ]

    markup = render("{% emblem_field tandems %}", tandems=tandems)

    assert markup.count("<g ") == 2
    assert markup.count('<a href="/tandems/1/" aria-label="Tandem 1">') == 1
    assert 'aria-hidden="true"' not in markup


def test_field_without_links_is_one_decorative_picture():
    tandems = [SimpleNamespace(number=1, school_hue=0, company_count=1)]

    assert 'aria-hidden="true"' in render("{% emblem_field tandems %}", tandems=tandems)


def test_pages_of_a_list_keep_the_query_and_leave_out_the_middle():
    request = RequestFactory().get("/suche/?q=moodle&page=5")
    page = Paginator(range(100), 10).page(5)
    template = Template('{% include "cms/parts/pagination.html" with page_obj=page only %}')

    markup = template.render(RequestContext(request, {"page": page}))

    assert 'href="?q=moodle&amp;page=4"' in markup
    assert markup.count("…") == 2
    assert markup.count('aria-current="page"') == 1


def test_list_on_one_page_has_no_pagination():
    template = Template('{% include "cms/parts/pagination.html" with page_obj=page only %}')

    assert template.render(Context({"page": Paginator([1], 10).page(1)})).strip() == ""
