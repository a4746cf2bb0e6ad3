"""Pictures in which someone can be recognised: hidden everywhere as soon as that person does not agree."""

from datetime import date, datetime, timedelta
from unittest.mock import Mock

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.files.storage import storages
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.core import consent_views
from cms.core.models import Picture, PictureConsent
from cms.core.picture_consents import hide_pictures, remind_of_pictures
from cms.site.roles import COORDINATION
from tests.conftest import BERLIN
from tests.factories.editors import make_editor, make_newsroom
from tests.factories.pages import make_picture, make_standard_page

pytestmark = pytest.mark.django_db

MARK = "Xanthippe"
QUERIES_OF_THE_LIST = 17


def agree(picture, **fields):
    values = {"name": MARK, "kept_at": f"Ordner {MARK}", "valid_from": date(2026, 1, 1), **fields}
    return PictureConsent.objects.create(picture=picture, **values)


def block(picture, caption="Im Labor"):
    value = {"image": Picture.objects.get(pk=picture.pk), "caption": caption}
    value["image"].contextual_alt_text = "Zwei im Labor"
    value["image"].decorative = False
    return render_to_string("core/blocks/picture.html", {"value": value})


def test_block_of_a_picture_that_must_not_be_shown_leaves_no_gap():
    picture = make_picture()
    consent = agree(picture)

    shown = block(picture)
    consent.withdraw()

    assert "<img" in shown
    assert block(picture).split("#}")[-1].strip() == ""


def test_no_rendition_is_made_of_it():
    picture = make_picture()
    agree(picture).withdraw()

    rendition = Picture.objects.get().get_rendition("width-100")

    assert (rendition.url, picture.renditions.count()) == ("/uploads/not-found", 0)


def test_withdrawal_deletes_the_files_of_its_renditions(django_capture_on_commit_callbacks):
    picture, other = make_picture(), make_picture("Werkstatt")
    gone, stays = picture.get_rendition("width-100").file.name, other.get_rendition("width-100").file.name
    consent = agree(picture)

    with django_capture_on_commit_callbacks(execute=True):
        consent.withdraw()

    assert not storages["renditions"].exists(gone)
    assert storages["renditions"].exists(stays)


def test_clock_deletes_them_the_day_after_the_last(django_capture_on_commit_callbacks):
    picture = make_picture()
    file = picture.get_rendition("width-100").file.name
    agree(picture, valid_until=date(2026, 3, 12))

    with django_capture_on_commit_callbacks(execute=True):
        hide_pictures(datetime(2026, 3, 12, 23, 59, tzinfo=BERLIN))
        on_the_last_day = storages["renditions"].exists(file)
    with django_capture_on_commit_callbacks(execute=True):
        hide_pictures(datetime(2026, 3, 13, 0, 0, tzinfo=BERLIN))

    assert on_the_last_day
    assert not storages["renditions"].exists(file)


def test_shared_page_names_another_preview(client):
    page = make_standard_page(make_newsroom().videos.get_parent(), social_image=make_picture())
    consent = agree(Picture.objects.get())

    before = client.get(page.url).content.decode()
    consent.withdraw()
    after = client.get(page.url).content.decode()

    assert "/uploads/images/" in before
    assert "/uploads/" not in after


def test_reminder_goes_once_to_the_coordination_and_names_the_picture_only(
    django_capture_on_commit_callbacks, clock
):
    newsroom = make_newsroom()
    make_editor("kora", Group.objects.get(name=COORDINATION))
    picture = make_picture("Labor", uploaded_by_user=newsroom.alice.user)
    agree(picture, valid_until=timezone.localdate() + timedelta(days=60))

    with django_capture_on_commit_callbacks(execute=True):
        remind_of_pictures(timezone.now())
        remind_of_pictures(timezone.now())

    assert sorted(to for message in mail.outbox for to in message.to) == [
        "alice@example.org",
        "kora@example.org",
    ]
    assert all("Labor" in message.subject for message in mail.outbox)
    assert MARK not in " ".join(f"{message.subject} {message.body}" for message in mail.outbox)


class TestAdmin:
    @pytest.fixture
    def newsroom(self):
        return make_newsroom()

    @pytest.fixture
    def koordination(self, newsroom):
        return make_editor("kora", Group.objects.get(name=COORDINATION))

    @pytest.fixture
    def picture(self, newsroom):
        return make_picture(collection=newsroom.collection)

    def address(self, picture, action="", *more):
        return reverse(f"picture_consents{action}", args=[picture.pk, *more])

    def test_form_of_a_picture_leads_to_its_consents(self, newsroom, picture):
        agree(picture)

        html = newsroom.alice.get(reverse("wagtailimages:edit", args=[picture.pk])).content.decode()

        assert self.address(picture) in html
        assert "1 Einwilligung, gültig." in html
        assert MARK not in html

    def test_only_the_coordination_sees_names_and_withdraws(self, newsroom, koordination, picture):
        consent = agree(picture)

        assert MARK not in newsroom.alice.get(self.address(picture)).content.decode()
        assert MARK in koordination.get(self.address(picture)).content.decode()
        for editor in (newsroom.alice, newsroom.eva):
            assert editor.post(self.address(picture, "_withdraw", consent.pk)).status_code == 302
        assert PictureConsent.objects.get().withdrawn_at is None

        koordination.post(self.address(picture, "_withdraw", consent.pk), {"reason": "per Anruf"})

        assert PictureConsent.objects.get().is_withdrawn

    def test_withdrawal_sent_twice_stands_in_the_history_once(self, koordination, picture):
        url = self.address(picture, "_withdraw", agree(picture).pk)

        for reason in ("per Anruf", "noch einmal"):
            koordination.post(url, {"reason": reason})

        entries = ModelLogEntry.objects.filter(action="consent.withdraw")
        assert [entry.data["reason"] for entry in entries] == ["per Anruf"]

    @pytest.mark.parametrize(("where", "step"), [(consent_views, "log"), (PictureConsent, "withdraw")])
    def test_withdrawal_and_its_line_in_the_history_go_together(
        self, koordination, picture, monkeypatch, where, step
    ):
        url = self.address(picture, "_withdraw", agree(picture).pk)
        monkeypatch.setattr(where, step, Mock(side_effect=OSError))

        with pytest.raises(OSError):
            koordination.post(url, {"reason": "per Anruf"})

        assert not PictureConsent.objects.get().is_withdrawn
        assert not ModelLogEntry.objects.filter(action="consent.withdraw").exists()

    @pytest.mark.parametrize("count", [1, 3])
    def test_list_of_pictures_asks_the_same_for_one_and_three(
        self, newsroom, count, django_assert_num_queries
    ):
        for number in range(count):
            agree(make_picture(f"Labor {number}", collection=newsroom.collection))
        newsroom.alice.get(reverse("wagtailimages:index"))

        with django_assert_num_queries(QUERIES_OF_THE_LIST):
            newsroom.alice.get(reverse("wagtailimages:index"))

    def test_foreign_tandem_and_stranger_do_not_learn_that_it_exists(self, newsroom, picture):
        assert newsroom.bob.get(self.address(picture)).status_code == 404
        assert Client().get(self.address(picture)).status_code == 302

    def test_hidden_picture_breaks_no_list_and_no_chooser(self, newsroom, picture):
        agree(picture).withdraw()

        for url in (
            reverse("wagtailimages:index"),
            reverse("wagtailimages:edit", args=[picture.pk]),
            reverse("wagtailimages_chooser:choose"),
            reverse("wagtailimages_chooser:chosen", args=[picture.pk]),
        ):
            assert newsroom.alice.get(url).status_code == 200
