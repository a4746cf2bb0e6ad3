"""The SCORM package in a learning platform: the run-time is one that nobody here wrote."""

import functools
import http.server
import io
import shutil
import threading
import zipfile

import pytest

from media.models import VideoFile
from tests.factories.media import make_ready_video, make_video_file, make_video_index, make_video_page
from tests.factories.pages import make_site
from tests.media.clips import clips
from tests.node import installed

__all__ = ["clips"]

pytestmark = pytest.mark.django_db(transaction=True)

PLATFORM = """<!doctype html><title>Platform</title><script src="scorm12.min.js"></script>
<script>
  window.API = new Scorm12API({ autocommit: false, logLevel: 5 });
  window.told = {};
  for (const name of ["session_time", "exit"]) {
    API.on(`LMSSetValue.cmi.core.${name}`, (element, value) => { told[name] = value; });
  }
  const kept = JSON.parse(sessionStorage.getItem("cmi") || "null");
  if (kept) API.loadFromJSON(kept, "cmi");
</script>
<iframe name="sco" src="paket/index.html" width="800" height="700"></iframe>"""
PLAY_TO_THE_END = """film => new Promise((done) => {
  film.muted = true;
  film.addEventListener("ended", () => done());
  film.play();
})"""
LEAVE = """() => new Promise((done) => {
  const frame = document.querySelector("iframe");
  frame.addEventListener("load", () => done());
  frame.src = "about:blank";
})"""
KNOWN = """() => ({
  status: API.cmi.core.lesson_status,
  place: API.cmi.core.lesson_location,
  seen: API.cmi.suspend_data,
  time: told.session_time,
  exit: told.exit,
  over: API.isTerminated(),
})"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Nothing."""


@pytest.fixture
def page(clips):
    video = make_ready_video(duration=4.0)
    VideoFile.objects.filter(video=video, name="480p.mp4").delete()
    make_video_file(video, "480p.mp4", clips["four seconds.mp4"].read_bytes())
    return make_video_page(make_video_index(make_site()), video)


@pytest.fixture
def unpacked(client, page, tmp_path):
    content = b"".join(client.get(f"/v/{page.video.key}/scorm.zip"))
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path / "paket")
    return tmp_path


@pytest.fixture
def platform(unpacked):
    runtime = installed() / "node_modules" / "scorm-again" / "dist" / "scorm12.min.js"
    shutil.copy(runtime, unpacked)
    (unpacked / "platform.html").write_text(PLATFORM)
    handler = functools.partial(Quiet, directory=str(unpacked))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/platform.html"
        server.shutdown()


def film(tab):
    return tab.frame_locator("iframe").locator("video")


def leave(tab):
    tab.evaluate(LEAVE)
    return tab.evaluate(KNOWN)


def test_a_film_that_was_seen_is_completed(visit, platform):
    tab = visit()
    tab.goto(platform)

    film(tab).evaluate(PLAY_TO_THE_END)

    assert (
        tab.frame_locator("iframe")
        .get_by_role("status")
        .inner_text()
        .startswith("Sie haben den Film gesehen")
    )
    known = leave(tab)
    assert (known["status"], known["exit"], known["over"]) == ("completed", "suspend", True)
    assert known["seen"] == "f"
    assert known["time"].startswith("0000:00:")


def test_half_a_film_goes_on_where_it_stopped_and_counts_what_was_seen(visit, platform):
    tab = visit()
    tab.goto(platform)
    film(tab).evaluate(
        """film => new Promise((done) => {
          film.muted = true;
          film.addEventListener("timeupdate", () => { if (film.currentTime > 2.1) { film.pause(); done(); } });
          film.play();
        })"""
    )
    known = leave(tab)
    assert (known["status"], known["place"], known["over"]) == ("incomplete", "2", True)

    # The platform hands back what it was told, as at the next visit.
    tab.evaluate(
        """known => sessionStorage.setItem("cmi", JSON.stringify({
          suspend_data: known.seen,
          core: { lesson_status: known.status, lesson_location: known.place, entry: "resume" },
        }))""",
        known,
    )
    tab.reload()

    film(tab).evaluate(
        "film => new Promise(done => film.readyState ? done() : film.addEventListener('loadedmetadata', () => done()))"
    )
    tab.wait_for_function("() => frames.sco.document.querySelector('video').currentTime >= 2")
    film(tab).evaluate(PLAY_TO_THE_END)
    assert leave(tab)["status"] == "completed"


def test_jumping_to_the_end_does_not_count(visit, platform):
    tab = visit()
    tab.goto(platform)

    times = film(tab).evaluate(
        """async (film) => {
          // The server of the tests knows no ranges, so a browser could not jump before the film is there.
          const content = await (await fetch(film.currentSrc)).blob();
          film.src = URL.createObjectURL(content);
          await new Promise((done) => film.addEventListener("canplaythrough", done, { once: true }));
          film.muted = true;
          const times = [];
          film.currentTime = 3.5;
          await new Promise((done) => film.addEventListener("seeked", done, { once: true }));
          film.addEventListener("timeupdate", () => times.push(film.currentTime));
          const end = new Promise((done) => film.addEventListener("ended", done));
          await film.play();
          await end;
          return times;
        }"""
    )

    assert min(times) >= 3.5, times
    assert leave(tab)["status"] == "incomplete"


def test_it_runs_without_a_platform_from_the_disk(visit, unpacked, complaints):
    tab = visit()
    errors = []
    tab.on("pageerror", lambda error: errors.append(error))
    tab.goto((unpacked / "paket" / "index.html").as_uri())

    tab.locator("video").evaluate(PLAY_TO_THE_END)

    assert errors == []
    assert tab.get_by_text("Wir prüfen die Sicherung.").is_visible()
    complaints.clear()  # addresses of the disk are no hosts, and from there the browser reads no captions
