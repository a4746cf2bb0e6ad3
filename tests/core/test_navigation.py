import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from wagtail.models import Page, PageViewRestriction, Site

from cms.core.navigation import ActiveFilter, Link, active_filters, breadcrumbs, legal_links, main_menu


@pytest.fixture
def start(db):
    """The home page of the only site."""
    return Site.objects.select_related("root_page").get(is_default_site=True).root_page


def child(parent, title, slug, **values):
    return parent.add_child(instance=Page(title=title, slug=slug, **values))


def request_for(path="/"):
    return RequestFactory().get(path, headers={"host": "localhost"})


def test_menu_shows_live_public_pages_that_are_meant_for_it(start, django_assert_num_queries):
    tandems = child(start, "Tandems", "tandems", show_in_menus=True)
    child(start, "Entwurf", "entwurf", show_in_menus=True, live=False)
    child(start, "Versteckt", "versteckt")
    members = child(start, "Intern", "intern", show_in_menus=True)
    PageViewRestriction.objects.create(page=members, restriction_type=PageViewRestriction.LOGIN)
    request = request_for()
    Site.find_for_request(request)
    tandems.get_url(request)  # fills Wagtail's list of sites, which every page needs once

    with django_assert_num_queries(1):
        links = main_menu(start, None, request)

    assert links == [Link("Tandems", "/tandems/")]


def test_menu_marks_the_page_itself_and_the_room_of_a_page_below(start):
    tandems = child(start, "Tandems", "tandems", show_in_menus=True)
    child(start, "Treffen", "treffen", show_in_menus=True)
    third = child(tandems, "Tandem 3", "tandem-3")

    assert [link.current for link in main_menu(start, tandems)] == ["page", ""]
    assert [link.current for link in main_menu(start, third)] == ["true", ""]


def test_page_may_name_the_place_where_readers_find_it(start):
    tandems = child(start, "Tandems", "tandems", show_in_menus=True)
    videos = child(start, "Lernvideos", "videos", show_in_menus=True)
    film = child(tandems, "Titration", "titration")
    film.navigation_parent = videos

    menu = main_menu(start, film)
    way = breadcrumbs(film, start)

    assert [link.current for link in menu] == ["", "true"]
    assert [link.title for link in way] == [start.title, "Lernvideos", "Titration"]


def test_breadcrumbs_lead_from_the_home_page_to_the_current_one(start):
    tandems = child(start, "Tandems", "tandems")
    third = child(tandems, "Tandem 3", "tandem-3")

    way = breadcrumbs(third, start)

    assert way == [
        Link(start.title, "/"),
        Link("Tandems", "/tandems/"),
        Link("Tandem 3", "/tandems/tandem-3/", "page"),
    ]


def test_legal_pages_stand_in_the_fixed_order(start):
    child(start, "Barrierefreiheit", "barrierefreiheit")
    child(start, "Über uns", "ueber-uns")
    imprint = child(start, "Impressum", "impressum")
    child(start, "Datenschutz", "datenschutz", live=False)

    links = legal_links(start, imprint)

    assert links == [Link("Impressum", "/impressum/", "page"), Link("Barrierefreiheit", "/barrierefreiheit/")]


def test_tags_are_silent_where_there_is_no_request():
    template = Template(
        "{% load navigation_tags %}{% main_menu as links %}{% legal_links as legal %}{{ links }}{{ legal }}"
    )

    assert template.render(Context()) == "[][]"


def test_home_page_has_no_breadcrumbs(start):
    template = Template("{% load navigation_tags %}{% breadcrumbs page as way %}{{ way }}")

    assert template.render(Context({"page": start, "request": request_for()})) == "[]"


def test_breadcrumbs_for_machines_have_absolute_addresses(start):
    third = child(start, "Tandem 3", "tandem-3")
    template = Template("{% load navigation_tags %}{% breadcrumbs page as way %}{% breadcrumb_data way %}")

    markup = template.render(Context({"page": third, "request": request_for()}))

    assert '"@type": "BreadcrumbList"' in markup
    assert '"item": "http://localhost/tandem-3/"' in markup


class ListFilter(forms.Form):
    occupation = forms.ChoiceField(
        label="Beruf",
        required=False,
        choices=[("", "Alle"), ("c", "Chemikant/-in"), ("m", "Mechatroniker/-in")],
    )
    topics = forms.MultipleChoiceField(
        label="Thema", required=False, choices=[("d", "Datenschutz"), ("v", "Lernvideos")]
    )
    words = forms.CharField(label="Suche", required=False)
    changed = forms.BooleanField(label="Kurskorrektur", required=False)


def test_each_chosen_filter_has_an_address_without_it():
    query = QueryDict("occupation=c&topics=d&topics=v&page=3")

    chosen = active_filters(ListFilter(query), query)

    assert chosen == [
        ActiveFilter("Beruf", "Chemikant/-in", "?topics=d&topics=v"),
        ActiveFilter("Thema", "Datenschutz", "?occupation=c&topics=v"),
        ActiveFilter("Thema", "Lernvideos", "?occupation=c&topics=d"),
    ]


def test_ticked_box_is_named_by_its_label():
    query = QueryDict("changed=on&words=&occupation=")

    assert active_filters(ListFilter(query), query) == [ActiveFilter("Kurskorrektur", "", "?")]


def test_unknown_choice_is_no_active_filter():
    query = QueryDict("occupation=unknown")

    assert active_filters(ListFilter(query), query) == []


def test_filter_by_a_record_names_the_record(start):
    class PageFilter(forms.Form):
        page_choice = forms.ModelChoiceField(Page.objects.all(), label="Seite", required=False)
        pages = forms.ModelMultipleChoiceField(Page.objects.all(), label="Seiten", required=False)

    query = QueryDict(f"page_choice={start.pk}&pages={start.pk}")

    chosen = active_filters(PageFilter(query), query)

    assert [(one.name, one.value) for one in chosen] == [("Seite", str(start)), ("Seiten", str(start))]
