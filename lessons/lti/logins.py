"""The way from a platform to us and back, without a cookie: what must be remembered travels along, signed.

`state` names the platform and a random number, under our signature and for ten minutes. The number comes
back twice, in the state and inside of the platform's signed message, and is used up by the first launch: in
the database, so that all processes know of it.
"""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.core import signing
from django.utils import timezone

from lessons.lti import addresses
from lessons.lti.models import LearningPlatform, UsedNonce
from lessons.lti.refusals import RefusedError
from media.access import origin
from media.sentences import gettext_noop

SALT = "lessons.lti.logins"
LIFE = timedelta(minutes=10)
CARRIED_BACK = ("login_hint", "lti_message_hint")  # the platform's own words, handed back unread


def platform_of(asked: Mapping[str, str]) -> LearningPlatform:
    """The approved platform that begins a login. Raises `RefusedError`."""
    known = LearningPlatform.objects.filter(issuer=asked.get("iss", ""))
    if client_id := asked.get("client_id"):
        known = known.filter(client_id=client_id)
    platforms = list(known[:50])
    if deployment := asked.get("lti_deployment_id"):
        platforms = [one for one in platforms if deployment in one.deployments] or platforms
    if len(platforms) != 1:
        raise RefusedError(
            "unknown platform",
            gettext_noop("This learning platform is not registered with us, or not in this way."),
        )
    return approved(platforms[0])


def approved(platform: LearningPlatform) -> LearningPlatform:
    if platform.state == LearningPlatform.State.APPROVED:
        return platform
    raise RefusedError(
        "not approved",
        gettext_noop("This learning platform is registered, but not approved by us at the moment."),
    )


def begin(asked: Mapping[str, str]) -> str:
    """Where the browser goes to prove that the platform sent it. Raises `RefusedError`."""
    platform = platform_of(asked)
    if origin(asked.get("target_link_uri", "")) != origin(addresses.launch()):
        raise RefusedError(
            "foreign target", gettext_noop("The platform names a target that does not belong to this site.")
        )
    nonce = secrets.token_urlsafe(24)
    question = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": platform.client_id,
        "redirect_uri": addresses.launch(),
        "state": signing.dumps([platform.pk, nonce], salt=SALT),
        "nonce": nonce,
        **{name: asked[name] for name in CARRIED_BACK if asked.get(name)},
    }
    parts = urlsplit(platform.auth_url)
    query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), *question.items()])
    return urlunsplit(parts._replace(query=query, fragment=""))


def read_state(text: str) -> tuple[LearningPlatform, str]:
    """The platform that we sent someone to, and the number we gave along. Raises `RefusedError`."""
    try:
        pk, nonce = signing.loads(text, salt=SALT, max_age=LIFE)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise stale() from error
    platform = LearningPlatform.objects.filter(pk=pk).first()
    if platform is None:
        raise stale()
    return approved(platform), nonce


def use_up(nonce: str) -> None:
    """Let the number count once. Raises `RefusedError` the second time."""
    if not UsedNonce.objects.burn(nonce, timezone.now() + 2 * LIFE):
        raise stale()


def stale() -> RefusedError:
    return RefusedError(
        "stale", gettext_noop("This call has been used or is too old. Please open the activity once more.")
    )
