"""The chooser of recordings: only what the user may choose."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.choosers import BaseFilterForm, CollectionFilterMixin, SearchFilterMixin
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.models import Page

from cms.core.columns import LabelledColumn, LabelledDateColumn
from media.library.columns import (
    DurationColumn,
    StateColumn,
    VideoTitleColumn,
    title_of_page,
)
from media.library.filters import tandems_of
from media.library.overview import below
from media.models import Video
from media.permissions import video_policy, videos_open_to

# What makes the list of the chooser follow a change of this field.
FOLLOWED = {"data-chooser-modal-search-filter": True}


class VideoChooserFilterForm(CollectionFilterMixin, SearchFilterMixin, BaseFilterForm):
    """Search, collection, state and the page that a video's page stands under."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[("", gettext_lazy("All states")), *Video.State.choices],
        required=False,
        widget=forms.Select(attrs=FOLLOWED),
    )
    tandem = forms.ModelChoiceField(
        label=gettext_lazy("Stands under"),
        queryset=Page.objects.none(),
        empty_label=gettext_lazy("Everywhere"),
        required=False,
        widget=forms.Select(attrs=FOLLOWED),
    )

    def __init__(self, *args: Any, tandems: QuerySet[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tandem"].queryset = tandems

    def filter(self, objects: QuerySet[Video]) -> QuerySet[Video]:
        if self.cleaned_data["state"]:
            objects = objects.filter(state=self.cleaned_data["state"])
        if self.cleaned_data["tandem"]:
            objects = objects.filter(below(self.cleaned_data["tandem"]))
        return super().filter(objects)


class ChoosableVideosMixin(chooser.BaseChooseView):
    """Leaves the videos that the user may choose."""

    per_page = 12
    ordering = ["-created_at", "-pk"]
    filter_form_class = VideoChooserFilterForm

    def get_object_list(self) -> QuerySet[Video]:
        return videos_open_to(self.request.user, "choose").with_details()

    def get_filter_form(self) -> Any:
        collections = video_policy.collections_user_has_permission_for(self.request.user, "choose")
        return VideoChooserFilterForm(
            self.request.GET,
            collections=collections if len(collections) > 1 else None,
            tandems=tandems_of(self.request),
        )

    @property
    def title_column(self) -> Column:
        plain = super().title_column
        return VideoTitleColumn(
            "title",
            label=plain.label,
            accessor=str,
            label_prefix=plain.label_prefix,
            link_attrs=plain.link_attrs,
            get_url=lambda video: plain.get_link_url(video, {}),
        )

    @property
    def columns(self) -> list[Column]:
        return [
            *super().columns,
            StateColumn("state", label=_("State")),
            LabelledColumn("page", label=_("Published by"), accessor=title_of_page),
            DurationColumn("duration", label=_("Duration")),
            LabelledDateColumn("created_at", label=_("Uploaded")),
        ]


class VideoChooseView(ChoosableVideosMixin, chooser.ChooseView):
    pass


class VideoChooseResultsView(ChoosableVideosMixin, chooser.ChooseResultsView):
    pass


class VideoChosenView(chooser.ChosenView):
    def get_object(self, pk: str) -> Video:
        video = super().get_object(pk)
        if not video_policy.user_has_permission_for_instance(self.request.user, "choose", video):
            raise PermissionDenied
        return video


class VideoChosenMultipleView(chooser.ChosenMultipleView):
    def get_objects(self, pks: list[str]) -> QuerySet[Video]:
        return videos_open_to(self.request.user, "choose").filter(pk__in=pks)
