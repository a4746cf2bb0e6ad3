"""Machines learn whether the site lives and whether a person should look, and no secret."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, Site

from cms.site import health

pytestmark = pytest.mark.django_db


def ready(client):
    response = client.get("/health/ready")
    return response.status_code, response.json()


def enqueue(**values):
    task = DBTaskResult.objects.create(
        task_path="media.tasks.process",
        args_kwargs={"args": [], "kwargs": {}},
        queue_name="default",
        **values,
    )
    return DBTaskResult.objects.filter(pk=task.pk)


@pytest.fixture
def no_database(monkeypatch):
    def refuse():
        raise OperationalError("connection to postgres://user:secret@host failed")

    monkeypatch.setattr(connection, "cursor", refuse)


@pytest.mark.django_db(False)
@pytest.mark.parametrize("method", ["get", "head"])
def test_living_process_says_so_without_a_database(client, method):
    response = getattr(client, method)("/health/live")

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_all_well(client):
    status, findings = ready(client)

    assert (status, findings["status"]) == (200, "ok")
    assert {name: finding["status"] for name, finding in findings["checks"].items()} == {
        "database": "ok",
        "cache": "ok",
        "queue": "ok",
        "clock": "ok",
        "disk": "ok",
    }


@pytest.mark.usefixtures("no_database")
def test_without_database_the_site_is_not_ready(client):
    response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json() == {"status": "failed", "checks": {"database": {"status": "failed"}}}
    assert "secret" not in response.content.decode()


def test_cache_that_forgets_is_reported(client, monkeypatch):
    monkeypatch.setattr(type(cache._connections["default"]), "get", lambda *args, **kwargs: None)

    status, findings = ready(client)

    assert (status, findings["status"], findings["checks"]["cache"]["status"]) == (
        200,
        "degraded",
        "degraded",
    )


@pytest.mark.parametrize(("minutes", "status"), [(1, "ok"), (20, "degraded")])
def test_queue_tells_how_long_work_has_been_waiting(client, minutes, status):
    enqueue().update(enqueued_at=timezone.now() - timedelta(minutes=minutes))

    finding = ready(client)[1]["checks"]["queue"]

    assert finding["status"] == status
    assert finding["late_seconds"] == pytest.approx(minutes * 60, abs=5)


def test_finished_work_is_not_waiting(client):
    enqueue(status="SUCCESSFUL").update(enqueued_at=timezone.now() - timedelta(days=1))

    assert ready(client)[1]["checks"]["queue"] == {"status": "ok", "late_seconds": 0}


@pytest.mark.parametrize(("minutes", "status"), [(-10, "ok"), (1, "ok"), (10, "degraded")])
def test_clock_that_stands_still_is_reported(client, minutes, status):
    root = Site.objects.get(is_default_site=True).root_page
    moment = timezone.now() - timedelta(minutes=minutes)
    root.add_child(instance=Page(title="A", slug="a", expire_at=moment))

    assert ready(client)[1]["checks"]["clock"]["status"] == status


def test_forgotten_publication_is_reported(client):
    root = Site.objects.get(is_default_site=True).root_page
    page = root.add_child(instance=Page(title="A", slug="a", live=False))
    page.save_revision(approved_go_live_at=timezone.now() - timedelta(hours=1))

    assert ready(client)[1]["checks"]["clock"]["status"] == "degraded"


def test_full_disk_is_reported(client, monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE_SHARE", 1.01)

    assert ready(client)[1]["checks"]["disk"]["status"] == "degraded"


def test_folder_that_cannot_be_written_is_reported(client, monkeypatch):
    monkeypatch.setattr(health.os, "access", lambda folder, mode: False)

    status, findings = ready(client)

    assert (status, findings["checks"]["disk"]["status"]) == (200, "degraded")


def test_check_that_breaks_counts_as_degraded_and_keeps_its_words(client, monkeypatch):
    def broken():
        raise RuntimeError(settings.SECRET_KEY)

    monkeypatch.setitem(health.CHECKS, "disk", broken)

    response = client.get("/health/ready")

    assert response.json()["checks"]["disk"] == {"status": "degraded"}
    assert settings.SECRET_KEY not in response.content.decode()
