"""The files of a video under addresses that stay: films, captions, transcript, still pictures."""

import logging
import re

from csp.constants import HEADER as CONTENT_SECURITY_POLICY
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from media.access import Place, Verdict, judge_video, may_edit, page_of
from media.captions import to_srt
from media.counting import count_download
from media.delivery import Content, attachment, deliver
from media.models import Caption, Video
from media.transcripts import FILE_NAME as TRANSCRIPT
from media.transcripts import transcript
from media.views.machines import PERSONAL, PLAIN_TEXT, open_to_other_hosts, plain_sentence

logger = logging.getLogger(__name__)

# `de.vtt`, `de-beschreibung.srt`
TRACK_NAME = re.compile(r"(?P<track>[a-z]{2,3}(?:-beschreibung)?)\.(?P<format>vtt|srt)", re.ASCII)
# Suggestions for the poster are for those who choose among them.
CANDIDATE_NAME = re.compile(r"kandidat-\d+\.jpg", re.ASCII)
TRACK_TYPES = {"vtt": "text/vtt; charset=utf-8", "srt": "application/x-subrip; charset=utf-8"}
# A text that someone else wrote must never run, whatever a browser takes it for.
INERT = "default-src 'none'; sandbox"


@open_to_other_hosts
def video_file(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """A file of a video, a part of it, or 404 for whoever may not have it."""
    video = Video.objects.filter(key=key).select_related("page").first()
    if video is None:
        return not_found()
    verdict = judge_video(request, video, Place.FILE)
    if CANDIDATE_NAME.fullmatch(name):
        verdict = Verdict.PERSONAL if may_edit(request.user, video, page_of(video)) else Verdict.ABSENT
    content = content_named(video, name) if verdict.is_granted else None
    if content is None:
        return not_found()
    is_download = "download" in request.GET
    if is_download and not may_download(request, video):
        return not_to_be_downloaded()
    try:
        response = deliver(request, content)
    except FileNotFoundError:
        logger.exception("A file of a video is missing in the storage", extra={"video": key, "file": name})
        return not_found()
    label(response, content, verdict)
    return as_download(request, response, video, name) if is_download else response


def label(response: HttpResponseBase, content: Content, verdict: Verdict) -> None:
    """Texts never run; what only this reader may have is kept by nobody."""
    if content.content_type.startswith(("text/", TRACK_TYPES["srt"])):
        response.headers[CONTENT_SECURITY_POLICY] = INERT
    if verdict is Verdict.PERSONAL:
        response.headers["Cache-Control"] = PERSONAL


def may_download(request: HttpRequest, video: Video) -> bool:
    """Everyone what has a free licence; who works on the video anything, also before it has one."""
    is_free = video.licence is not None and video.licence.is_free
    return is_free or may_edit(request.user, video, page_of(video))


def as_download(
    request: HttpRequest, response: HttpResponseBase, video: Video, name: str
) -> HttpResponseBase:
    """Name the file that is saved, and count it once."""
    response.headers["Content-Disposition"] = attachment(video.title, name)
    if is_beginning(request, response):
        count_download(request, video, name)
    return response


def is_beginning(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the first byte is on its way: the further parts of a download belong to the same one."""
    if request.method != "GET":
        return False
    return response.status_code == 200 or response.headers.get("Content-Range", "").startswith("bytes 0-")


def content_named(video: Video, name: str) -> Content | None:
    """What lies under that name: a stored file, or a text made from the captions."""
    file = video.files.filter(name=name).first()
    if file is not None:
        return Content.of_file(file.file, file.content_type, file.size, file.sha256)
    if name == TRANSCRIPT:
        text = transcript(video)
        return Content.of_text(text, PLAIN_TEXT) if text else None
    match = TRACK_NAME.fullmatch(name)
    return track_content(video, match["track"], match["format"]) if match else None


def track_content(video: Video, track: str, track_format: str) -> Content | None:
    caption = next((one for one in video.public_captions if one.file_name == f"{track}.vtt"), None)
    if caption is None:
        return None
    return Content.of_text(track_text(caption, track_format), TRACK_TYPES[track_format])


def track_text(caption: Caption, track_format: str) -> str:
    return to_srt(caption.cues) if track_format == "srt" else caption.vtt


def not_found() -> HttpResponse:
    return plain_sentence(gettext("There is no such file, or it is no longer available."), 404)


def not_to_be_downloaded() -> HttpResponse:
    sentence = gettext(
        "The licence of this video does not allow to download it. You may watch it and link to it."
    )
    return plain_sentence(sentence, 403)
