"""The sample content of all rooms in the order in which it is built, and the sample logins."""

import secrets
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group
from wagtail.models import Site

from cms.core import demo as core_demo
from cms.core.models import SampleRecord, User
from cms.core.samples import Builder, Samples
from cms.site.roles import COORDINATION, EDITORIAL, set_up_roles
from home import demo as home_demo
from media import demo as media_demo
from media.access import MEMBERS
from meetings import demo as meetings_demo
from tandems import demo as tandems_demo
from tandems.models import TandemPage

LOCAL_HOSTS = {"localhost", "127.0.0.1"}
DEFAULT_PORTS = {"http": 80, "https": 443}
# Login and the group of its role.
LOGINS = {"koordination": COORDINATION, "redaktion": EDITORIAL, "mitglied": MEMBERS}
TANDEM_LOGINS = {"tandem3": 3}


def build_user(samples: Samples, name: str, group: str) -> User:
    user = User.objects.create_user(name, password=demo_password(), first_name=name.capitalize())
    user.groups.add(Group.objects.get(name=group))
    return user


def build_tandem_user(samples: Samples, name: str, number: int) -> User:
    """Someone who works in a tandem: the group comes with the page."""
    user = User.objects.create_user(name, password=demo_password(), first_name=f"Tandem {number}")
    user.groups.add(samples.get(TandemPage, f"tandems/{number}").team.group)
    return user


# Below the home page the order of the rooms is the order of the menu.
BEFORE_PROCESSING: dict[str, Builder] = {**core_demo.SAMPLES, **media_demo.RECORDINGS}
AFTER_PROCESSING: dict[str, Builder] = {
    home_demo.HOME: home_demo.SAMPLES[home_demo.HOME],
    **tandems_demo.SAMPLES,
    **meetings_demo.SAMPLES,
    **media_demo.PAGES,
    **home_demo.SAMPLES,
}
USERS: dict[str, Builder] = {
    **{f"users/{name}": partial(build_user, name=name, group=group) for name, group in LOGINS.items()},
    **{
        f"users/{name}": partial(build_tandem_user, name=name, number=number)
        for name, number in TANDEM_LOGINS.items()
    },
}


def samples() -> Samples:
    """All samples, for the loader and for tests that build one of them with what it needs."""
    return Samples({**BEFORE_PROCESSING, **AFTER_PROCESSING, **USERS})


def load() -> Iterator[str]:
    """Build what was never built and yield the key of each; nothing that was ever built is touched."""
    every_sample = samples()
    missing = set(every_sample.missing())
    if not missing:
        return
    if not SampleRecord.objects.exists():
        set_up_roles()
    yield from every_sample.load(BEFORE_PROCESSING)
    media_demo.process_recordings()
    yield from every_sample.load(AFTER_PROCESSING)
    if may_have_logins():
        yield from every_sample.load(USERS)


def may_have_logins() -> bool:
    """Sample logins are made only where nobody else works: their password is known to whoever runs this."""
    sample_users = SampleRecord.objects.filter(key__in=USERS).values("object_id")
    return not User.objects.exclude(pk__in=sample_users).exists()


def point_site_here() -> None:
    """Let the addresses of a local site follow BASE_URL; a site with an address of its own is left alone."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None or site.hostname not in LOCAL_HOSTS:
        return
    address = urlsplit(settings.BASE_URL)
    host, port = address.hostname or "localhost", address.port or DEFAULT_PORTS[address.scheme]
    if (site.hostname, site.port) != (host, port):
        site.hostname, site.port = host, port
        site.save()


# --- Passwords ----------------------------------------------------------------------------


def demo_password() -> str:
    """The password of the sample logins: that of the settings, else one made up and kept for the operator."""
    return settings.DEMO_PASSWORD or kept_password() or make_up_password()


def kept_password() -> str:
    path = password_path()
    return path.read_text().strip() if path.exists() else ""


def make_up_password() -> str:
    password = secrets.token_urlsafe(12)
    path = password_path()
    path.touch(mode=0o600)
    path.write_text(f"{password}\n")
    return password


def password_path() -> Path:
    return settings.VAR_DIR / "demo-password"
