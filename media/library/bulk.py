"""What can be done to many recordings at once. What cannot be done to one of them is left out and named."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from wagtail.admin import messages
from wagtail.admin.forms.tags import TagField
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.log_actions import log

from cms.core.licences import LicenceCode
from media.library.filters import WORKING_ON, VideoFilterSet
from media.library.listing import SEARCHED, VideoIndexView
from media.library.usage import places
from media.models import Video
from media.models.videos import VideoQuerySet
from media.orders import process_anew, retry
from media.permissions import video_policy, videos_open_to
from media.publishing_views import in_list

Refused = list[tuple[Video, str]]


class VideoBulkAction(BulkAction):
    """One action on the chosen recordings. A recording that the user may not see is as if not chosen."""

    models = [Video]
    template_name = "media/admin/bulk.html"
    permission = "change"

    # What the page of confirmation says; each action has words of its own.
    question: Any = ""
    yes: Any = ""
    done: Any = ""  # for one and for several, by `count`, with what `answers` gives
    button_class = ""
    logged_as = "wagtail.edit"

    def get_actionable_objects(self) -> tuple[list[Video], dict[str, Any]]:
        return self._sorted_out

    @cached_property
    def _sorted_out(self) -> tuple[list[Video], dict[str, Any]]:
        """What the action is for, and what it is not for with the reason."""
        chosen = self.chosen()
        if not chosen:
            raise Http404
        allowed = set(videos_open_to(self.request.user, self.permission).values_list("pk", flat=True))
        reasons = [
            (video, self.why_not(video) if video.pk in allowed else _("You may not do this with it."))
            for video in chosen
        ]
        objects = [video for video, reason in reasons if not reason]
        refused = [(video, reason) for video, reason in reasons if reason]
        return objects, {"items_with_no_access": [], "refused": refused}

    def chosen(self) -> list[Video]:
        """The recordings that were ticked, or all that the list with its search and filters holds."""
        videos = videos_open_to(self.request.user, *WORKING_ON).select_related("page", "collection")
        keys = self.request.GET.getlist("id")
        if "all" in keys:
            return list(self.in_list(videos))
        return list(videos.filter(pk__in=[int(key) for key in keys if key.isdecimal() and len(key) < 19]))

    def in_list(self, videos: VideoQuerySet) -> VideoQuerySet:
        view = VideoIndexView(
            model=Video,
            filterset_class=VideoFilterSet,
            search_fields=SEARCHED,
            search_backend_name=None,
            index_results_url_name="videos:index_results",
        )
        view.setup(self.request)
        return view.search_queryset(view.filter_queryset(videos))

    def why_not(self, video: Video) -> str:
        """Why this recording is left out, in a sentence; empty if the action is for it."""
        return ""

    def get_execution_context(self) -> dict[str, Any]:
        return {"action": self}

    @classmethod
    def execute_action(cls, objects: list[Video], action: Any = None, **kwargs: Any) -> tuple[int, int]:
        done = [video for video in objects if action.apply(video)]
        for video in done:
            log(instance=video, action=cls.logged_as, user=action.request.user)
        return len(done), 0

    def apply(self, video: Video) -> bool:
        """Do it; False if there was nothing to do any more."""
        raise NotImplementedError

    def answers(self) -> dict[str, str]:
        """What was chosen in the form, as the message says it."""
        return {}

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        """None if nothing was done: why not is said beside it."""
        return self.done % {**self.answers(), "count": num_parent_objects} if num_parent_objects else None

    def form_valid(self, form: forms.Form) -> HttpResponse:
        response = super().form_valid(form)
        refused = self._sorted_out[1]["refused"]
        if refused:
            lines = [f"{video}: {reason}" for video, reason in refused]
            messages.warning(self.request, in_list(_("Left as they are:"), lines))
        return response


class CollectionForm(forms.Form):
    """Only collections to which the user may add videos."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["collection"] = forms.ModelChoiceField(
            label=_("Collection"),
            queryset=video_policy.collections_user_has_permission_for(user, "add"),
            empty_label=None,
        )


class MoveToCollection(VideoBulkAction):
    display_name = gettext_lazy("Move")
    action_type = "move"
    aria_label = gettext_lazy("Move the selected videos to a collection")
    action_priority = 10
    form_class = CollectionForm
    question = gettext_lazy("Which collection are these videos to lie in? Who may edit them follows from it.")
    yes = gettext_lazy("Move")
    done = ngettext_lazy(
        "%(count)d video lies in “%(collection)s”.", "%(count)d videos lie in “%(collection)s”.", "count"
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def apply(self, video: Video) -> bool:
        video.collection = self.cleaned_form.cleaned_data["collection"]
        video.save(update_fields=["collection", "changed_at"])
        return True

    def answers(self) -> dict[str, str]:
        return {"collection": self.cleaned_form.cleaned_data["collection"].name}


class LicenceForm(forms.Form):
    """Without a way to take a licence away: what is online needs one."""

    licence_code = forms.ChoiceField(
        label=gettext_lazy("Licence"),
        # Nothing is chosen beforehand: a licence that was given cannot be taken back.
        choices=[("", gettext_lazy("Please choose")), *LicenceCode.choices],
        help_text=gettext_lazy(
            "Choose it only if all authors agree. Whoever has a video already may go on using it as the "
            "former licence allowed."
        ),
    )


class SetLicence(VideoBulkAction):
    display_name = gettext_lazy("Set licence")
    action_type = "licence"
    aria_label = gettext_lazy("Set the licence of the selected videos")
    action_priority = 20
    form_class = LicenceForm
    question = gettext_lazy("Which licence are these videos to have?")
    yes = gettext_lazy("Set licence")
    done = ngettext_lazy(
        "%(count)d video has the licence “%(licence)s”.",
        "%(count)d videos have the licence “%(licence)s”.",
        "count",
    )

    def apply(self, video: Video) -> bool:
        video.licence_code = self.cleaned_form.cleaned_data["licence_code"]
        video.save(update_fields=["licence_code", "changed_at"])
        return True

    def answers(self) -> dict[str, str]:
        return {"licence": str(LicenceCode(self.cleaned_form.cleaned_data["licence_code"]).label)}


class TagsForm(forms.Form):
    tags = TagField(label=gettext_lazy("Tags"))


class AddTags(VideoBulkAction):
    display_name = gettext_lazy("Add tags")
    action_type = "add_tags"
    aria_label = gettext_lazy("Add tags to the selected videos")
    action_priority = 25
    form_class = TagsForm
    question = gettext_lazy("Which tags are these videos to have as well? Those they have stay.")
    yes = gettext_lazy("Add tags")
    done = ngettext_lazy(
        "%(count)d video got the tags: %(tags)s.", "%(count)d videos got the tags: %(tags)s.", "count"
    )

    def apply(self, video: Video) -> bool:
        video.tags.add(*self.cleaned_form.cleaned_data["tags"])
        video.save(update_fields=["changed_at"])  # writes the search index as well
        return True

    def answers(self) -> dict[str, str]:
        return {"tags": ", ".join(self.cleaned_form.cleaned_data["tags"])}


class ProcessAgain(VideoBulkAction):
    display_name = gettext_lazy("Process again")
    action_type = "retry"
    aria_label = gettext_lazy("Process the selected videos once more")
    action_priority = 30
    question = gettext_lazy(
        "Are these videos to be processed once more? Those that are online stay so meanwhile."
    )
    yes = gettext_lazy("Process again")
    done = ngettext_lazy(
        "%(count)d video is processed once more.", "%(count)d videos are processed once more.", "count"
    )

    def why_not(self, video: Video) -> str:
        return _("It is being processed already.") if video.is_at_work else ""

    def apply(self, video: Video) -> bool:
        """Failed ones begin from the start, ready ones get what they lack."""
        return retry(video) or bool(process_anew([video]))


class DeleteVideos(VideoBulkAction):
    display_name = gettext_lazy("Delete")
    action_type = "delete"
    aria_label = gettext_lazy("Delete the selected videos")
    action_priority = 40
    classes = {"serious"}
    permission = "delete"
    button_class = "serious"
    logged_as = "wagtail.delete"
    question = gettext_lazy(
        "Are these videos to be deleted for good, with their captions and all addresses? Whoever embedded or "
        "linked them finds nothing any more."
    )
    yes = gettext_lazy("Delete for good")
    done = ngettext_lazy("%(count)d video was deleted.", "%(count)d videos were deleted.", "count")

    def why_not(self, video: Video) -> str:
        """The places that show it. Without a page it is shown nowhere, so nobody is asked."""
        if getattr(video, "page", None) is None:
            return ""
        found = places(video, self.request.user)
        return _("It is used here: %(places)s.") % {"places": ", ".join(map(str, found))} if found else ""

    @classmethod
    def execute_action(cls, objects: Iterable[Video], action: Any = None, **kwargs: Any) -> tuple[int, int]:
        videos = list(objects)
        with transaction.atomic():
            for video in videos:
                log(instance=video, action=cls.logged_as, user=action.request.user)
                video.delete()
        return len(videos), 0


BULK_ACTIONS = (MoveToCollection, SetLicence, AddTags, ProcessAgain, DeleteVideos)
