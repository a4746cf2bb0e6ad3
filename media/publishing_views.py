"""The editor of video pages: whatever would lead to publication says first what is missing, and loses nothing."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.generic import JsonPostResponseMixin
from wagtail.admin.views.pages.choose_parent import GenericChooseParentView
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from media.models import Video, VideoPage
from media.permissions import videos_open_to
from media.publication import Missing, missing

LEADS_TO_PUBLICATION = {"publish", "submit", "restart_workflow"}


def in_list(sentence: str, reasons: Iterable[object]) -> SafeString:
    """A sentence with what follows from it, one point each."""
    points = format_html_join("", "<li>{}</li>", ((reason,) for reason in reasons))
    return format_html("{}<ul>{}</ul>", sentence, points)


def with_place(item: Missing) -> SafeString | str:
    """What is missing, with a link to where it is mended."""
    return format_html('<a href="{}">{}</a>', item.url, item.message) if item.url else str(item.message)


def buttons_to_video(video: Video | None) -> list[tuple]:
    if video is None:
        return []
    return [messages.button(reverse("videos:edit", args=[video.pk]), _("Edit the video"))]


class KeepsDraftMixin(JsonPostResponseMixin):
    """Turns “Publish”, “Submit” and “Approve” into “Save draft” as long as something is missing."""

    @property
    def action_method(self) -> Any:
        if self.leads_to_publication() and missing(self.form.instance):
            return self.keep_draft
        return super().action_method

    def leads_to_publication(self) -> bool:
        if self.action_name == "perform_workflow_action":
            return self.workflow_action == "approve"
        return self.action_name in LEADS_TO_PUBLICATION

    def keep_draft(self) -> HttpResponse:
        response = self.save_action()
        sentence = _("It is kept as a draft and cannot go live yet:")
        reasons = [with_place(item) for item in missing(self.page)]
        messages.error(self.request, in_list(sentence, reasons), buttons=buttons_to_video(self.page.video))
        return response


class VideoPageCreateView(KeepsDraftMixin, CreateView):
    """Creates a video page; `?video=<pk>` fills in the video and its title."""

    def get(self, request: HttpRequest) -> HttpResponse:
        self._fill_in(request.GET.get("video", ""))
        return super().get(request)

    def _fill_in(self, key: str) -> None:
        unpublished = videos_open_to(self.request.user, "choose").filter(page__isnull=True)
        video = unpublished.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
        if video is not None:
            self.page.video = video
            self.page.title = video.title
            self.page.slug = self.page.free_slug()


class VideoPageEditView(KeepsDraftMixin, EditView):
    pass


class VideoPageApprovalView(WorkflowActionView):
    """Approval from the dashboard, the lists and the userbar, where no form is shown."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        draft = self.object.get_latest_revision_as_object()
        reasons: list[Any] = []
        if self.action_name == "approve":
            reasons = [with_place(item) for item in missing(draft)]
        if not reasons:
            try:
                with transaction.atomic():
                    return super().post(request, *args, **kwargs)
            except ValidationError as error:  # for example an address that was taken meanwhile
                reasons = error.messages
        return self.refuse(draft, reasons)

    def refuse(self, draft: VideoPage, reasons: list) -> HttpResponse:
        sentence = _("The page was not approved, because it cannot go live yet:")
        messages.error(self.request, in_list(sentence, reasons), buttons=buttons_to_video(draft.video))
        if self.request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_json(self.request, {"step": "success", "redirect": self.redirect_url})
        return redirect(self.redirect_url)


class VideoPageParentView(GenericChooseParentView):
    """Asks where the new page is to stand, and hands on which video it is for."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._with_video(super().get(request, *args, **kwargs))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._with_video(super().post(request, *args, **kwargs))

    def _with_video(self, response: HttpResponse) -> HttpResponse:
        key = self.request.GET.get("video", "")
        if isinstance(response, HttpResponseRedirect) and key.isdecimal():
            return redirect(f"{response.url}?video={key}")
        return response


class VideoPageViewSet(PageViewSet):
    model = VideoPage
    icon = "media"
    add_view_class = VideoPageCreateView
    edit_view_class = VideoPageEditView
    workflow_action_view_class = VideoPageApprovalView
    choose_parent_view_class = VideoPageParentView


def refuse_published_copies(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Stop a copy that would be live, or an alias, where learning videos are among the pages to copy.

    A video is published on one page only, so its copy can only be a draft. Wagtail copies children without
    asking them.
    """
    if request.method != "POST" or not (request.POST.get("publish_copies") or request.POST.get("alias")):
        return None
    pages = page.get_descendants(inclusive=True)
    if not request.POST.get("copy_subpages"):
        pages = pages.filter(pk=page.pk)
    if not pages.type(VideoPage).exists():
        return None
    messages.error(
        request,
        _(
            "Learning videos can neither be copied and published in one step nor have an alias: a video is "
            "published on one page only. Copy without “publish” and without “alias”; the copies of learning "
            "videos are drafts without a video."
        ),
    )
    return redirect("wagtailadmin_pages:copy", page.pk)
