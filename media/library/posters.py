"""The poster of a film in the admin: one of six suggestions, the site's own choice, or an own picture."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.base import File
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.log_actions import log

from media import addresses
from media.forms.poster import OwnPosterForm
from media.intake import no_storage
from media.library.actions import VideoActionView
from media.messages import in_words
from media.models import Video, VideoFile
from media.playback import main_films, poster_of
from media.posters import PosterRefusal, candidates_of, use_automatic, use_candidate, use_picture
from media.sentences import SpokenError
from media.stored_files import StoredFileMissingError, fetch
from media.work_folders import UPLOAD_PREFIX, work_folder

AUTOMATIC = "automatic"
PREVIEW_WIDTH = 640  # pixels


@dataclass(frozen=True)
class Suggestion:
    number: int
    url: str
    second: float
    is_chosen: bool


@dataclass(frozen=True)
class PosterPanel:
    """What the edit form tells of the poster."""

    video: Video
    form: OwnPosterForm

    @property
    def url(self) -> str:
        """The address of the poster on show, with its version: a changed picture is shown at once."""
        file = poster_of(self.video, PREVIEW_WIDTH)
        return _address(self.video, file) if file else ""

    @property
    def is_automatic(self) -> bool:
        return self.video.poster_source == Video.PosterSource.AUTOMATIC

    @property
    def is_ready(self) -> bool:
        return bool(main_films(self.video))

    @property
    def suggestions(self) -> list[Suggestion]:
        chosen = poster_of(self.video, PREVIEW_WIDTH)
        is_candidate = self.video.poster_source == Video.PosterSource.CANDIDATE
        return [
            Suggestion(
                number=number,
                url=_address(self.video, file),
                second=file.second or 0,
                is_chosen=is_candidate and chosen is not None and chosen.second == file.second,
            )
            for number, file in enumerate(candidates_of(self.video), start=1)
        ]


def _address(video: Video, file: VideoFile) -> str:
    return f"{addresses.file(video.key, file.name)}?v={file.sha256[:8]}"


class PosterView(VideoActionView):
    """Lets a suggestion (`choice` is its number), the site's choice (`automatic`) or an own picture be the poster."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            problem = self.choose(request.POST.get("choice", ""))
        except SpokenError as error:
            problem = in_words(error)
        except StoredFileMissingError:
            problem = in_words(PosterRefusal("no_picture"))
        except OSError as error:
            problem = in_words(no_storage(error))
        if problem:
            messages.error(request, problem)
        else:
            log(instance=self.video, action="media.poster.choose", user=request.user)
            messages.success(request, _("The poster was changed."))
        return redirect(f"{reverse('videos:edit', args=[self.video.pk])}#poster-section")

    def choose(self, choice: str) -> str:
        """Do it, or say what is wrong with the wish. Raises SpokenError."""
        if choice == "own":
            return self.use_own()
        if choice == AUTOMATIC:
            use_automatic(self.video)
        elif choice.isascii() and choice.isdigit() and len(choice) < 6:
            use_candidate(self.video, int(choice))
        else:
            return _("Choose one of the pictures first.")
        return ""

    def use_own(self) -> str:
        form = OwnPosterForm(self.request.POST, self.request.FILES, user=self.request.user)
        if not form.is_valid():
            return " ".join(str(message) for messages in form.errors.values() for message in messages)
        with work_folder(f"{UPLOAD_PREFIX}{uuid4()}") as folder:
            path = folder / "picture"
            if form.cleaned_data["picture"]:
                fetch(form.cleaned_data["picture"].file, path)
            else:
                receive(form.cleaned_data["file"], path)
            use_picture(self.video, path)
        return ""


def receive(file: File, path: Path) -> None:
    with path.open("wb") as target:
        for chunk in file.chunks():
            target.write(chunk)
