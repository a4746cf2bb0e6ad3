import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images import get_image_model

from cms.site.roles import EDITORIAL, set_up_roles
from meetings.models import MeetingIndexPage, MeetingPage
from tandems.processing import set_up_tandem
from tests.factories.pages import make_site, make_tandem, make_tandem_index
from tests.meetings.word_files import heading, make_docx, paragraph, picture, table

pytestmark = [pytest.mark.django_db, pytest.mark.ignore_template_errors]


@pytest.fixture
def meeting():
    home = make_site()
    set_up_roles()
    index = home.add_child(instance=MeetingIndexPage(title="Treffen", slug="treffen"))
    return index.add_child(instance=MeetingPage(title="Drittes Treffen", slug="drittes", number=3))


def person(group):
    user = get_user_model().objects.create_user(f"in {group.name}", password="x")
    user.groups.add(group)
    return user


@pytest.fixture
def editor(client, meeting):
    client.force_login(person(Group.objects.get(name=EDITORIAL)))
    return client


def draft_of(meeting):
    return MeetingPage.objects.get(pk=meeting.pk).get_latest_revision_as_object()


def upload(client, meeting, content):
    file = SimpleUploadedFile("Bericht.docx", content)
    return client.post(
        reverse("meeting_word_import", args=[meeting.pk]), {"file": file}, headers={"host": "localhost"}
    )


def test_report_is_added_as_a_draft_and_the_live_page_stays(editor, meeting):
    content = make_docx(
        heading(1, "Halbzeit"), table(["Ort"], ["Schule"]), picture("Wortwolke"), paragraph("Ende")
    )

    response = upload(editor, meeting, content)

    assert response.url == reverse("wagtailadmin_pages:edit", args=[meeting.pk])
    assert [block.block_type for block in draft_of(meeting).body] == ["text", "table", "picture", "text"]
    assert not MeetingPage.objects.get(pk=meeting.pk).body


def test_pictures_go_into_the_library_with_the_file_as_their_source(editor, meeting):
    upload(editor, meeting, make_docx(picture("Wortwolke")))

    image = get_image_model().objects.get()
    assert (image.title, image.description, image.credit) == ("Wortwolke", "Wortwolke", "Bericht.docx")


def test_second_file_is_added_below_the_first(editor, meeting):
    upload(editor, meeting, make_docx(paragraph("eins")))
    upload(editor, meeting, make_docx(paragraph("zwei")))

    body = draft_of(meeting).body
    assert [str(block.value.source) for block in body] == ["<p>eins</p>", "<p>zwei</p>"]


def test_file_that_is_no_word_file_is_refused_in_words_and_changes_nothing(editor, meeting):
    response = upload(editor, meeting, b"kein Word")

    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert meeting.revisions.count() == 0


def test_tandem_cannot_touch_a_meeting(client, meeting):
    tandem = make_tandem(make_tandem_index(meeting.get_parent().get_parent()), 3)
    client.force_login(person(set_up_tandem(tandem).group))

    response = upload(client, meeting, make_docx(paragraph("fremd")))

    assert response.status_code in {302, 403}
    assert meeting.revisions.count() == 0


def test_button_stands_in_the_menu_of_the_page(editor, meeting):
    response = editor.get(
        reverse("wagtailadmin_pages:edit", args=[meeting.pk]), headers={"host": "localhost"}
    )

    assert reverse("meeting_word_import", args=[meeting.pk]) in response.content.decode()
