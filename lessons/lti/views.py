"""What learning platforms and those inside of them ask for."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseRedirect, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from lessons.lti import claims, deep_links, keys, logins, registration
from lessons.lti.deep_links import Order
from lessons.lti.fetching import Target, allowed_schemes
from lessons.lti.frames import for_platforms, framed
from lessons.lti.messages import Message, receive
from lessons.lti.models import LearningPlatform
from lessons.lti.picker import KEY, Picker
from lessons.lti.refusals import RefusedError
from media import addresses
from media.access import origin
from media.excerpts import Excerpt
from media.playback import Wishes
from media.sentences import gettext_noop
from media.views.embed import site_name

KEYS_KEPT = "public, max-age=3600"
TAKE, LEAVE = "uebernehmen", "ohne"  # values of the buttons on the page of choosing


@require_safe
def jwks(request: HttpRequest) -> HttpResponseBase:
    """Our public keys."""
    headers = {"Cache-Control": KEYS_KEPT, "Access-Control-Allow-Origin": "*"}
    return JsonResponse(keys.key_set(), headers=headers)


@for_platforms
def login(request: HttpRequest) -> HttpResponseBase:
    """A platform begins; the browser is sent back to it with a number that it must sign."""
    asked = request.POST if request.method == "POST" else request.GET
    return HttpResponseRedirect(logins.begin(spoken(asked)))


def spoken(asked: QueryDict) -> dict[str, str]:
    """One value for each name; none that no database can look for."""
    return {name: text for name in asked if "\0" not in (text := str(asked[name]))}


@for_platforms
@sensitive_post_parameters()
def launch(request: HttpRequest) -> HttpResponseBase:
    """Someone opens an activity, or chooses what it shall show."""
    only_post(request)
    message = receive(request.POST.get("state", ""), request.POST.get("id_token", ""))
    if message.kind == claims.DEEP_LINK:
        return choosing(request, Picker(Order.of(message)))
    return to_player(message)


def to_player(message: Message) -> HttpResponseBase:
    """The player says itself if the video was withdrawn."""
    key = message.custom.get("video", "")
    if not KEY.fullmatch(key):
        raise RefusedError(
            "no video",
            gettext_noop(
                "No learning video has been chosen for this activity yet. "
                "Teachers choose one in the settings of the activity, under “Select content”."
            ),
        )
    start = Wishes.of_query({"t": message.custom.get("t", "")}, None).start
    return redirect(addresses.embed(key) + Excerpt(start).query)


@for_platforms
def deep_link(request: HttpRequest) -> HttpResponseBase:
    """The steps of choosing, and the way back to the platform."""
    only_post(request)
    picker = Picker(Order.read(request.POST.get("auftrag", "")), request.POST)
    step = request.POST.get("tun")
    if step == LEAVE:
        return sending_back(request, picker.order, [])
    if step == TAKE and not picker.missing and not picker.problems:
        return sending_back(request, picker.order, picker.choices)
    return choosing(request, picker, is_taking=step == TAKE)


def choosing(request: HttpRequest, picker: Picker, is_taking: bool = False) -> HttpResponseBase:
    platform = picker.order.platform
    context = {"picker": picker, "platform": platform, "complaint": picker.missing if is_taking else ""}
    return framed(request, "lessons/lti/picker.html", context, frames_of(platform, picker.order.return_url))


def sending_back(request: HttpRequest, order: Order, choices: list[deep_links.Choice]) -> HttpResponseBase:
    """A form that sends itself to the platform, with a button where scripts are off."""
    context = {"target": order.return_url, "jwt": deep_links.answer(order, choices)}
    frames = frames_of(order.platform, order.return_url)
    return framed(request, "lessons/lti/sending_back.html", context, frames, origin(order.return_url))


@for_platforms
def register(request: HttpRequest, token: str) -> HttpResponseBase:
    """The page behind a registration link: explains itself, asks once, registers."""
    link = registration.usable_link(token)
    asked = request.POST if request.method == "POST" else request.GET
    configuration = asked.get("openid_configuration", "")
    if not configuration:
        return framed(request, "lessons/lti/register_how.html", {"address": link.address})
    frames, host = [origin(configuration)], Target.of(configuration).host
    platform_token = asked.get("registration_token", "")
    if request.method == "POST":
        registration.register(link, configuration, platform_token, site_name(request))
        return framed(request, "lessons/lti/registered.html", {"host": host}, frames)
    context = {"host": host, "configuration": configuration, "platform_token": platform_token}
    return framed(request, "lessons/lti/register.html", context, frames)


def frames_of(platform: LearningPlatform, return_url: str) -> list[str]:
    """The origins whose pages may show us: that of the platform, and that of the page which waits for the answer.

    They differ where one platform serves many schools: Canvas signs as `canvas.instructure.com` for the pages
    of `school.instructure.com`. The return address is believed because it stood in the signed message.
    """
    own, waiting = origin(platform.issuer) or origin(platform.auth_url), origin(return_url)
    is_secure = urlsplit(waiting).scheme in allowed_schemes()
    return list(dict.fromkeys([own, waiting] if is_secure else [own]))


def only_post(request: HttpRequest) -> None:
    if request.method != "POST":
        raise RefusedError(
            "method",
            gettext_noop(
                "This address belongs to learning platforms. Please open the activity in your course."
            ),
        )
