"""By what the library is narrowed down."""

import django_filters
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.models import Tag
from wagtail.admin.filters import CollectionFilter, DateRangePickerWidget, WagtailFilterSet
from wagtail.models import Collection, Page

from cms.core.licences import LicenceCode
from media.library.overview import below, parents_of
from media.models import Video
from media.models.captions import Language
from media.models.videos import VideoQuerySet
from media.permissions import video_policy, videos_open_to
from media.publication import Visibility

WORKING_ON = ("add", "change", "delete")
MISSING = [
    ("captions", _("captions")),
    ("licence", _("licence")),
    ("author", _("author")),
    ("consent", _("consent")),
    ("description", _("audio description")),
    ("page", _("page")),
]
ONLINE = [
    ("live", _("online")),
    ("draft", _("draft only")),
    ("none", _("no page")),
    *((f"for {value}", label) for value, label in Visibility.choices),
]


def collections_of(request: HttpRequest | None) -> QuerySet[Collection]:
    user = getattr(request, "user", None)
    if user is None:
        return Collection.objects.none()
    return video_policy.collections_user_has_any_permission_for(user, list(WORKING_ON))


def tandems_of(request: HttpRequest | None) -> QuerySet[Page]:
    user = getattr(request, "user", None)
    if user is None:
        return Page.objects.none()
    return parents_of(videos_open_to(user, *WORKING_ON, "choose"))


def tags_of(request: HttpRequest | None) -> QuerySet[Tag]:
    """The tags of the videos on which the user works; how others tag theirs is their own."""
    user = getattr(request, "user", None)
    if user is None:
        return Tag.objects.none()
    used = Video.tags.through.objects.filter(
        content_type=ContentType.objects.get_for_model(Video),
        object_id__in=videos_open_to(user, *WORKING_ON).order_by().values("pk"),
    )
    return Tag.objects.filter(pk__in=used.values("tag")).order_by("name")


def lacking(videos: VideoQuerySet, name: str) -> VideoQuerySet:
    """The videos that lack one of the things in `MISSING`."""
    verbs = {
        "captions": videos.missing_captions,
        "licence": videos.missing_licence,
        "author": videos.missing_authors,
        "consent": videos.missing_consent,
        "description": videos.missing_descriptions,
    }
    return verbs[name]() if name in verbs else videos.filter(page__isnull=True)


def as_published(name: str) -> Q:
    """The condition of one of the choices `ONLINE`."""
    conditions = {"live": Q(page__live=True), "draft": Q(page__live=False), "none": Q(page__isnull=True)}
    return conditions.get(name) or Q(page__live=True, page__visibility=name.removeprefix("for "))


class VideoFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=Video.State.choices)
    missing = django_filters.ChoiceFilter(label=_("Missing"), choices=MISSING, method="filter_missing")
    tandem = django_filters.ModelChoiceFilter(
        label=_("Stands under"), queryset=tandems_of, method="filter_tandem"
    )
    collection = CollectionFilter(label=_("Collection"), queryset=collections_of)
    tags = django_filters.ModelMultipleChoiceFilter(
        label=_("Tags"), queryset=tags_of, widget=forms.CheckboxSelectMultiple, method="filter_tags"
    )
    licence_code = django_filters.ChoiceFilter(
        label=_("Licence"),
        choices=LicenceCode.choices,
        null_value="none",
        null_label=_("none"),
        method="filter_licence",
    )
    online = django_filters.ChoiceFilter(label=_("Published"), choices=ONLINE, method="filter_online")
    language = django_filters.ChoiceFilter(
        label=_("Spoken language"), choices=Language.choices, field_name="page__language"
    )
    unused = django_filters.ChoiceFilter(
        label=pgettext_lazy("in places", "Used"),
        choices=[("no", _("nowhere")), ("yes", _("somewhere"))],
        method="filter_unused",
    )
    created_at = django_filters.DateFromToRangeFilter(label=_("Uploaded"), widget=DateRangePickerWidget)

    class Meta:
        model = Video
        fields: list[str] = []

    def filter_tags(self, videos: VideoQuerySet, name: str, value: list[Tag]) -> VideoQuerySet:
        """With one of the tags at least."""
        tagged = Video.objects.filter(tags__in=value).order_by()
        return videos.filter(pk__in=tagged.values("pk")) if value else videos

    def filter_licence(self, videos: VideoQuerySet, name: str, value: str) -> VideoQuerySet:
        return videos.filter(licence_code="" if value == "none" else value)

    def filter_missing(self, videos: VideoQuerySet, name: str, value: str) -> VideoQuerySet:
        return lacking(videos, value)

    def filter_tandem(self, videos: VideoQuerySet, name: str, value: Page) -> VideoQuerySet:
        return videos.filter(below(value))

    def filter_online(self, videos: VideoQuerySet, name: str, value: str) -> VideoQuerySet:
        return videos.filter(as_published(value))

    def filter_unused(self, videos: VideoQuerySet, name: str, value: str) -> VideoQuerySet:
        return videos.filter(page__isnull=value == "no")
