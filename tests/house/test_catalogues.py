"""Every English sentence of the code has its German one."""

import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import allauth
import django
import pytest
import wagtail
from babel.messages.checkers import python_format
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings

from bin.catalogues import ROOMS, sources
from cms.site.borrowed_sentences import SENTENCES

rooms = pytest.mark.parametrize("room", ROOMS)


def catalogue_of(folder):
    path = folder / "locale/de/LC_MESSAGES/django.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {
            (message.context, message.id): message for message in read_po(file, locale="de") if message.id
        }


def rooms_with_catalogue():
    return [path.parents[3] for path in sources()]


@pytest.mark.skipif(not shutil.which("xgettext"), reason="needs gettext")
@rooms
def test_catalogue_has_every_sentence_of_its_room(room, tmp_path):
    """Django collects the sentences anew in a copy of the room; the copy must come out unchanged."""
    copy = tmp_path / "room"
    ignored = shutil.ignore_patterns("__pycache__", "*.mo", "static")
    shutil.copytree(settings.BASE_DIR / room, copy, ignore=ignored)
    (copy / "locale").mkdir(exist_ok=True)

    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "de", "--no-obsolete"],
        cwd=copy,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )

    collected, kept = catalogue_of(copy), catalogue_of(settings.BASE_DIR / room)
    assert sorted(map(str, collected.keys() - kept.keys())) == []
    assert sorted(map(str, kept.keys() - collected.keys())) == []


@pytest.mark.parametrize("folder", rooms_with_catalogue(), ids=lambda path: path.name)
def test_every_sentence_is_translated_and_none_is_a_guess(folder):
    messages = catalogue_of(folder).values()

    assert [message.id for message in messages if message.fuzzy] == []
    assert [message.id for message in messages if not is_translated(message)] == []


def is_translated(message):
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(strings) and len(strings) == (2 if message.pluralizable else 1)


@pytest.mark.parametrize("folder", rooms_with_catalogue(), ids=lambda path: path.name)
def test_translations_keep_the_places_of_the_sentence(folder):
    """`%(name)s` and `{name}` stand in both, or the page breaks where the sentence is printed."""
    for message in catalogue_of(folder).values():
        python_format(None, message)
        strings = message.string if message.pluralizable else (message.string,)
        sentences = message.id if message.pluralizable else (message.id,)
        for string in strings:
            assert places(string) <= set().union(*map(places, sentences)), string
        assert places(strings[-1]) == places(sentences[-1])


def places(sentence):
    return set(re.findall(r"%\(\w+\)[sd]|{\w*}", sentence))


@pytest.mark.parametrize("folder", rooms_with_catalogue(), ids=lambda path: path.name)
def test_nobody_is_addressed_as_du(folder):
    familiar = re.compile(r"\b(du|dich|dir|dein\w*)\b", re.IGNORECASE)
    strings = [str(message.string) for message in catalogue_of(folder).values()]

    assert [string for string in strings if familiar.search(string)] == []


def test_borrowed_sentences_are_spelled_as_their_owners_spell_them():
    """Else our German is never asked for, and theirs shows again."""
    folders = [Path(package.__file__).parent for package in (allauth, django, wagtail)]
    theirs = {
        message.id
        for folder in folders
        for path in folder.rglob("locale/de/LC_MESSAGES/django.mo")
        for message in read_mo(io.BytesIO(path.read_bytes()))
        if isinstance(message.id, str)
    }

    assert sorted(set(SENTENCES) - theirs) == []


def test_every_room_compiles_its_catalogue():
    for source in sources():
        assert source.with_suffix(".mo").exists()
