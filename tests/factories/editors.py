"""People with their real roles: the editorial office, a tandem, another tandem."""

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Collection

from cms.core.models import User
from cms.site.roles import EDITORIAL, set_up_roles
from media.models import VideoIndexPage
from tandems.models import TandemPage
from tests.factories.media import make_user, make_video_index
from tests.factories.pages import make_site, make_tandem, make_tandem_index


@dataclass
class Editor:
    """Someone with a browser that is logged in."""

    user: User
    client: Client

    def get(self, url, **options):
        return self.client.get(url, **options)

    def post(self, url, data=None, **options):
        return self.client.post(url, data or {}, **options)


@dataclass
class Newsroom:
    """A network with two tandems: Alice writes for the first, Bob for the second, Eva publishes."""

    videos: VideoIndexPage
    tandem: TandemPage
    other_tandem: TandemPage
    eva: Editor
    alice: Editor
    bob: Editor

    @property
    def collection(self) -> Collection:
        return self.tandem.team.collection

    @property
    def other_collection(self) -> Collection:
        return self.other_tandem.team.collection


def make_newsroom() -> Newsroom:
    home = make_site()
    index = make_tandem_index(home)
    tandem, other_tandem = make_tandem(index, 3), make_tandem(index, 4)
    videos = make_video_index(home)
    set_up_roles()
    tandem, other_tandem = TandemPage.objects.get(pk=tandem.pk), TandemPage.objects.get(pk=other_tandem.pk)
    return Newsroom(
        videos=videos,
        tandem=tandem,
        other_tandem=other_tandem,
        eva=make_editor("eva", Group.objects.get(name=EDITORIAL)),
        alice=make_editor("alice", tandem.team.group),
        bob=make_editor("bob", other_tandem.team.group),
    )


def make_editor(username: str, group: Group) -> Editor:
    user = make_user(username, password="only-for-tests-123")
    user.groups.add(group)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return Editor(user, client)
