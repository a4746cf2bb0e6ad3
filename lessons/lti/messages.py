"""What a platform tells us with its signature. Everything is looked at before anything is believed."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from typing import Any

import jwt
from django.core.cache import cache
from django.utils import timezone

from lessons.lti import claims, logins
from lessons.lti.fetching import fetch_json
from lessons.lti.keys import ALGORITHM
from lessons.lti.models import LearningPlatform
from lessons.lti.refusals import RefusedError
from media.sentences import gettext_noop

CLOCKS_DIFFER = 60  # seconds that the platform's clock may go before or after ours
KEYS_KEPT = 60 * 60  # seconds
KEYS_ASKED_AGAIN = 60  # seconds between two questions for a key that is not known
LONGEST_TOKEN = 64 * 1024  # characters
TEACHING = {"Instructor", "ContentDeveloper", "Administrator"}


@dataclass(frozen=True)
class Message:
    """A message that is believed."""

    platform: LearningPlatform
    content: Mapping[str, Any]

    @property
    def kind(self) -> str:
        return str(self.content.get(claims.MESSAGE_TYPE, ""))

    @property
    def deployment(self) -> str:
        return str(self.content.get(claims.DEPLOYMENT_ID, ""))

    @property
    def custom(self) -> dict[str, str]:
        """What we ourselves wrote into the link when it was chosen."""
        found = self.content.get(claims.CUSTOM)
        if not isinstance(found, dict):
            return {}
        return {
            str(name): str(value) for name, value in found.items() if isinstance(value, str | int | float)
        }

    @property
    def is_by_a_teacher(self) -> bool:
        roles = self.content.get(claims.ROLES)
        listed = roles if isinstance(roles, list) else []
        names = {str(role).rpartition("#")[2].rpartition("/")[2] for role in listed}
        return not TEACHING.isdisjoint(names)


def receive(state: str, token: str) -> Message:
    """The message behind a launch, once. Raises `RefusedError` for everything that is not as it must be."""
    platform, nonce = logins.read_state(state)
    content = verified(platform, token)
    if not compare_digest(str(content["nonce"]).encode(), nonce.encode()):
        raise unbelievable("nonce")
    message = Message(platform, content)
    _check_content(message)
    logins.use_up(nonce)
    LearningPlatform.objects.note_launch(platform)
    return message


def verified(platform: LearningPlatform, token: str) -> dict[str, Any]:
    """The claims of a token that this platform signed for us and that is neither too old nor too new."""
    try:
        content: dict[str, Any] = jwt.decode(
            token,
            _key_of(platform, token),
            algorithms=[ALGORITHM],
            audience=platform.client_id,
            issuer=platform.issuer,
            leeway=CLOCKS_DIFFER,
            options={"require": ["exp", "iat", "iss", "aud", "nonce"]},
        )
    except jwt.PyJWTError as error:
        raise unbelievable("token") from error
    presenter = content.get("azp")
    has_others = isinstance(content["aud"], list) and len(content["aud"]) > 1
    if (presenter is not None or has_others) and presenter != platform.client_id:
        raise unbelievable("azp")
    return content


def _check_content(message: Message) -> None:
    if message.content.get(claims.VERSION) != claims.SPOKEN_VERSION:
        raise RefusedError("version", gettext_noop("Only LTI 1.3 is spoken here."))
    if message.deployment not in message.platform.deployments:
        raise RefusedError(
            "deployment",
            gettext_noop(
                "The platform is approved, but not for this place in it. "
                "Please tell us its deployment ID: %(deployment)s"
            ),
            deployment=message.deployment[:100],
        )
    if message.kind not in (claims.RESOURCE_LINK, claims.DEEP_LINK):
        raise RefusedError("kind", gettext_noop("The platform asks for something that we do not offer."))


def _key_of(platform: LearningPlatform, token: str) -> jwt.PyJWK:
    """The key of the platform that the token names. An unknown name is asked for once more, at times."""
    if len(token) > LONGEST_TOKEN:
        raise unbelievable("size")
    header = jwt.get_unverified_header(token)
    if header.get("alg") != ALGORITHM or not isinstance(header.get("kid"), str):
        raise unbelievable("algorithm")
    found = _named(_keys_of(platform), header["kid"])
    if found is None and cache.add(f"lti:asked-again:{platform.pk}", timezone.now(), KEYS_ASKED_AGAIN):
        found = _named(_ask_for_keys(platform), header["kid"])
    if found is None:
        raise unbelievable("key")
    return jwt.PyJWK(found, algorithm=ALGORITHM)


def _keys_of(platform: LearningPlatform) -> list[dict[str, Any]]:
    """The public keys of the platform, as it said them within the hour."""
    kept: list[dict[str, Any]] | None = cache.get(_place_of_keys(platform))
    return _ask_for_keys(platform) if kept is None else kept


def _ask_for_keys(platform: LearningPlatform) -> list[dict[str, Any]]:
    """A silent platform counts as one without keys, so that few wait for it; keys it had before stay good."""
    place = _place_of_keys(platform)
    try:
        found = fetch_json(platform.jwks_url).get("keys")
    except RefusedError:
        cache.add(place, [], KEYS_KEPT)
        raise
    keys = [key for key in found if isinstance(key, dict)] if isinstance(found, list) else []
    cache.set(place, keys, KEYS_KEPT)
    return keys


def _place_of_keys(platform: LearningPlatform) -> str:
    """In the cache; another address has other keys."""
    return f"lti:keys:{platform.pk}:{sha256(platform.jwks_url.encode()).hexdigest()}"


def _named(keys: list[dict[str, Any]], kid: str) -> dict[str, Any] | None:
    return next((key for key in keys if key.get("kid") == kid), None)


def unbelievable(what: str) -> RefusedError:
    return RefusedError(
        what,
        gettext_noop(
            "The message of the learning platform could not be verified. Please open the activity once more; "
            "if that does not help, those who run the platform should compare its settings with ours."
        ),
    )
