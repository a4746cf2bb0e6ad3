"""The upload: a plain form for everyone, JSON for the script that shows the progress."""

import errno

import pytest
from django.core.files.storage import Storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from media.models import CollectionQuota, Upload, Version, Video
from tests.factories.media import make_ready_video, make_video, uploaded

pytestmark = pytest.mark.django_db

URL = "/admin/lernvideos/new/"


@pytest.fixture
def film(clips):
    return uploaded(clips["plain.mp4"], "Titration_Teil 1.mp4")


def errors(response):
    return response.context["form"].errors.as_data()


def test_form_states_the_limit(newsroom, settings):
    settings.VIDEO_MAX_UPLOAD_MB = 300

    html = newsroom.alice.get(URL).content.decode()

    assert f'data-limit="{300 * 1024 * 1024}"' in html
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
def test_text_file_is_refused_in_words_and_the_title_stays(newsroom):
    file = SimpleUploadedFile("film.mp4", b"Das ist kein Film." * 100, "video/mp4")

    response = newsroom.alice.post(URL, {"title": "Titration", "file": file})

    assert set(errors(response)) == {"file"}
    assert 'value="Titration"' in response.content.decode()
    assert Video.objects.count() == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "words"), [(errno.ENOSPC, "kein Platz"), (errno.EROFS, "keine Dateien speichern")]
)
def test_storage_that_takes_nothing_is_told_in_words_and_the_title_stays(
    code, words, newsroom, film, monkeypatch
):
    def fail(*words, **more):
        raise OSError(code, "The disk refuses.")

    monkeypatch.setattr(Storage, "save", fail)

    response = newsroom.alice.post(URL, {"title": "Titration", "file": film})

    assert [words in str(error.message) for error in errors(response)["file"]] == [True]
    assert 'value="Titration"' in response.content.decode()
    assert Video.objects.count() == 0


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


# --- For a recording that is there -----------------------------------------------------------------


def address_for(video, purpose="ersatz"):
    return f"{URL}?video={video.pk}&zweck={purpose}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("purpose", "kind"),
    [("ersatz", "film"), ("audiodeskription", "audiodeskription"), ("gebaerden", "gebaerden")],
)
def test_film_for_a_recording_becomes_its_version(newsroom, film, purpose, kind):
    video = make_video(collection=newsroom.collection, state=Video.State.READY)

    response = newsroom.alice.post(address_for(video, purpose), {"file": film})

    version = Version.objects.get()
    assert response.url == reverse("videos:edit", args=[video.pk])
    assert (version.video, version.kind, version.created_by) == (video, kind, newsroom.alice.user)


@pytest.mark.slow
def test_version_of_another_length_is_refused_in_words(newsroom, film):
    video = make_video(collection=newsroom.collection, state=Video.State.READY, duration=60.0)

    response = newsroom.alice.post(address_for(video, "gebaerden"), {"file": film})

    assert set(errors(response)) == {"file"}
    assert Version.objects.count() == 0


def test_page_for_a_recording_asks_for_the_film_alone(newsroom):
    video = make_video(title="Titration", collection=newsroom.collection)

    response = newsroom.alice.get(address_for(video))

    assert list(response.context["form"].fields) == ["file"]
    assert "Titration" in response.content.decode()


def test_recording_of_another_tandem_gets_no_film(newsroom, film):
    video = make_video(collection=newsroom.other_collection)

    assert newsroom.alice.get(address_for(video)).status_code == 404
    assert newsroom.alice.post(address_for(video), {"file": film}).status_code == 404


def test_the_way_to_a_new_film_leads_over_its_video(newsroom):
    video = make_ready_video(title="Titration", collection=newsroom.collection)

    way = newsroom.alice.get(address_for(video, "ersatz")).context["breadcrumbs_items"]

    assert [item["label"] for item in way[-3:-1]] == ["Lernvideos", "Titration"]
    assert way[-2]["url"] == reverse("videos:edit", args=[video.pk])


@pytest.mark.parametrize("query", ["video=x&zweck=ersatz", "video=1&zweck=neu", "video=1"])
def test_address_that_says_nothing_is_not_found(newsroom, query):
    assert newsroom.alice.get(f"{URL}?{query}").status_code == 404


def test_full_collection_refuses_the_plain_form_too(newsroom, film):
    CollectionQuota.objects.create(collection=newsroom.collection, megabytes=1)
    Video.objects.filter(pk=make_video(collection=newsroom.collection).pk).update(original_size=1024**2)

    response = newsroom.alice.post(URL, {"title": "", "file": film})

    assert "passt nicht mehr" in str(errors(response)["file"][0].message)


def test_unfinished_uploads_of_oneself_are_offered(newsroom):
    facts = {"collection": newsroom.collection, "size": 1000, "title": "Titration"}
    Upload.objects.create(user=newsroom.alice.user, name="meiner.mp4", **facts)
    Upload.objects.create(user=newsroom.eva.user, name="ihrer.mp4", **facts)

    response = newsroom.alice.get(URL)

    assert [one["name"] for one in response.context["unfinished"]] == ["meiner.mp4"]
