"""Who may have what of a published video: the one question that page, embed and files ask at each request.

`media.publication` says whether a video is on show at all; here the reader and the place are added.
Nobody's session is looked at for a video that everyone may watch.
"""

from enum import Enum, auto
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from wagtail.models import CollectionMember, Page
from wagtail.permissions import policy_registry

from media.publication import Visibility, is_on_show, was_withdrawn

MEMBERS = "Mitglied"  # name of the group that reads members-only pages
SHARED_BY_ADDRESS = {Visibility.PUBLIC, Visibility.LINK}


class Place(Enum):
    """Where a video is asked for."""

    PAGE = auto()
    EMBED = auto()
    FILE = auto()


class Verdict(Enum):
    """The answer. `OPEN` holds for everyone, `PERSONAL` for this reader only."""

    OPEN = auto()
    PERSONAL = auto()
    MEMBERS_ONLY = auto()
    WITHDRAWN = auto()
    ABSENT = auto()

    @property
    def is_granted(self) -> bool:
        return self in (Verdict.OPEN, Verdict.PERSONAL)


def judge_video(request: HttpRequest, video: CollectionMember, place: Place) -> Verdict:
    """Whether this reader may have the file or the player of a video."""
    page = page_of(video)
    verdict = judge_page(request, page, place) if page else Verdict.ABSENT
    if not verdict.is_granted and may_edit(request.user, video, page):
        return Verdict.PERSONAL
    return verdict


def judge_page(request: HttpRequest, page: Page, place: Place) -> Verdict:
    """The same for readers, without regard to their right to edit."""
    now = timezone.now()
    if page.visibility == Visibility.SITES and place is Place.PAGE:
        return Verdict.ABSENT
    restrictions = list(page.get_view_restrictions())
    is_let_in = all(restriction.accept_request(request) for restriction in restrictions)
    if not is_on_show(page, now):
        return Verdict.WITHDRAWN if is_let_in and was_withdrawn(page, now) else Verdict.ABSENT
    if not is_let_in:
        return Verdict.MEMBERS_ONLY
    if page.visibility == Visibility.MEMBERS:
        return Verdict.PERSONAL if is_member(request.user) else Verdict.MEMBERS_ONLY
    return Verdict.PERSONAL if restrictions else Verdict.OPEN


def judge_series(series: Page) -> Verdict:
    """Whether everyone may see a series; the right of one reader does not count, for other sites keep the answer."""
    is_restricted = series.get_view_restrictions().exists()
    is_over = not series.live or (series.expire_at is not None and series.expire_at <= timezone.now())
    if not is_over:
        return Verdict.MEMBERS_ONLY if is_restricted else Verdict.OPEN
    was_open = series.first_published_at is not None and not is_restricted
    return Verdict.WITHDRAWN if was_open else Verdict.ABSENT


def page_of(video: CollectionMember) -> Page | None:
    """The page that publishes the video, if there is one."""
    return getattr(video, "page", None)


def is_member(user: AbstractUser | AnonymousUser) -> bool:
    """Whether someone belongs to the network: as a reader of members-only pages, or by working on the site."""
    if not user.is_authenticated:
        return False
    return user.has_perm("wagtailadmin.access_admin") or user.groups.filter(name=MEMBERS).exists()


def may_edit(user: AbstractUser | AnonymousUser, video: CollectionMember, page: Page | None) -> bool:
    """Whether someone works on the video, by its page or by its collection, and may see it unpublished."""
    if not user.is_authenticated:
        return False
    if page and page.permissions_for_user(user).can_edit():
        return True
    policy = policy_registry.get_by_type(type(video))
    return policy.user_has_permission_for_instance(user, "change", video)


def refusal(request: HttpRequest, verdict: Verdict) -> HttpResponse:
    """The answer to a person who may not have the page. Raises Http404 or PermissionDenied where that is it."""
    if verdict is Verdict.WITHDRAWN:
        return render(request, "410.html", status=410)
    if verdict is not Verdict.MEMBERS_ONLY:
        raise Http404
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.get_full_path(), settings.WAGTAIL_FRONTEND_LOGIN_URL)


def framing_sites(page: Page) -> list[str]:
    """Which sites may show the embed: values of the directive `frame-ancestors`."""
    if page.visibility != Visibility.SITES:
        return ["*"]
    return origins(page.embed_sites) or ["'none'"]


def origins(text: str) -> list[str]:
    """The origins in a list of addresses, one a line; what is no address of a site is left out."""
    found = (origin(line.strip()) for line in text.splitlines())
    return list(dict.fromkeys(one for one in found if one))


def origin(address: str) -> str:
    """`https://moodle.schule.example` of any address there, with its port; empty if it is none."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    is_plain = host.isascii() and host.replace("-", "").replace(".", "").isalnum()
    if parts.scheme not in ("http", "https") or not is_plain:
        return ""
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")
