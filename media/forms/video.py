"""The edit form of a recording."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.models import Collection

from media.chapters import ChapterError, parse_chapters
from media.forms.captions import CaptionForm, CaptionFormSet
from media.forms.chapters import ChapterForm
from media.messages import in_words
from media.models import Caption, Chapter, Video
from media.permissions import video_policy
from media.publication import MENDED_IN_FORM, Missing, missing


class VideoForm(WagtailAdminModelForm):
    """What editors add to a recording. The state of its processing is not theirs and is left alone."""

    chapter_list = forms.CharField(
        label=_("Chapters as a list"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "0:00 …\n1:20 …"}),
        help_text=_("One chapter a line, first the time. Replaces all chapters above."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._limit_collections()

    def _limit_collections(self) -> None:
        """A video moves only to where its editor may add videos, or stays where it is."""
        if self.for_user is None:
            return
        allowed = video_policy.collections_user_has_permission_for(self.for_user, "add")
        own = Collection.objects.filter(pk=self.instance.collection_id)
        self.fields["collection"].queryset = allowed | own

    def clean_chapter_list(self) -> list[tuple[float, str]]:
        """The chapters as (start in seconds, title)."""
        try:
            return parse_chapters(self.cleaned_data["chapter_list"], self.instance.duration)
        except ChapterError as error:
            raise ValidationError(in_words(error), code=error.code) from error

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        for item in self.missing_on_live_page():
            self.add_error(None, ValidationError(_breaks_live_page(item), code=item.code))
        return not self.errors

    def missing_on_live_page(self) -> list[Missing]:
        """What a live page of this video would lack after saving, as far as this form is the place for it."""
        page = getattr(self.instance, "page", None)
        if page is None or not page.live:
            return []
        page.video = self.save(commit=False)
        return [item for item in missing(page) if item.code in MENDED_IN_FORM]

    def save(self, commit: bool = True) -> Video:
        video = super().save(commit=False)
        if self.cleaned_data["chapter_list"]:
            video.chapters = [
                Chapter(start=start, title=title) for start, title in self.cleaned_data["chapter_list"]
            ]
        if commit:
            self._make_room()
            self._save_m2m()  # before the row: when that is stored, the search index is written
            # Only what the form shows: the worker may record state and progress at the same moment.
            own = [field.name for field in Video._meta.fields if field.name in self.fields]
            video.save(update_fields=[*own, "changed_at", *self.formsets])
        return video

    def _make_room(self) -> None:
        """Let rows exchange languages or times in one save: stored one by one, the first would meet the second."""
        for number, form in enumerate(self.formsets["captions"].initial_forms):
            if {"language", "kind"} & set(form.changed_data):
                Caption.objects.filter(pk=form.instance.pk).update(language=f"-{number}")
        for number, form in enumerate(self.formsets["chapters"].initial_forms, start=1):
            if "start" in form.changed_data:
                Chapter.objects.filter(pk=form.instance.pk).update(start=-number)


class AsTextPanel(FieldPanel):
    """A field that most people need not see: folded, unless something in it is to be mended."""

    class BoundPanel(FieldPanel.BoundPanel):
        template_name = "media/admin/as_text_panel.html"


class FormPanel(InlinePanel):
    """An inline panel whose rows are forms of ours."""

    def __init__(
        self,
        *args: Any,
        form: type[WagtailAdminModelForm],
        formset: type[BaseChildFormSet] = BaseChildFormSet,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.form = form
        self.formset = formset

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "form": self.form, "formset": self.formset}

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name] |= {"form": self.form, "formset": self.formset}
        return options


def video_edit_handler() -> ObjectList:
    """The edit form of a recording, from what every video needs to what some have."""
    return ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("collection"),
            InlinePanel("authors", heading=_("Authors"), label=_("Author")),
            MultiFieldPanel(
                [
                    FieldRowPanel(["licence_code", "made_year"]),
                    HelpPanel(template="media/admin/licence_help.html"),
                ],
                heading=_("Licence"),
            ),
            FormPanel(
                "captions",
                form=CaptionForm,
                formset=CaptionFormSet,
                panels=[
                    HelpPanel(template="media/admin/caption_summary.html"),
                    FieldRowPanel(["language", "kind"]),
                    FieldPanel("file"),
                    AsTextPanel("vtt", heading=_("As text")),
                ],
                heading=_("Captions"),
                label=_("Caption track"),
            ),
            MultiFieldPanel(
                [FieldRowPanel(["caption_waiver", "caption_waiver_date"])], heading=_("No captions needed")
            ),
            MultiFieldPanel(
                [FieldRowPanel(["description_waiver", "description_waiver_date"])],
                heading=_("No audio description needed"),
            ),
            FormPanel(
                "chapters",
                form=ChapterForm,
                panels=[FieldRowPanel(["start", "title"])],
                heading=_("Chapters"),
                label=_("Chapter"),
            ),
            FieldPanel("chapter_list"),
            FieldPanel("tags"),
        ],
        base_form_class=VideoForm,
    )


def _breaks_live_page(item: Missing) -> str:
    return gettext("A published page shows this video, so it cannot be saved like this. %(reason)s") % {
        "reason": item.message
    }
