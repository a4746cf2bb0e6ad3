"""The read API as a program sees it that reads the description and looks for answers that contradict it."""

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from media.models import Chapter, PlaylistEntry, PlaylistPage, VideoPageOccupation
from tests.factories.media import make_video_index, make_video_page
from tests.factories.pages import (
    make_meeting,
    make_meeting_index,
    make_occupation,
    make_seminar,
    make_site,
    make_tandem,
    make_tandem_index,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# The same questions in each run. No check is left out: those about keys, deleting and creating find nothing
# to ask in an API without keys that only reads.
SEED, CASES = 20260101, 10  # cases of chance for each address; those about limits come on top
SECONDS, PATIENCE = 600, 60  # of the whole run, of one answer: the machine may be busy


@pytest.fixture
def site(live_server, settings):
    """One network with something at each address."""
    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = live_server.url
    home = make_site()
    home.sites_rooted_here.update(hostname="localhost", port=int(live_server.url.rpartition(":")[2]))
    index, meetings = make_video_index(home), make_meeting_index(home)
    pages = [make_video_page(index, title=f"Film {n}", slug=f"film-{n}") for n in range(3)]
    pages[0].occupation_links = [VideoPageOccupation(occupation=make_occupation(number="41322-117"))]
    pages[0].save()
    Chapter.objects.create(video=pages[0].video, start=0.5, title="Anfang")
    series = index.add_child(instance=PlaylistPage(title="Im Labor"))
    for place, page in enumerate(pages):
        PlaylistEntry.objects.create(page=series, video_page=page, sort_order=place)
    make_tandem(make_tandem_index(home), 3)
    make_meeting(meetings, "Drittes Treffen", start=datetime(2021, 6, 10, 8, tzinfo=UTC))
    make_seminar(meetings)
    return live_server.url


def test_answers_keep_what_the_description_promises(site, tmp_path):
    program = shutil.which("schemathesis", path=str(Path(sys.executable).parent))
    if not program:
        pytest.skip("needs requirements-dev.txt")

    result = subprocess.run(
        [
            program,
            "run",
            f"{site}/api/v1/openapi.json",
            *("--checks", "all", "--mode", "all", "--seed", str(SEED), "--max-examples", str(CASES)),
            *("--request-timeout", str(PATIENCE), "--suppress-health-check", "too_slow"),
            *("--continue-on-failure", "--no-shrink", "--no-color", "--workers", "1"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )

    assert result.returncode == 0, result.stdout
    assert "No issues found" in result.stdout, result.stdout  # warnings leave the code at 0
