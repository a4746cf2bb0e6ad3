"""Our signing keys, kept in the database under a key made of `SECRET_KEY`.

A new key is published for a day before it signs, and an old one for a week after: platforms keep our public
keys for hours. A key that cannot be read any more, because `SECRET_KEY` is another, is passed over.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import jwt
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from jwt.algorithms import RSAAlgorithm

from lessons.lti.models import ToolKey

ALGORITHM = "RS256"
BITS = 2048
PUBLISHED_BEFORE = timedelta(days=1)
PUBLISHED_AFTER = timedelta(days=7)
PURPOSE = b"lessons.lti.keys:"


def key_set() -> dict[str, list[dict[str, Any]]]:
    """The public keys, as platforms fetch them."""
    keys = list(ToolKey.objects.all()) or [make()]
    return {"keys": [key.public_jwk for key in keys]}


def sign(claims: Mapping[str, Any]) -> str:
    key, private_key = signing_key(timezone.now())
    return jwt.encode(dict(claims), private_key, algorithm=ALGORITHM, headers={"kid": key.kid})


def signing_key(now: datetime) -> tuple[ToolKey, bytes]:
    """The newest key that has been published for a day, else the oldest that can be read, else a new one."""
    keys = [(key, private) for key in ToolKey.objects.all() if (private := _decrypted(key))]
    ripe = [pair for pair in keys if pair[0].created_at <= now - PUBLISHED_BEFORE]
    if ripe:
        return ripe[0]
    if keys:
        return keys[-1]
    key = make()
    return key, _decrypted(key) or b""


def make() -> ToolKey:
    """A new pair of keys, stored."""
    pair = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    pem = pair.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    kid = secrets.token_urlsafe(12)
    public = json.loads(RSAAlgorithm.to_jwk(pair.public_key()))
    jwk = {name: public[name] for name in ("kty", "n", "e")} | {"kid": kid, "use": "sig", "alg": ALGORITHM}
    secret = _box().encrypt(pem).decode()
    return ToolKey.objects.create(kid=kid, public_jwk=jwk, encrypted_private_key=secret)


@transaction.atomic
def rotate(at_once: bool = False) -> ToolKey:
    """Begin with a new key; `at_once` throws the old ones away, because others may know them."""
    if at_once:
        ToolKey.objects.all().delete()
    return make()


def delete_outlived(now: datetime) -> None:
    """Forget the keys that have not signed for a week."""
    successor = ToolKey.objects.filter(created_at__lte=now - PUBLISHED_BEFORE - PUBLISHED_AFTER).first()
    if successor:
        ToolKey.objects.filter(created_at__lt=successor.created_at).delete()


def _decrypted(key: ToolKey) -> bytes | None:
    try:
        return _box().decrypt(key.encrypted_private_key.encode())
    except InvalidToken:
        return None


def _box() -> MultiFernet:
    """Encrypts with the present secret, reads with former ones too."""
    secrets_of_site = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(PURPOSE + secret.encode()).digest() for secret in secrets_of_site]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
