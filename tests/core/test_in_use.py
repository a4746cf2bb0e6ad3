"""What pages show is not deleted: whatever it is, wherever it is used, whichever button was pressed."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import Collection

from cms.core.in_use import NAMED_PLACES, InUseError, refusal
from cms.core.models import LearningField, Organisation, Person, Topic
from cms.site.roles import COORDINATION, set_up_roles
from tests.factories.editors import make_editor
from tests.factories.pages import (
    make_material,
    make_meeting,
    make_meeting_index,
    make_occupation,
    make_organisation,
    make_person,
    make_picture,
    make_site,
    make_standard_page,
    make_tandem,
    make_tandem_index,
    make_topic,
    make_topic_page,
)

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


@pytest.fixture
def home():
    home = make_site()
    set_up_roles()
    return home


@pytest.fixture
def koordination(home):
    return make_editor("kora", Group.objects.get(name=COORDINATION))


def person_in_a_quotation(home):
    person = make_person("Gerda Zitat")
    quote = {"text": "Es braucht Geduld.", "person": person, "name": "", "role": ""}
    make_standard_page(home, "Stimmen", body=[("quote", quote)])
    return person


def material_in_a_list(home):
    material = make_material()
    make_standard_page(home, "Zum Mitnehmen", body=[("documents", {"heading": "", "documents": [material]})])
    return material


def material_in_a_link(home):
    material = make_material()
    link = f'<p><a linktype="document" id="{material.pk}">Liste</a></p>'
    make_standard_page(home, "Verlinkt", body=[("text", link)])
    return material


def picture_in_a_text(home):
    picture = make_picture()
    image = {"image": picture, "decorative": False, "alt_text": "Labor"}
    make_standard_page(home, "Bilder", body=[("picture", {"image": image, "caption": ""})])
    return picture


def picture_in_a_draft(home):
    picture = make_picture()
    image = {"image": picture, "decorative": True, "alt_text": ""}
    make_standard_page(home, "Entwurf", live=False, body=[("picture", {"image": image, "caption": ""})])
    return picture


def picture_for_previews(home):
    picture = make_picture()
    make_standard_page(home, "Vorschau", social_image=picture)
    return picture


def logo(home):
    picture = make_picture()
    make_organisation("Mit Logo", logo=picture)
    return picture


def organisation_of_a_tandem(home):
    make_tandem(make_tandem_index(home), 1)
    return Organisation.objects.get(name="Schule 1")


def occupation_of_a_tandem(home):
    make_tandem(make_tandem_index(home), 1)
    return make_occupation()


def occupation_of_a_learning_field(home):
    return LearningField.objects.create(occupation=make_occupation(), number=1, title="Messen").occupation


def topic_of_a_page(home):
    return make_topic_page(home, make_topic()).topic


def topic_of_a_meeting(home):
    topic = make_topic()
    make_meeting(make_meeting_index(home), topics=[topic])
    return topic


def organisation_of_a_person(home):
    return make_person(organisation=make_organisation("Arbeitgeber")).organisation


IN_BLOCKS = [
    person_in_a_quotation,
    material_in_a_list,
    material_in_a_link,
    picture_in_a_text,
    picture_in_a_draft,
]
IN_ROWS = [
    picture_for_previews,
    logo,
    organisation_of_a_tandem,
    occupation_of_a_tandem,
    occupation_of_a_learning_field,
    topic_of_a_page,
    topic_of_a_meeting,
    organisation_of_a_person,
]

used_in_blocks = pytest.mark.parametrize("make_used", IN_BLOCKS, ids=lambda function: function.__name__)
used = pytest.mark.parametrize("make_used", IN_BLOCKS + IN_ROWS, ids=lambda function: function.__name__)


def delete_url(thing):
    special = {"picture": ("wagtailimages:delete", thing.pk), "material": ("wagtaildocs:delete", thing.pk)}
    name, key = special.get(
        thing._meta.model_name, (f"wagtailsnippets_core_{thing._meta.model_name}:delete", thing.pk)
    )
    return reverse(name, args=[key])


def bulk_url(thing):
    app, model = thing._meta.app_label, thing._meta.model_name
    return f"{reverse('wagtail_bulk_action', args=[app, model, 'delete'])}?id={thing.pk}"


def exists(thing):
    return type(thing).objects.filter(pk=thing.pk).exists()


@used
def test_deletion_is_refused_also_by_code(home, make_used):
    thing = make_used(home)

    with pytest.raises(ProtectedError), transaction.atomic():
        type(thing).objects.filter(pk=thing.pk).delete()

    assert exists(thing)


@used
@pytest.mark.parametrize("url", [delete_url, bulk_url], ids=["delete view", "bulk action"])
def test_deletion_is_refused_in_the_admin(home, koordination, make_used, url):
    thing = make_used(home)

    question = koordination.get(url(thing))
    answer = koordination.post(url(thing))

    assert question.status_code == 200
    assert "/usage/" in question.content.decode()
    assert answer.status_code == 302
    assert exists(thing)


@used_in_blocks
@pytest.mark.parametrize("url", [delete_url, bulk_url], ids=["delete view", "bulk action"])
def test_editor_reads_where_it_is_used(home, koordination, make_used, url):
    thing = make_used(home)
    page = home.get_children().get()

    answer = koordination.post(url(thing), follow=True)

    (message,) = get_messages(answer.wsgi_request)
    assert f"“{thing}”" in str(message) or str(thing) in str(message)
    assert page.title in str(message)


@pytest.mark.parametrize("make", [make_person, make_material, make_picture, make_topic, make_occupation])
@pytest.mark.parametrize("url", [delete_url, bulk_url], ids=["delete view", "bulk action"])
def test_what_nothing_uses_is_deleted(koordination, make, url):
    thing = make()

    koordination.post(url(thing))

    assert not exists(thing)


def test_what_is_taken_off_its_page_can_be_deleted(home):
    person = person_in_a_quotation(home)
    page = home.get_children().get().specific
    page.body = []
    page.save()

    person.delete()

    assert not Person.objects.exists()


def test_bulk_deletes_all_or_nothing(home, koordination):
    free, kept = make_material("Frei"), material_in_a_list(home)

    koordination.post(f"{bulk_url(free)}&id={kept.pk}")

    assert exists(free)
    assert exists(kept)


def test_refusal_of_the_database_is_a_sentence_too(home, koordination):
    """The collection of a tandem is protected by its team, which no index of Wagtail knows."""
    collection = make_tandem(make_tandem_index(home), 1).team.collection

    answer = koordination.post(reverse("wagtailadmin_collections:delete", args=[collection.pk]), follow=True)

    (message,) = get_messages(answer.wsgi_request)
    assert "Tandem 1" in str(message)
    assert Collection.objects.filter(pk=collection.pk).exists()


def test_way_back_leads_to_no_other_host(home, koordination):
    thing = material_in_a_list(home)

    answer = koordination.post(
        f"{delete_url(thing)}?next=//evil.example", HTTP_REFERER="https://evil.example/"
    )

    assert answer["Location"].startswith("/admin/")


def test_error_names_thing_and_places(home):
    person = person_in_a_quotation(home)

    with pytest.raises(InUseError) as error:
        person.delete()

    assert "Gerda Zitat" in str(error.value.args[0])
    assert "Stimmen" in str(error.value.args[0])


def test_many_places_are_counted():
    topics = [Topic(name=f"Thema {number}") for number in range(NAMED_PLACES + 3)]

    sentence = refusal("Etwas", topics)

    assert "Thema 4" in sentence
    assert "Thema 5" not in sentence
    assert "3" in sentence
