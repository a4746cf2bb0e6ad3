"""What every test has: a database copied from a template, an empty cache, files of its own, strict templates."""

import os
import shutil
import zoneinfo
from datetime import datetime

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.template import engines
from django.test import TransactionTestCase

from bin.catalogues import compile_stale
from tests.database import test_databases
from tests.factories.editors import make_newsroom
from tests.strict_templates import UndefinedVariableGuard

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
IN_CI = bool(os.environ.get("CI"))


def pytest_configure(config):
    compile_stale()


def pytest_unconfigure(config):
    shutil.rmtree(settings.TEST_FILES, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI a browser test that does not run is a failure: everything it needs is installed there."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail") and item.get_closest_marker("browser"):
        report.outcome = "failed"
        report.longrepr = f"A browser test was skipped in CI: {report.longrepr}"
    return report


class DatabaseState:
    """What the database of the run goes back to: freshly migrated, or with the sample content."""

    def __init__(self):
        self.databases = test_databases()
        self.sample = None
        self.current = None

    def restore(self):
        self.databases.restore(self.current)

    def load_sample(self):
        """Load the sample content once in the run; from then on it is copied."""
        if self.sample is None:
            call_command("load_demo", verbosity=0)
            self.sample = self.databases.keep()
        self.current = self.sample

    def drop_sample(self):
        self.current = None


@pytest.fixture(scope="session")
def database_state(django_test_environment, django_db_blocker):
    """One copy of the template for the run; a transactional test leaves a fresh one behind."""
    patch = pytest.MonkeyPatch()
    with django_db_blocker.unblock():
        state = DatabaseState()
        state.databases.create()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: state.restore())
    yield state
    patch.undo()
    with django_db_blocker.unblock():
        state.databases.destroy()


@pytest.fixture(scope="session")
def django_db_setup(database_state):
    """Replaces the way of pytest-django, which would run all migrations."""


@pytest.fixture(scope="module")
def sample_content(database_state, django_db_blocker):
    """The sample content, loaded as `make demo` does, for all tests of the module."""
    with django_db_blocker.unblock():
        database_state.load_sample()
        database_state.restore()
        caches["default"].clear()
    yield
    with django_db_blocker.unblock():
        database_state.drop_sample()
        database_state.restore()


@pytest.fixture(autouse=True, scope="session")
def patient_cache():
    """A machine that is busy with other tests has not lost its Redis."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cms.site.cache.PATIENCE", 20)
        yield


@pytest.fixture(autouse=True)
def empty_cache():
    """No test finds what another one cached."""
    for cache in caches.all():
        cache.clear()


@pytest.fixture(autouse=True)
def strict_templates(request):
    """An undefined variable in one of our templates is an error, except under `ignore_template_errors`."""
    if request.node.get_closest_marker("ignore_template_errors"):
        yield
        return
    engine = engines["django"].engine
    lenient = engine.string_if_invalid
    engine.string_if_invalid = UndefinedVariableGuard()
    yield
    engine.string_if_invalid = lenient


@pytest.fixture
def clock():
    """Stands still at a Thursday morning in Berlin; `clock.move_to(...)` and `clock.shift(...)` set it."""
    time_machine = pytest.importorskip("time_machine", reason="needs requirements-dev.txt")
    with time_machine.travel(datetime(2026, 3, 12, 10, 0, tzinfo=BERLIN), tick=False) as traveller:
        yield traveller


@pytest.fixture
def newsroom():
    """A network with two tandems and their editors: see `tests.factories.editors`."""
    return make_newsroom()
