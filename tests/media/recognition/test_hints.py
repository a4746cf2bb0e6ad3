"""What operators are told of the program that writes down speech."""

import pytest

from media.checks import check_jail_of_speech, check_speech

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folders")]


def test_switched_off_gives_no_hints():
    assert check_speech(None) == check_jail_of_speech(None) == []


def test_complete_installation_gives_no_warning(installed):
    assert check_speech(None) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"SPEECH_COMMAND": "/nowhere/cli {sound} {output}"}, "„/nowhere/cli“ fehlt"),
        ({"SPEECH_READABLE": ["/nowhere/model.bin"]}, "„/nowhere/model.bin“ fehlt"),
        ({"SPEECH_LANGUAGES": ["de", "tlh"]}, "die Sprache „tlh“ ist unbekannt"),
        ({"SPEECH_COMMAND": "cat {sound}"}, "SPEECH_COMMAND braucht {sound} und {output}"),
    ],
)
def test_what_is_wrong_is_named(installed, settings, changes, said):
    for name, value in changes.items():
        setattr(settings, name, value)

    (message,) = check_speech(None)

    assert message.id == "media.W002"
    assert said in message.msg
    assert check_jail_of_speech(None) == []


def test_program_without_a_jail_gives_a_hint(installed, monkeypatch):
    monkeypatch.setattr("media.runner.jail_for", lambda *words: "")

    assert [message.id for message in check_jail_of_speech(None)] == ["media.I002"]
