"""Test databases as copies of one template, for SQLite and PostgreSQL.

To run all migrations takes most of a minute, so they run once for each state of the migration files
and every test run copies the result. A transactional test gets a fresh copy afterwards: Django's own
way, to empty all tables, takes longer and loses the rows that migrations made.
"""

import contextlib
import fcntl
import hashlib
import os
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django
import psycopg2
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

TEMPLATE_LIFETIME = timedelta(days=7)  # since its last use
RUN_LIFETIME = timedelta(hours=12)  # what a killed run left behind
LOCK_KEY = 7_364_501  # any number that nothing else on the server uses


def fingerprint():
    """Hash of everything a freshly migrated database depends on."""
    digest = hashlib.sha256(f"{django.VERSION} {settings.DATABASES['default']['ENGINE']}".encode())
    for app in apps.get_app_configs():
        folder = Path(app.path)
        files = [*folder.glob("migrations/*.py"), folder / "apps.py", folder / "receivers.py"]
        for file in sorted(path for path in files if path.exists()):
            digest.update(f"{app.label}/{file.name}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def use(name):
    """Let Django speak to the database of that name from here on."""
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = name
    for known in connections.all(initialized_only=True):
        known.settings_dict["NAME"] = name


def migrate():
    call_command("migrate", interactive=False, verbosity=0)
    connections.close_all()


def database_url():
    """The database of this test run, for another process."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    login = f"{known['USER']}:{known['PASSWORD']}@" if known["USER"] else ""
    port = f":{known['PORT']}" if known["PORT"] else ""
    return f"postgres://{login}{known['HOST'].replace('/', '%2F')}{port}/{known['NAME']}"


def test_databases():
    """The kind of databases that the settings name."""
    return PostgresDatabases() if connection.vendor == "postgresql" else SqliteDatabases()


class SqliteDatabases:
    """Templates are files in `var/test/`; the copy of a run lies in its temporary folder."""

    def __init__(self):
        self.folder = settings.VAR_DIR / "test"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.template = self.folder / f"template-{fingerprint()}.sqlite3"
        self.copy = settings.TEST_FILES / "db.sqlite3"

    def create(self):
        settings.DATABASES["default"]["OPTIONS"]["init_command"] = (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
        )
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self.template.exists():
                self.build_template()
            os.utime(self.template)
            self.remove_old_templates()
        self.copy.parent.mkdir(parents=True, exist_ok=True)
        use(str(self.copy))
        self.restore()

    def build_template(self):
        unfinished = self.folder / f"unfinished-{os.getpid()}.sqlite3"
        use(str(unfinished))
        migrate()
        with contextlib.closing(sqlite3.connect(unfinished)) as database:
            database.execute("PRAGMA journal_mode=DELETE")
        unfinished.rename(self.template)

    def remove_old_templates(self):
        oldest = time.time() - TEMPLATE_LIFETIME.total_seconds()
        for file in self.folder.glob("*.sqlite3*"):
            if file.stat().st_mtime < oldest:
                file.unlink()

    def restore(self, snapshot=None):
        """Copy template or snapshot over the database in one transaction; open connections see the result."""
        self.transfer(snapshot or self.template, self.copy)

    def keep(self):
        """A snapshot of the database as it is, to restore later in the same run."""
        snapshot = self.copy.with_name("snapshot.sqlite3")
        self.transfer(self.copy, snapshot)
        return snapshot

    @staticmethod
    def transfer(source_file, target_file):
        connections.close_all()
        with (
            contextlib.closing(sqlite3.connect(f"file:{source_file}?mode=ro", uri=True)) as source,
            contextlib.closing(sqlite3.connect(target_file, timeout=20)) as target,
        ):
            source.backup(target)
            target.execute("PRAGMA journal_mode=WAL")

    def destroy(self):
        """The folder of the run is removed as a whole."""
        connections.close_all()


class PostgresDatabases:
    """Templates and copies are databases on the server; their comment says when they were last used."""

    def __init__(self):
        name = settings.DATABASES["default"]["NAME"]
        self.prefix = f"test_{name}"[:30]
        self.template = f"{self.prefix}_template_{fingerprint()}"
        self.copy = f"{self.prefix}_run_{os.uname().nodename[:8]}_{os.getpid()}"
        self.snapshot = f"{self.copy}_snapshot"

    def create(self):
        with self.server() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_KEY])
            if not self.exists(cursor, self.template):
                self.build_template(cursor)
            self.stamp(cursor, self.template)
            self.remove_old_databases(cursor)
        use(self.copy)
        self.restore()

    def build_template(self, cursor):
        unfinished = f"{self.prefix}_unfinished"
        self.drop(cursor, unfinished)
        cursor.execute(f'CREATE DATABASE "{unfinished}"')
        use(unfinished)
        migrate()
        cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{self.template}"')

    def restore(self, snapshot=None):
        """Make the database anew from template or snapshot."""
        self.transfer(snapshot or self.template, self.copy)

    def keep(self):
        """A snapshot of the database as it is, to restore later in the same run."""
        self.transfer(self.copy, self.snapshot)
        return self.snapshot

    def transfer(self, source, target):
        connections.close_all()
        with self.server() as cursor:
            self.drop(cursor, target)
            # A connection that a thread is about to close would forbid the copy.
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source]
            )
            cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
            self.stamp(cursor, target)

    def destroy(self):
        connections.close_all()
        with self.server() as cursor:
            self.drop(cursor, self.copy)
            self.drop(cursor, self.snapshot)

    def remove_old_databases(self, cursor):
        now = datetime.now(UTC)
        cursor.execute(
            "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE starts_with(datname, %s)",
            [self.prefix],
        )
        for name, used in cursor.fetchall():
            lifetime = RUN_LIFETIME if "_run_" in name else TEMPLATE_LIFETIME
            if used and datetime.fromisoformat(used) < now - lifetime:
                self.drop(cursor, name)

    @contextlib.contextmanager
    def server(self):
        """A cursor on the server beside all our databases, outside any transaction."""
        known = settings.DATABASES["default"]
        beside = psycopg2.connect(
            dbname="postgres",
            host=known["HOST"] or None,
            port=known["PORT"] or None,
            user=known["USER"] or None,
            password=known["PASSWORD"] or None,
        )
        beside.autocommit = True
        with contextlib.closing(beside), beside.cursor() as cursor:
            yield cursor

    @staticmethod
    def exists(cursor, name):
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None

    @staticmethod
    def stamp(cursor, name):
        cursor.execute(f"COMMENT ON DATABASE \"{name}\" IS '{datetime.now(UTC).isoformat()}'")

    @staticmethod
    def drop(cursor, name):
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
