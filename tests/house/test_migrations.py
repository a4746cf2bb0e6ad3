"""Migrations are complete, have names that say what they do, and can be taken back."""

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.house.ground import APP_LABELS

LOADER = MigrationLoader(None, ignore_no_migrations=True)
OURS = sorted(key for key in LOADER.disk_migrations if key[0] in APP_LABELS)
# Together they make the first installation: no database has rows between them.
FIRST_INSTALLATION = {"cms": 1, "core": 2, "home": 1, "media": 1, "meetings": 1, "tandems": 1}
LATER = [key for key in OURS if int(key[1][:4]) > FIRST_INSTALLATION.get(key[0], 0)]
migrations = pytest.mark.parametrize("key", OURS, ids=lambda key: "/".join(key))


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@migrations
def test_migration_has_a_real_name(key):
    name = key[1]

    assert name == "0001_initial" or not re.search(r"_initial$|_auto_|_and_more$", name)


@migrations
def test_migration_can_be_taken_back(key):
    irreversible = [
        str(operation) for operation in LOADER.disk_migrations[key].operations if not operation.reversible
    ]

    assert irreversible == []


@pytest.mark.django_db
def test_each_room_has_one_newest_migration():
    for label in {key[0] for key in OURS}:
        assert len(LOADER.graph.leaf_nodes(label)) == 1


@pytest.mark.skipif(not LATER, reason="no migration came after the first installation")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("key", LATER, ids=lambda key: "/".join(key))
def test_migration_rolls_back_and_forth_on_a_filled_database(key, sample_content):
    label = key[0]
    parents = LOADER.graph.node_map[key].parents
    before = next((parent.key[1] for parent in parents if parent[0] == label), "zero")

    call_command("migrate", label, before, verbosity=0)
    call_command("migrate", verbosity=0)

    assert key in MigrationLoader(connection).applied_migrations
