"""What every page type must say about itself."""

import pytest
from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.translation import override

from cms.core.models import BasePage
from tests.house.ground import our_models, our_page_types

SAME_IN_BOTH_LANGUAGES = {"tandem", "video", "seminar"}

page_types = pytest.mark.parametrize("page_type", our_page_types(), ids=lambda model: model._meta.label)


def test_there_are_page_types():
    assert len(our_page_types()) > 5


@page_types
def test_page_type_stands_on_the_common_base(page_type):
    assert issubclass(page_type, BasePage)


@page_types
def test_page_type_has_a_template_of_its_own_room(page_type):
    room = page_type._meta.app_label

    assert page_type.template.startswith(f"{room}/")
    assert get_template(page_type.template)


@page_types
def test_page_type_tells_editors_what_it_is_for(page_type):
    assert isinstance(page_type.page_description, Promise)
    assert len(str(page_type.page_description)) > 20


@page_types
def test_page_type_declares_its_place_in_the_tree(page_type):
    """Wagtail's default is anywhere, so both must be said in the class or in a base of ours."""
    assert page_type.parent_page_types is not None
    assert page_type.subpage_types is not None


@page_types
def test_page_type_has_a_parent_that_admits_it(page_type):
    for parent in page_type.allowed_parent_page_models():
        assert page_type in parent.allowed_subpage_models()
    assert page_type.allowed_parent_page_models()


@page_types
def test_form_of_the_page_keeps_the_fields_of_the_base(page_type):
    """Later classes add panels; none drops the address, the description or the review date."""
    fields = page_type.get_edit_handler().get_form_class().base_fields.keys()

    assert {"title", "lead", "slug", "search_description", "review_date"} <= fields


@page_types
def test_fields_of_the_form_have_translated_labels(page_type):
    """What an editor reads beside a field is a sentence of the catalogue, not the name of a column."""
    edited = page_type.get_edit_handler().get_form_class().base_fields.keys()
    unnamed = [
        field.name
        for field in page_type._meta.get_fields()
        if field.name in edited and not isinstance(getattr(field, "verbose_name", edited), Promise)
    ]

    assert unnamed == []


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_model_has_translated_names(model):
    """A name that Django made from the class name is no lazy translation."""
    assert isinstance(model._meta.verbose_name, Promise)
    assert isinstance(model._meta.verbose_name_plural, Promise)


@page_types
def test_page_type_has_a_german_name(page_type):
    with override("en"):
        english = str(page_type._meta.verbose_name)
    with override("de"):
        german = str(page_type._meta.verbose_name)

    assert german
    assert german != english or english.lower() in SAME_IN_BOTH_LANGUAGES
