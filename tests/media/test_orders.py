import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from media import tasks
from media.models import Video, VideoPage
from media.orders import cancel, process_anew, retry
from media.publication import is_on_show
from tests.factories.media import make_ready_video, make_video, make_video_index, make_video_page
from tests.factories.pages import make_site

pytestmark = pytest.mark.django_db


def test_failed_video_is_tried_again_from_the_start(django_capture_on_commit_callbacks):
    video = make_video(state=Video.State.FAILED, attempts=3, error_code="damaged")

    with django_capture_on_commit_callbacks(execute=True):
        assert retry(video)

    video.refresh_from_db()
    assert (video.state, video.attempts, video.error_code) == (Video.State.WAITING, 0, "")
    assert tasks.is_enqueued(video)


@pytest.mark.parametrize("state", [Video.State.WAITING, Video.State.PROCESSING, Video.State.READY])
def test_video_that_has_not_failed_is_left_alone(state, django_capture_on_commit_callbacks):
    video = make_video(state=state, attempts=2)

    with django_capture_on_commit_callbacks() as callbacks:
        assert not retry(video)

    video.refresh_from_db()
    assert (video.state, video.attempts, callbacks) == (state, 2, [])


@pytest.mark.parametrize("state", [Video.State.WAITING, Video.State.PROCESSING])
def test_work_is_ended_with_a_reason_and_can_begin_again(state):
    video = make_video(state=state, attempts=1, worker="host-1")

    assert cancel(video)

    video.refresh_from_db()
    assert (video.state, video.error_code, video.worker) == (Video.State.FAILED, "cancelled", "")
    assert retry(video)


@pytest.mark.parametrize("state", [Video.State.READY, Video.State.FAILED])
def test_where_nobody_works_nothing_is_ended(state):
    video = make_video(state=state, error_code="")

    assert not cancel(video)

    video.refresh_from_db()
    assert (video.state, video.error_code) == (state, "")


def test_page_stays_online_while_its_video_is_processed_anew(django_capture_on_commit_callbacks):
    page = make_video_page(make_video_index(make_site()))

    with django_capture_on_commit_callbacks(execute=True):
        count = process_anew([page.video])

    seen = [shown(page)]
    Video.objects.mark_processing("host-1")
    seen.append(shown(page))
    Video.objects.mark_failed("damaged")
    seen.append(shown(page))
    assert count == 1
    assert seen == [("waiting", True, True), ("processing", True, True), ("failed", True, True)]
    assert tasks.is_enqueued(page.video)


def shown(page):
    """The state, and whether the page and the lists show the video."""
    page.video.refresh_from_db()
    is_listed = VideoPage.objects.listed().filter(pk=page.pk).exists()
    return page.video.state, is_on_show(page, timezone.now()), is_listed


def test_only_ready_videos_are_processed_anew():
    videos = [make_video(state=state) for state in ("waiting", "processing", "failed")]

    assert process_anew(videos) == 0

    assert [Video.objects.get(pk=video.pk).state for video in videos] == ["waiting", "processing", "failed"]
    assert not Video.objects.filter(stays_on_show=True).exists()


def test_command_processes_all_or_named_videos_anew(capsys):
    named = make_ready_video()
    make_ready_video()

    call_command("reprocess_videos", named.key)
    first = set(Video.objects.filter(state=Video.State.WAITING))
    call_command("reprocess_videos")

    assert (first, Video.objects.filter(state=Video.State.WAITING).count()) == ({named}, 2)
    assert capsys.readouterr().out.split("\n")[:2] == ["1 videos are processed anew."] * 2
    with pytest.raises(CommandError):
        call_command("reprocess_videos", "unknown")
