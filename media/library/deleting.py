"""The end of a recording: only of one that nothing shows."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views import generic

from media.library.usage import Place, places
from media.models import Video
from media.permissions import videos_open_to


class VideoDeleteView(generic.DeleteView):
    template_name = "media/admin/confirm_delete.html"

    def get_queryset(self) -> QuerySet[Video]:
        return videos_open_to(self.request.user, "delete")

    @cached_property
    def places(self) -> list[Place]:
        return places(self.object, self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "places": self.places}

    def form_valid(self, form: Any) -> HttpResponse:
        if not self.places:
            return super().form_valid(form)
        messages.error(self.request, _("The video was not deleted, because it is still used."))
        return redirect(self.get_delete_url())
