"""Each setting from the environment stands in three places, and all say the same."""

import itertools
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

from cms.settings import base

SETTINGS_FOLDER = settings.BASE_DIR / "cms/settings"


def names_in_table():
    """First words of the rows of the table at the head of the settings."""
    rows = base.__doc__.partition("meaning\n")[2].splitlines()
    return [row.split()[0] for row in rows if re.match(r"    [A-Z][A-Z0-9_]+ ", row)]


def defaults_in_table():
    """Only those that are plain values, not words such as "empty"."""
    rows = base.__doc__.partition("meaning\n")[2].splitlines()
    columns = [re.split(r"\s{2,}", row.strip()) for row in rows if re.match(r"    [A-Z][A-Z0-9_]+ ", row)]
    return {
        name: default
        for name, _, default, *_ in columns
        if " " not in default and default != "empty" and "<" not in default
    }


def names_in_example():
    text = (settings.BASE_DIR / ".env.example").read_text()
    return re.findall(r"^#?([A-Z][A-Z0-9_]+)=", text, flags=re.MULTILINE)


def names_in_code():
    """What the settings ask the environment for."""
    text = "".join(path.read_text() for path in SETTINGS_FOLDER.glob("*.py"))
    return set(re.findall(r"(?:env\.\w+|required)\(\s*\"([A-Z][A-Z0-9_]+)\"", text))


def test_table_names_every_variable_that_is_read():
    assert set(names_in_table()) == names_in_code()


def test_example_file_names_the_same_variables():
    assert sorted(names_in_example()) == sorted(names_in_table())


def test_example_file_states_the_same_defaults():
    text = (settings.BASE_DIR / ".env.example").read_text()
    examples = dict(re.findall(r"^#?([A-Z][A-Z0-9_]+)=(.*)$", text, flags=re.MULTILINE))

    assert {name: examples[name] for name in defaults_in_table()} == defaults_in_table()


def test_example_file_explains_each_variable():
    lines = (settings.BASE_DIR / ".env.example").read_text().splitlines()

    for above, line in itertools.pairwise(lines):
        if re.match(r"#?[A-Z][A-Z0-9_]+=", line):
            assert re.match(r"# \S", above), line


def test_manual_of_operation_names_the_same_variables():
    text = (settings.BASE_DIR / "docs/operations.md").read_text()
    named = set(re.findall(r"`([A-Z][A-Z0-9_]+)`", text))

    assert set(names_in_table()) <= named


def run_with(environment):
    clean = {name: value for name, value in os.environ.items() if name not in names_in_table()}
    return subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        cwd=settings.BASE_DIR,
        env={**clean, "DJANGO_SETTINGS_MODULE": "cms.settings.production", **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


COMPLETE = {"SECRET_KEY": "x" * 50, "BASE_URL": "https://example.org", "ALLOWED_HOSTS": "example.org"}


@pytest.mark.skipif(
    (settings.BASE_DIR / ".env").exists(), reason="a .env file of this machine would be read too"
)
@pytest.mark.parametrize("missing", sorted(COMPLETE))
def test_production_refuses_to_start_and_names_the_missing_variable(missing):
    result = run_with({name: value for name, value in COMPLETE.items() if name != missing})

    assert result.returncode != 0
    assert f"The environment variable {missing} is not set" in result.stderr
    assert "docs/operations.md" in result.stderr


def test_production_starts_when_all_is_set():
    result = run_with(COMPLETE)

    assert result.returncode == 0, result.stderr
