"""Films that arrive in pieces: announced, sent, finished or given up, as the protocol tus 1.0 has it.

What a piece needs is in its headers: `Upload-Offset` (bytes), and `Upload-Checksum` ("sha256" and the hash
in Base64) where the browser can compute it. Every answer about an upload tells `Upload-Offset`, so whoever
lost one asks again. Answers are for the script of the upload page: JSON with a `message` for people.
"""

import base64
import binascii
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from media.arrivals import WrongChecksumError, WrongOffsetError, append, discard, received
from media.completion import destination_of, finish
from media.forms import AnnouncementForm
from media.intake import UploadRefusal, check_announced, no_storage
from media.messages import in_words
from media.models import Upload, Video
from media.probe import Refusal
from media.programs import FfmpegError

PIECE_TYPE = "application/offset+octet-stream"
INSUFFICIENT_STORAGE = 507
CHECKSUM_MISMATCH = 460  # of tus
STATUSES = {"too_large": 413, "no_room_in_collection": 413, "no_space_for_upload": INSUFFICIENT_STORAGE}


def tell(message: str, status: int, **facts: object) -> JsonResponse:
    return JsonResponse({"message": message, **facts}, status=status)


def tell_refusal(refusal: Refusal, **facts: object) -> JsonResponse:
    return tell(in_words(refusal), STATUSES.get(refusal.code, 400), **facts)


def tell_no_storage(error: OSError) -> JsonResponse:
    """What came so far stays, so that the upload goes on once there is room again."""
    return tell(in_words(no_storage(error)), INSUFFICIENT_STORAGE)


def state_of(upload: Upload) -> dict[str, Any]:
    """What the upload page shows of an upload."""
    is_accepted = upload.state == Upload.State.ACCEPTED
    return {
        "url": reverse("videos:upload", args=[upload.key]),
        "state": upload.state,
        "title": upload.title,
        "offset": received(upload) if upload.is_underway else upload.size,
        "size": upload.size,
        "message": upload.reason,
        "video": reverse("videos:edit", args=[upload.video_id]) if is_accepted else "",
    }


class PiecewiseView(PermissionCheckedMixin, View):
    """For everyone who may bring films at all; what exactly, each request is asked for itself."""

    model = Video
    any_permission_required = ["add", "change"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        except PermissionDenied:
            response = tell(_("You may not upload films there (any more)."), 403)
        response.headers["Cache-Control"] = "no-store, private"
        return response


class UploadsView(PiecewiseView):
    """A film is announced. The same film for the same place goes on where it stopped."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AnnouncementForm(request.POST, user=request.user)
        if not form.is_valid():
            return tell(" ".join(str(error) for errors in form.errors.values() for error in errors), 400)
        upload = form.earlier()
        if upload is not None:
            return JsonResponse(state_of(upload))
        try:
            check_announced(form.cleaned_data["name"], form.cleaned_data["size"], form.destination.collection)
        except Refusal as refusal:
            return tell_refusal(refusal)
        state = state_of(form.begin())
        return JsonResponse(state, status=201, headers={"Location": state["url"]})


class OwnUploadView(PiecewiseView):
    """Something about one upload of the user; others are as if they did not exist."""

    @cached_property
    def upload(self) -> Upload:
        own = Upload.objects.filter(user=self.request.user.pk).select_related("collection", "video", "user")
        return get_object_or_404(own, key=self.kwargs["key"])

    def require_destination(self) -> None:
        """A right may have been withdrawn since the upload was begun."""
        if not destination_of(self.upload).is_open_to(self.request.user):
            raise PermissionDenied


class UploadView(OwnUploadView):
    http_method_names = ["get", "head", "patch", "delete"]

    def get(self, request: HttpRequest, key: UUID) -> HttpResponse:
        self.require_destination()
        state = state_of(self.upload)
        offset = {"Upload-Offset": state["offset"], "Upload-Length": self.upload.size}
        return JsonResponse(state, headers=offset)

    def patch(self, request: HttpRequest, key: UUID) -> HttpResponse:
        self.require_destination()
        if request.content_type != PIECE_TYPE:
            return tell("", 415)
        if not self.upload.is_underway:
            return self.tell_offset(self.upload.size, 409)
        try:
            offset, length = int(request.headers["Upload-Offset"]), int(request.headers["Content-Length"])
            checksum = checksum_in(request.headers.get("Upload-Checksum", ""))
        except (KeyError, ValueError):
            return tell("", 400)
        if offset < 0 or length < 0 or offset + length > self.upload.size:
            return tell(in_words(UploadRefusal("incomplete")), 413)
        return self.receive(request, offset, length, checksum)

    def receive(self, request: HttpRequest, offset: int, length: int, checksum: bytes) -> HttpResponse:
        def read(size: int) -> bytes:
            try:
                return request.read(size)
            except UnreadablePostError:  # the sender is gone
                return b""

        try:
            end = append(self.upload, read, offset=offset, length=length, checksum=checksum)
        except WrongOffsetError as error:
            return self.tell_offset(error.offset, 409)
        except WrongChecksumError:
            return self.tell_offset(received(self.upload), CHECKSUM_MISMATCH)
        except OSError as error:
            return tell_no_storage(error)
        return self.tell_offset(end, 204)

    def tell_offset(self, offset: int, status: int) -> HttpResponse:
        return HttpResponse(status=status, headers={"Upload-Offset": offset})

    def delete(self, request: HttpRequest, key: UUID) -> HttpResponse:
        discard(self.upload)
        return HttpResponse(status=204)


class FinishView(OwnUploadView):
    """The last byte is there: the film is looked into, and taken or refused."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: UUID) -> HttpResponse:
        self.require_destination()
        try:
            finish(self.upload, shows_nobody="shows_nobody" in request.POST)
        except UploadRefusal as refusal:
            return tell(in_words(refusal), 409, offset=received(self.upload))
        except FfmpegError as error:
            return tell(in_words(error), 503)
        except OSError as error:
            return tell_no_storage(error)
        return JsonResponse(state_of(self.upload))


def checksum_in(header: str) -> bytes:
    """The SHA-256 in a header `sha256 <Base64>`; empty without one. Raises ValueError."""
    if not header:
        return b""
    algorithm, _space, value = header.partition(" ")
    if algorithm != "sha256":
        raise ValueError(algorithm)
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise ValueError(value) from error
