"""The clock does everything due, and one failure stops nothing else."""

import os
import signal
import threading
import time
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page, Revision, Site

from cms.core.signals import scheduled_publication_failed, tick
from cms.site import schedule
from cms.site.management.commands import tick as tick_command

pytestmark = pytest.mark.django_db


@pytest.fixture
def root():
    return Site.objects.get(is_default_site=True).root_page


@pytest.fixture
def joined():
    """Joins receivers to a signal for one test."""
    connected = []

    def join(signal_, receiver):
        signal_.connect(receiver, weak=False)
        connected.append((signal_, receiver))

    yield join
    for signal_, receiver in connected:
        signal_.disconnect(receiver)


def scheduled(root, slug, **delay):
    page = root.add_child(instance=Page(title=slug, slug=slug, live=False))
    page.go_live_at = timezone.now() + timedelta(**delay)
    page.save_revision(approved_go_live_at=page.go_live_at)
    return page


def live_slugs():
    return set(Page.objects.live().filter(depth=3).values_list("slug", flat=True))


def test_page_goes_live_at_its_moment_and_not_before(root):
    scheduled(root, "faellig", minutes=-1)
    scheduled(root, "spaeter", minutes=1)

    call_command("tick")

    assert live_slugs() == {"faellig"}


def test_page_goes_offline_at_its_moment(root):
    now = timezone.now()
    root.add_child(instance=Page(title="a", slug="abgelaufen", expire_at=now - timedelta(minutes=1)))
    root.add_child(instance=Page(title="b", slug="noch-da", expire_at=now + timedelta(minutes=1)))

    call_command("tick")

    assert live_slugs() == {"noch-da"}
    assert Page.objects.get(slug="abgelaufen").expired


def test_page_that_cannot_be_published_stops_no_other(root, joined, monkeypatch, caplog):
    bad, good = scheduled(root, "schlecht", minutes=-2), scheduled(root, "gut", minutes=-1)
    publish = Revision.publish
    told = []

    def refuse_bad(revision, **kwargs):
        if revision.object_id == str(bad.pk):
            raise ValueError("consents are missing")
        publish(revision, **kwargs)

    def take_off(sender, revision, error, **kwargs):
        told.append((sender, str(error)))
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)

    monkeypatch.setattr(Revision, "publish", refuse_bad)
    joined(scheduled_publication_failed, take_off)

    call_command("tick")

    assert live_slugs() == {good.slug}
    assert told == [(Page, "consents are missing")]
    assert "could not be published" in caplog.text
    call_command("tick")
    assert len(told) == 1


def test_report_that_fails_stops_nothing(root, joined, monkeypatch):
    scheduled(root, "schlecht", minutes=-2)

    def fail(**kwargs):
        raise ValueError

    monkeypatch.setattr(Revision, "publish", fail)
    joined(scheduled_publication_failed, fail)

    call_command("tick")

    assert live_slugs() == set()


def test_page_that_cannot_be_unpublished_stops_no_other(root, monkeypatch):
    past = timezone.now() - timedelta(minutes=1)
    for slug in ("schlecht", "gut"):
        root.add_child(instance=Page(title=slug, slug=slug, expire_at=past))
    unpublish = Page.unpublish

    def refuse_bad(page, **kwargs):
        if page.slug == "schlecht":
            raise ValueError
        unpublish(page, **kwargs)

    monkeypatch.setattr(Page, "unpublish", refuse_bad)

    call_command("tick")

    assert live_slugs() == {"schlecht"}


def test_rooms_join_the_clock_and_one_failing_stops_no_other(joined):
    moments = []

    def broken(**kwargs):
        raise ValueError("broken")

    def whole(now, **kwargs):
        moments.append(now)

    joined(tick, broken)
    joined(tick, whole)

    with pytest.raises(CommandError, match="broken"):
        call_command("tick", stderr=StringIO())
    assert len(moments) == 1


def test_failing_work_stops_no_other(monkeypatch, joined):
    moments = []

    def broken(now):
        raise OSError

    monkeypatch.setitem(schedule.WORK, "publish_scheduled", broken)
    joined(tick, lambda now, **kwargs: moments.append(now))

    assert schedule.run_all() == ["publish_scheduled"]
    assert len(moments) == 1


def test_expired_sessions_are_deleted():
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="", expire_date=now - timedelta(minutes=1))
    Session.objects.create(session_key="new", session_data="", expire_date=now + timedelta(minutes=1))

    call_command("tick")

    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


def test_finished_tasks_are_deleted_after_two_weeks():
    now = timezone.now()
    for status, days in [
        ("SUCCESSFUL", 15),
        ("FAILED", 15),
        ("SUCCESSFUL", 13),
        ("READY", 15),
        ("RUNNING", 15),
    ]:
        task = DBTaskResult.objects.create(
            task_path="media.tasks.process",
            args_kwargs={"args": [], "kwargs": {}},
            status=status,
        )
        finished_at = now - timedelta(days=days) if status in ("SUCCESSFUL", "FAILED") else None
        DBTaskResult.objects.filter(pk=task.pk).update(
            enqueued_at=now - timedelta(days=days), finished_at=finished_at
        )

    call_command("tick")

    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["READY", "RUNNING", "SUCCESSFUL"]


def test_clock_runs_on_until_it_is_told_to_stop(monkeypatch):
    rounds = []
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def one_round():
        rounds.append(time.monotonic())
        if len(rounds) == 3:
            monkeypatch.setattr(tick_command, "PERIOD", 60)  # only the signal ends this pause
            threading.Timer(0.01, os.kill, (os.getpid(), signal.SIGTERM)).start()

    monkeypatch.setattr(tick_command, "run_all", one_round)
    monkeypatch.setattr(tick_command, "PERIOD", 0.05)
    try:
        call_command("tick", "--forever")
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)

    assert len(rounds) == 3
