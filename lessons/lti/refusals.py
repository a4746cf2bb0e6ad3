"""Why a platform is sent away: a sentence for the person who sees it, without a word about that person."""

from media.sentences import SpokenError


class RefusedError(SpokenError):
    """Something about a message, a login or a registration is not as it must be."""
