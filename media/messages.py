"""What editors read about a film that was refused or could not be processed.

The engine knows no Django: its errors carry a code and an English sentence. A video keeps the code
alone, so that each editor reads it in the own language.
"""

from django.utils.translation import gettext

from media import ffmpeg, probe
from media.sentences import SpokenError, gettext_noop

UNEXPECTED = "unexpected"
INTERRUPTED = "interrupted"
ORIGINAL_MISSING = "original_missing"

SENTENCES = {
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
KNOWN = {**probe.SENTENCES, **ffmpeg.SENTENCES, **SENTENCES}


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
