"""The forms in which editors write, publish and copy video pages."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import CopyForm
from wagtail.permissions import policy_registry

from cms.core.page_forms import BasePageForm
from media.access import origin
from media.publication import Visibility

if TYPE_CHECKING:
    from media.models import Video, VideoPage


class VideoPageForm(BasePageForm):
    """Lets nobody publish a video of a collection from which they may not choose."""

    class Media:
        js = ("media/admin/title_from_video.js",)

    def clean_video(self) -> "Video | None":
        video = self.cleaned_data["video"]
        if video and self.for_user and "video" in self.changed_data and not self._may_choose(video):
            raise ValidationError(_("You may not choose this video."), code="forbidden")
        return video

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("visibility") == Visibility.SITES:
            self._check_sites(cleaned.get("embed_sites", ""))
        return cleaned

    def _check_sites(self, text: str) -> None:
        """A browser would show the film nowhere, and nobody would learn why."""
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if not lines:
            self.add_error("embed_sites", _("Name at least one site that may show the video."))
        for line in lines:
            if not origin(line):
                sentence = _(
                    "“%(line)s” is no address of a site. Write it like https://moodle.schule.example"
                )
                self.add_error("embed_sites", sentence % {"line": line})

    def _may_choose(self, video: "Video") -> bool:
        policy = policy_registry.get_by_type(type(video))
        return policy.user_has_permission_for_instance(self.for_user, "choose", video)

    def save(self, commit: bool = True) -> "VideoPage":
        # Wagtail stores a page that is created with “Publish” live at once, also one that is scheduled
        # for later. Publishing turns the draft live in the next step.
        if self.instance._state.adding:
            self.instance.live = False
        return super().save(commit=commit)


class VideoPageCopyForm(CopyForm):
    """Copies a video page as a draft: its words without the recording, which is published only once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)
        self.fields["new_title"].help_text = _(
            "The copy is a draft without a video: a video is published on one page only."
        )

    def clean_new_slug(self) -> str:
        slug: str = self.cleaned_data["new_slug"]
        if self.page.specific_class().has_same_address(slug):
            raise forms.ValidationError(
                _("Another learning video or series has this address already: change one word.")
            )
        return slug
