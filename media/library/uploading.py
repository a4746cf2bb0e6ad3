"""The page on which films are uploaded in the admin."""

from typing import Any

from django.contrib import messages as plain_messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from wagtail.admin.views import generic

from media.arrivals import received
from media.completion import Destination, deliver
from media.forms import FilmForm, SuccessorForm, UploadForm, too_large
from media.intake import no_storage
from media.messages import in_words
from media.models import Upload, Video
from media.permissions import videos_open_to
from media.probe import MAX_DURATION, MAX_PIXELS, MAX_SIDE
from media.sentences import SpokenError
from media.upload_handlers import VideoUploadHandler, max_upload_bytes

PIECE_BYTES = 8 * 1024**2  # what the script sends at a time; a lost connection costs at most so much


class UploadView(generic.CreateView):
    """Takes films. With script they arrive in pieces (`media.library.arriving`), without it by a plain form.

    `?video=<pk>&zweck=<purpose>` names a recording that the film is for.
    """

    template_name = "media/admin/upload.html"
    permission_required = None
    any_permission_required = ["add", "change"]
    page_title = gettext_lazy("Upload")
    submit_button_label = gettext_lazy("Upload")
    submit_button_active_label = gettext_lazy("Uploading…")
    error_message = gettext_lazy("The video was not taken into the library.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        # Before anything reads the form: a request is parsed once.
        self.upload_handler = VideoUploadHandler(request)
        request.upload_handlers = [self.upload_handler]
        super().setup(request, *args, **kwargs)

    @method_decorator(csrf_exempt)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Exempt from the middleware alone, which would parse the upload before it knows where it goes."""
        return self.protected_dispatch(request, *args, **kwargs)

    @method_decorator(csrf_protect)
    def protected_dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.target is None and not self.user_has_permission("add"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def target(self) -> Destination | None:
        """The recording that the film is for and as what; None for a new one."""
        query = self.request.GET
        if "video" not in query:
            return None
        if (
            query.get("zweck") not in set(Upload.Purpose) - {Upload.Purpose.NEW}
            or not query["video"].isdecimal()
        ):
            raise Http404
        videos = videos_open_to(self.request.user, "change").select_related("collection")
        video = get_object_or_404(videos, pk=query["video"])
        return Destination(video.collection, query["zweck"], video)

    def get_form_class(self) -> type[FilmForm]:
        if self.target is None or self.target.video is None:
            return UploadForm
        is_successor = self.target.purpose == Upload.Purpose.REPLACEMENT
        return SuccessorForm if is_successor and self.target.video.shows_nobody else FilmForm

    def get_form_kwargs(self) -> dict[str, Any]:
        user = {"user": self.request.user} if self.target is None else {}
        return {**super().get_form_kwargs(), **user, "is_too_large": self.upload_handler.is_too_large}

    def get_page_title(self) -> str:
        return super().get_page_title() if self.target else _("Upload a video")

    def get_page_subtitle(self) -> str:
        return capfirst(str(Upload.Purpose(self.target.purpose).label)) if self.target else ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        library = {"url": reverse("videos:index"), "label": _("Learning videos")}
        here = {"url": "", "label": self.get_header_title()}
        video = self.target.video if self.target else None
        if video is None:
            return [*self.breadcrumbs_items, library, here]
        its_form = {"url": reverse("videos:edit", args=[video.pk]), "label": video.title}
        return [*self.breadcrumbs_items, library, its_form, here]

    def get_add_url(self) -> str:
        url = super().get_add_url()
        return f"{url}?{self.request.GET.urlencode()}" if self.target else url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "target": self.target,
            "purpose": self.target.purpose if self.target else Upload.Purpose.NEW,
            "only_collection": self.only_collection,
            "too_large_message": too_large(),
            "max_upload_bytes": max_upload_bytes(),
            "piece_bytes": PIECE_BYTES,
            "max_duration": MAX_DURATION,
            "max_side": MAX_SIDE,
            "max_pixels": MAX_PIXELS,
            "unfinished": self.unfinished(),
        }

    @property
    def only_collection(self) -> int | None:
        """The collection of new films, where there is nothing to choose."""
        collections = getattr(self.form, "collections", [])
        return collections[0].pk if len(collections) == 1 else None

    def unfinished(self) -> list[dict[str, Any]]:
        """What the user began here earlier and can go on with by choosing the file again."""
        uploads = Upload.objects.underway().filter(
            user=self.request.user,
            purpose=self.target.purpose if self.target else Upload.Purpose.NEW,
            video=self.target.video if self.target else None,
        )
        return [
            {
                "name": upload.name,
                "size": upload.size,
                "percent": 100 * received(upload) // max(1, upload.size),
                "url": reverse("videos:upload", args=[upload.key]),
            }
            for upload in uploads
        ]

    def form_valid(self, form: FilmForm) -> HttpResponse:
        """No transaction around it: to look into the film takes seconds in which nobody else could write."""
        self.form = form
        try:
            self.object = self.accept(form)
        except SpokenError as error:
            return self.refused(form, error)
        except OSError as error:
            return self.refused(form, no_storage(error))
        return self.save_action()

    def refused(self, form: FilmForm, reason: SpokenError) -> HttpResponse:
        self.produced_error_message = self.get_error_message()
        form.add_error("file", in_words(reason))
        return self.form_invalid(form)

    def accept(self, form: FilmForm) -> Video:
        return deliver(
            form.cleaned_data["file"],
            self.target or Destination(form.chosen_collection),  # type: ignore[attr-defined]
            title=form.chosen_title,
            user=self.request.user,
            shows_nobody=form.is_said_to_show_nobody,
        )

    def save_action(self) -> HttpResponse:
        plain_messages.success(
            self.request, _("“%(title)s” was uploaded and is being processed.") % {"title": self.object.title}
        )
        return redirect(self.get_edit_url())
