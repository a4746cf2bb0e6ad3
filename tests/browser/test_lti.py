"""A course on another host: a teacher chooses in a frame, a pupil watches there, and no cookie of ours is set."""

import re

import pytest

from lessons.lti.models import LearningPlatform, RegistrationLink
from tests.factories.media import make_ready_video, make_video_file, make_video_index, make_video_page
from tests.factories.pages import make_site
from tests.lessons.lti.learning_platform import PUPIL, Platform, running_website
from tests.media.clips import clips

__all__ = ["clips"]

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = '<!doctype html><html lang="de"><meta charset="utf-8"><title>Kurs</title><link rel="icon" href="data:,">{}'
FRAME = PAGE.format(
    '<form action="{action}" target="tool"><button>Öffnen</button>{fields}</form>'
    '<iframe name="tool" title="Lernvideos" width="100%" height="640"></iframe>'
)
POST = PAGE.format('<form method="post" action="{action}">{fields}<button>Weiter</button></form>{script}')


def fields_of(values):
    return "".join(f'<input type="hidden" name="{name}" value="{text}">' for name, text in values.items())


class Course:
    """The pages of a platform in a browser; where scripts are off people press “Weiter”."""

    def __init__(self, website, tool_url):
        self.platform = Platform(website, tool_url)
        self.website, self.tool_url, self.said = website, tool_url, {}
        website.answers["/auth"] = (200, self.launching)
        website.answers["/return"] = (200, PAGE.format("<h1>Übernommen</h1>"))

    def launching(self, asked):
        return POST.format(
            action=f"{self.tool_url}/lti/launch/",
            fields=fields_of(self.platform.message(asked, **self.said)),
            script="<script>document.forms[0].submit()</script>",
        )

    def open(self, tab, **said):
        """An activity of the course, in its frame."""
        self.said = said
        address, _, query = self.platform.login_address().partition("?")
        values = dict(part.split("=") for part in query.replace("%3A", ":").replace("%2F", "/").split("&"))
        self.website.answers["/course"] = (200, FRAME.format(action=address, fields=fields_of(values)))
        tab.goto(f"{self.website.url}/course")
        tab.get_by_role("button", name="Öffnen").press("Enter")
        return tab.frame_locator("iframe")

    @property
    def received(self):
        """What was chosen, verified with the keys that the platform fetches from us."""
        form = next(body for _verb, path, _headers, body in reversed(self.website.asked) if "return" in path)
        return self.platform.configuration.validate_deeplinking_resp(form)


@pytest.fixture
def course(live_server, settings):
    settings.LTI_ALLOWS_LOOPBACK = True
    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    with running_website() as website:
        yield Course(website, live_server.url)


@pytest.fixture
def page(clips):
    video = make_ready_video(duration=4.0)
    video.files.filter(name="480p.mp4").delete()
    make_video_file(video, "480p.mp4", clips["four seconds.mp4"].read_bytes())
    index = make_video_index(make_site())
    make_video_page(index, make_ready_video())
    return make_video_page(index, video, title="Wareneingang", slug="wareneingang")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_teacher_chooses_by_keyboard_and_a_pupil_watches(visit, course, page, scripts):
    course.platform.approved()
    tab = visit(java_script_enabled=scripts)

    frame = course.open(tab, deep_link={})
    go_on(frame, scripts)
    frame.get_by_role("searchbox").fill("Wareneingang")
    frame.get_by_role("searchbox").press("Enter")
    frame.get_by_text("1 Lernvideo gefunden").wait_for()
    frame.get_by_role("checkbox", name="Wareneingang").press("Space")
    frame.get_by_role("textbox", name=re.compile("Start bei.*Wareneingang")).fill("0:02")
    frame.get_by_role("button", name="Auswahl übernehmen").press("Enter")
    go_on(frame, scripts)
    frame.get_by_role("heading", name="Übernommen").wait_for()

    (item,) = course.received
    assert item["custom"] == {"video": page.video.key, "t": "2"}
    frame = course.open(tab, roles=[PUPIL], custom=item["custom"])
    go_on(frame, scripts)
    frame.locator("video").wait_for()
    (player,) = tab.frames[1:]
    assert player.url == f"{course.tool_url}/v/{page.video.key}/embed/?t=2"
    assert tab.context.cookies() == []


def go_on(frame, scripts):
    if not scripts:
        frame.get_by_role("button", name="Weiter").press("Enter")


def test_a_platform_registers_in_its_frame_and_hears_the_end(visit, course, page):
    link = RegistrationLink.objects.create(name="Moodle der Schule")
    tab = visit()
    configuration = f"{course.website.url}/openid"
    course.website.answers["/course"] = (
        200,
        FRAME.format(action=link.address, fields=fields_of({"openid_configuration": configuration})),
    )
    tab.goto(f"{course.website.url}/course")
    tab.evaluate("addEventListener('message', ({ data }) => (document.title = data.subject))")

    tab.get_by_role("button", name="Öffnen").press("Enter")
    frame = tab.frame_locator("iframe")
    frame.get_by_role("button", name="Anbinden").press("Enter")
    frame.get_by_role("button", name="Zurück zur Lernplattform").press("Enter")
    tab.wait_for_function("() => document.title === 'org.imsglobal.lti.close'")

    assert LearningPlatform.objects.get().state == LearningPlatform.State.WAITING
    assert tab.context.cookies() == []
