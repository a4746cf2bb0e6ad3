"""The short random keys that addresses of videos are built on."""

import secrets

# No vowels, so no words; no characters that are mistaken for each other on a blackboard.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
KEY_LENGTH = 8  # 27 ** 8 is 2.8e11 keys


def new_key() -> str:
    """A random key; never reused, because it stays for the life of the video and beyond."""
    return "".join(secrets.choice(ALPHABET) for _ in range(KEY_LENGTH))
