"""What editors read about a film that was refused or could not be processed.

The engine knows no Django: its errors carry a code and an English sentence. A video keeps the code
alone, so that each editor reads it in the own language.
"""

from django.utils.translation import gettext

from media import probe, programs, speech
from media.models.videos import CANCELLED
from media.sentences import SpokenError, gettext_noop

UNEXPECTED = "unexpected"
INTERRUPTED = "interrupted"
ORIGINAL_MISSING = "original_missing"

NO_SPACE = "no_space"  # its sentence stands with those of ffmpeg
STORAGE_AWAY = "storage_away"
DATABASE_AWAY = "database_away"
# Reasons that lie with the server and not with the film: it is tried again until they are gone.
REASONS_OF_THE_SERVER = {NO_SPACE, STORAGE_AWAY, DATABASE_AWAY, "program_missing", "speech_missing"}

SENTENCES = {
    CANCELLED: gettext_noop("Someone ended the processing. “Try again” begins it anew."),
    STORAGE_AWAY: gettext_noop(
        "The server cannot read or write its files at the moment. The processing is tried again by itself; "
        "please tell the operators if this stays so."
    ),
    DATABASE_AWAY: gettext_noop(
        "The database could not be reached. The processing is tried again by itself; please tell the "
        "operators if this stays so."
    ),
    UNEXPECTED: gettext_noop(
        "The film could not be processed, for a reason that we had not foreseen. Try again; if it happens "
        "once more, tell the operators."
    ),
    INTERRUPTED: gettext_noop(
        "The processing was interrupted several times. Try again; if it happens once more, tell the operators."
    ),
    ORIGINAL_MISSING: gettext_noop(
        "The uploaded file is missing on the server. Please upload the film again."
    ),
}
KNOWN = {**probe.SENTENCES, **programs.SENTENCES, **speech.SENTENCES, **SENTENCES}


def in_words(error: SpokenError) -> str:
    """The sentence of an error in the language of whoever reads it, with its values."""
    return gettext(error.sentence) % error.values


def explain(code: str) -> str:
    """The sentence for the `error_code` of a video; empty without a code.

    A sentence that names values is not kept with a video, nor is an unknown code: both read as unexpected.
    """
    if not code:
        return ""
    sentence = KNOWN.get(code, SENTENCES[UNEXPECTED])
    if "%(" in sentence:
        sentence = SENTENCES[UNEXPECTED]
    return gettext(sentence)
