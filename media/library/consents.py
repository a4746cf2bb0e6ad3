"""The consents of a recording in the admin, and the statement that none is needed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages

from cms.core.consent_views import (
    ConsentAddView,
    ConsentDeleteView,
    ConsentEditView,
    ConsentListView,
    ConsentsMixin,
    ConsentWithdrawView,
)
from media.messages import in_words
from media.models import Consent, Video, VideoPage
from media.statements import StatementRefusal, state_nobody, take_back


class OfVideo(ConsentsMixin):
    """Whose consents they are: those of a recording."""

    consent_model = Consent
    subject_model = Video
    subject_name = "video"
    addresses = "videos:consents"
    edit_address = "videos:edit"


class VideoConsentListView(OfVideo, ConsentListView):
    template_name = "media/admin/consents.html"


class VideoConsentAddView(OfVideo, ConsentAddView):
    pass


class VideoConsentEditView(OfVideo, ConsentEditView):
    pass


class VideoConsentDeleteView(OfVideo, ConsentDeleteView):
    pass


class VideoConsentWithdrawView(OfVideo, ConsentWithdrawView):
    template_name = "media/admin/consent_withdraw.html"

    @cached_property
    def page(self) -> VideoPage | None:
        return getattr(self.subject, "page", None)

    @property
    def what_happened(self) -> str:
        return _(
            "The consent is withdrawn; the video is offline everywhere. Copies that somebody downloaded before "
            "cannot be called back."
        )


class ShowsNobodyView(OfVideo, View):
    """States that nobody can be recognised in the film that the page was about, or takes that back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("shows_nobody") == "yes":
            self.state(request.POST.get("film", ""))
        else:
            take_back(self.subject.pk)
            self.log("somebody")
        return self.back()

    def state(self, film_name: str) -> None:
        try:
            state_nobody(self.subject, film_name, self.request.user)
        except StatementRefusal as refusal:
            messages.error(self.request, in_words(refusal))


VIEWS = {
    "": VideoConsentListView,
    "add": VideoConsentAddView,
    "edit": VideoConsentEditView,
    "withdraw": VideoConsentWithdrawView,
    "delete": VideoConsentDeleteView,
}
