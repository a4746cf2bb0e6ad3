"""The upload: a plain form for everyone, JSON for the script that shows the progress."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from media.models import Video
from tests.factories.editors import make_newsroom
from tests.factories.media import uploaded

pytestmark = pytest.mark.django_db

URL = "/admin/lernvideos/new/"
SCRIPT = {"accept": "application/json"}


@pytest.fixture
def newsroom():
    return make_newsroom()


@pytest.fixture
def film(clips):
    return uploaded(clips["plain.mp4"], "Titration_Teil 1.mp4")


def errors(response):
    return response.context["form"].errors.as_data()


def test_form_states_the_limit(newsroom, settings):
    settings.VIDEO_MAX_UPLOAD_MB = 300

    html = newsroom.alice.get(URL).content.decode()

    assert f'data-upload-limit="{300 * 1024 * 1024}"' in html
    assert 'enctype="multipart/form-data"' in html


def test_tandem_with_one_collection_is_not_asked_for_it(newsroom):
    form = newsroom.alice.get(URL).context["form"]

    assert list(form.fields) == ["title", "file"]


def test_editorial_office_chooses_the_collection(newsroom):
    form = newsroom.eva.get(URL).context["form"]

    assert newsroom.collection in form.fields["collection"].queryset


@pytest.mark.slow
def test_film_is_kept_under_its_title_in_the_collection_of_the_tandem(newsroom, film):
    response = newsroom.alice.post(URL, {"title": "Titration", "file": film})

    video = Video.objects.get()
    assert response.url == reverse("videos:edit", args=[video.pk])
    assert (video.title, video.collection, video.uploaded_by, video.state) == (
        "Titration",
        newsroom.collection,
        newsroom.alice.user,
        Video.State.WAITING,
    )


@pytest.mark.slow
def test_film_without_a_title_is_called_after_its_file(newsroom, film):
    newsroom.alice.post(URL, {"title": "", "file": film})

    assert Video.objects.get().title == "Titration Teil 1"


@pytest.mark.slow
def test_script_is_told_where_to_go_on(newsroom, film):
    response = newsroom.alice.post(URL, {"title": "Titration", "file": film}, headers=SCRIPT)

    assert response.json() == {
        "success": True,
        "url": reverse("videos:edit", args=[Video.objects.get().pk]),
    }


@pytest.mark.slow
def test_text_file_is_refused_in_words_and_the_title_stays(newsroom):
    file = SimpleUploadedFile("film.mp4", b"Das ist kein Film." * 100, "video/mp4")

    response = newsroom.alice.post(URL, {"title": "Titration", "file": file})

    assert set(errors(response)) == {"file"}
    assert 'value="Titration"' in response.content.decode()
    assert Video.objects.count() == 0


@pytest.mark.slow
def test_script_is_told_the_reason_of_a_refusal(newsroom):
    file = SimpleUploadedFile("film.mp4", b"Das ist kein Film." * 100, "video/mp4")

    response = newsroom.alice.post(URL, {"title": "Titration", "file": file}, headers=SCRIPT)

    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["file"]


def test_empty_file_is_refused(newsroom):
    response = newsroom.alice.post(URL, {"title": "", "file": SimpleUploadedFile("film.mp4", b"")})

    assert set(errors(response)) == {"file"}


def test_no_file_is_asked_for(newsroom):
    response = newsroom.alice.post(URL, {"title": "Titration"})

    assert errors(response)["file"][0].code == "required"


def test_too_large_file_is_not_written_and_the_title_stays(newsroom, settings):
    settings.VIDEO_MAX_UPLOAD_MB = 1
    file = SimpleUploadedFile("film.mp4", b"0" * (1024 * 1024 + 200_000), "video/mp4")

    response = newsroom.alice.post(URL, {"title": "Titration", "file": file})

    assert response.wsgi_request.FILES == {}
    assert "1,0" in str(errors(response)["file"][0].message)
    assert 'value="Titration"' in response.content.decode()


def test_file_slightly_too_large_is_refused_by_its_true_size(newsroom, settings):
    settings.VIDEO_MAX_UPLOAD_MB = 1
    file = SimpleUploadedFile("film.mp4", b"0" * (1024 * 1024 + 1), "video/mp4")

    response = newsroom.alice.post(URL, {"title": "Titration", "file": file})

    assert errors(response)["file"][0].code == "too_large"


def test_upload_into_the_collection_of_another_tandem_is_refused(newsroom):
    """The shared right to choose gives no right to add; what is posted beside the form counts for nothing."""
    newsroom.alice.user.groups.add(newsroom.other_tandem.team.group)
    file = SimpleUploadedFile("film.mp4", b"0" * 1000, "video/mp4")
    root = newsroom.collection.get_parent()

    response = newsroom.alice.post(URL, {"title": "", "file": file, "collection": root.pk})

    assert errors(response)["collection"][0].code == "invalid_choice"


@pytest.mark.slow
def test_collection_that_is_not_asked_for_cannot_be_slipped_in(newsroom, film):
    newsroom.alice.post(URL, {"title": "", "file": film, "collection": newsroom.other_collection.pk})

    assert Video.objects.get().collection == newsroom.collection


@pytest.fixture
def browser(newsroom):
    """Alice's browser, with the check of tokens that the test client leaves out."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(newsroom.alice.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_upload_needs_the_token_of_the_form(browser):
    response = browser.post(URL, {"title": "Titration"})

    assert response.status_code == 403


@pytest.mark.slow
def test_upload_with_the_token_of_the_form_is_taken(browser, film):
    browser.get(URL)
    token = browser.cookies["csrftoken"].value

    response = browser.post(URL, {"csrfmiddlewaretoken": token, "title": "Titration", "file": film})

    assert response.status_code == 302
    assert Video.objects.get().title == "Titration"


def test_stranger_is_led_to_the_login_before_anything_is_read(client, newsroom):
    response = client.post(URL, {"title": "Titration"})

    assert response.status_code == 302
    assert "login" in response.url
