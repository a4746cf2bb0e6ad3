"""Dynamic registration: the platform hands over where it describes itself, and we answer with who we are."""

from typing import Any
from urllib.parse import urlsplit

from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext

from lessons.lti import addresses, claims
from lessons.lti.fetching import Target, fetch_json
from lessons.lti.models import LONGEST_ADDRESS, LearningPlatform, RegistrationLink
from lessons.lti.refusals import RefusedError
from media.addresses import absolute
from media.sentences import gettext_noop

ENDPOINTS = {"auth_url": "authorization_endpoint", "jwks_url": "jwks_uri"}


def usable_link(token: str) -> RegistrationLink:
    link = RegistrationLink.objects.usable(timezone.now()).filter(token=token).first()
    if link is None:
        raise used_up()
    return link


def used_up() -> RefusedError:
    return RefusedError(
        "link",
        gettext_noop(
            "This registration link has been used, is older than a week or was taken back. "
            "Please ask those who gave it to you for another one."
        ),
    )


def register(link: RegistrationLink, configuration: str, token: str, site_name: str) -> LearningPlatform:
    """Register with the platform, which then waits for approval. A link whose registration fails stays usable."""
    if not RegistrationLink.objects.take(link, timezone.now()):
        raise used_up()
    try:
        return _register(link.name, configuration, token, site_name)
    except Exception:
        RegistrationLink.objects.give_back(link)
        raise


def _register(name: str, configuration: str, token: str, site_name: str) -> LearningPlatform:
    described = fetch_json(configuration)
    issuer = word(described, "issuer", 255)
    if Target.of(issuer).host != Target.of(configuration).host:
        raise incomplete("issuer")
    places = {field: endpoint(described, name) for field, name in ENDPOINTS.items()}
    if described.get("token_endpoint"):
        places["token_url"] = endpoint(described, "token_endpoint")
    bearer = token if token.isascii() and token.isprintable() and " " not in token else ""
    answer = fetch_json(endpoint(described, "registration_endpoint"), ourselves(site_name), bearer)
    deployment = tool_part(answer).get("deployment_id")
    platform, _created = LearningPlatform.objects.update_or_create(
        issuer=issuer,
        client_id=word(answer, "client_id", 255),
        defaults={
            "name": name,
            "state": LearningPlatform.State.WAITING,
            "deployment_ids": str(deployment) if isinstance(deployment, str | int) else "",
            **places,
        },
    )
    return platform


def ourselves(site_name: str) -> dict[str, Any]:
    """Who we are and what we want to know: nothing about persons beyond what the standard cannot leave out."""
    launch = addresses.launch()
    return {
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "initiate_login_uri": addresses.login(),
        "redirect_uris": [launch],
        "client_name": gettext("Learning videos – %(site)s") % {"site": site_name},
        "jwks_uri": addresses.key_set(),
        "logo_uri": absolute(static("cms/img/icon-180.png")),
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": "",
        claims.TOOL: {
            "domain": urlsplit(launch).netloc,
            "description": gettext("Choose learning videos of vocational education, with captions."),
            "target_link_uri": launch,
            "claims": ["iss", "sub"],
            "messages": [
                {
                    "type": claims.DEEP_LINK,
                    "target_link_uri": launch,
                    "label": gettext("Choose learning videos"),
                },
                {"type": claims.RESOURCE_LINK, "target_link_uri": launch},
            ],
        },
    }


def tool_part(answer: dict[str, Any]) -> dict[str, Any]:
    part = answer.get(claims.TOOL)
    return part if isinstance(part, dict) else {}


def endpoint(described: dict[str, Any], name: str) -> str:
    address = word(described, name, LONGEST_ADDRESS)
    Target.of(address)
    return address


def word(described: dict[str, Any], name: str, most: int) -> str:
    found = described.get(name)
    if not isinstance(found, str) or not 0 < len(found) <= most or not found.isprintable():
        raise incomplete(name)
    return found


def incomplete(name: str) -> RefusedError:
    return RefusedError(
        "incomplete",
        gettext_noop(
            "The platform describes itself in a way that does not fit: “%(name)s” is missing or wrong. "
            "It can be registered by hand."
        ),
        name=name,
    )
