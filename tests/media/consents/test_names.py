"""Nobody but the coordination learns a name."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex
from wagtail.search import index

from media.models import Consent, VideoPage
from tests.house.ground import every_url_pattern
from tests.media.consents.desk import MARK, address, html

pytestmark = pytest.mark.django_db


def test_records_are_in_no_index_and_no_reference(video):
    consent = Consent.objects.get()

    assert not issubclass(Consent, index.Indexed)
    assert not ReferenceIndex.objects.filter(base_content_type__model="consent").exists()
    assert MARK not in f"{consent} {consent!r} {consent.pk}"


def filled_addresses(video, consent, page):
    """Every address of the house that can be filled with the video, its page and its record."""
    values = {
        "pk": video.pk,
        "consent_id": consent.pk,
        "key": video.key,
        "name": "480p.mp4",
        "page_id": page.pk,
        "object_id": page.pk,
        "parent_page_id": page.get_parent().pk,
        "revision_id": page.latest_revision_id or 1,
    }
    for route, _pattern in every_url_pattern(get_resolver()):
        parts = [part.split(":")[-1] for part in _parts(route)]
        is_ours = route.startswith("admin/") or not route.startswith(("static", "konto"))
        if is_ours and "(" not in route and "logout" not in route and set(parts) <= values.keys():
            yield "/" + _filled(route, values)


def _parts(route):
    return [piece.split(">")[0] for piece in route.split("<")[1:]]


def _filled(route, values):
    for part in _parts(route):
        route = route.replace(f"<{part}>", str(values[part.split(":")[-1]]))
    return route


@pytest.mark.slow
@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("who", ["alice", "eva", "bob", "stranger"])
def test_no_address_tells_a_name_to_anyone_but_the_coordination(newsroom, video, who):
    page = VideoPage.objects.get()
    page.save_revision()
    page.refresh_from_db()
    client = Client() if who == "stranger" else getattr(newsroom, who).client
    client.raise_request_exception = False
    consent = Consent.objects.get()
    Consent.objects.update(valid_until=timezone.localdate() + timedelta(days=10))
    paths = [
        *filled_addresses(video, consent, page),
        page.url,
        # Not by its whole: a search page repeats what was typed.
        f"/suche/?q={MARK[:-2]}",
        f"{reverse('videos:index')}?q={MARK[:-2]}",
        f"{reverse('wagtailadmin_pages:search')}?q={MARK[:-2]}",
        f"{reverse('videos_to_do')}?export=csv",
        "/admin/reports/site-history/?export=csv",
    ]

    telling = []
    for path in dict.fromkeys(paths):
        response = client.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if MARK in body.decode(errors="replace"):
            telling.append(path)

    assert len(paths) > 100
    assert address(video) in paths
    assert telling == []


@pytest.mark.ignore_template_errors
def test_the_walk_would_notice(koordination, video):
    assert MARK in html(koordination.get(address(video)))
    assert MARK in html(koordination.get(address(video, "_edit", Consent.objects.get().pk)))
