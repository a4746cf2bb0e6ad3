"""What the library tells of each recording beyond its own row: size, place in the tree, where it is used."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    CharField,
    Count,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat, Length, Substr
from wagtail.models import Page, ReferenceIndex

from media.models import VideoIndexPage, VideoPage
from media.models.videos import VideoQuerySet
from media.storage_use import videos_with_use

STEP = Page.steplen


def with_overview(videos: VideoQuerySet) -> VideoQuerySet:
    """With all that a row of the library shows, in a fixed number of queries."""
    rows = with_usage(with_place(videos_with_use(videos))).with_details()
    return rows.select_related("uploaded_by").prefetch_related("tags")


def with_place(videos: VideoQuerySet) -> VideoQuerySet:
    """`tandem_title` of the page above the video's page, empty for the films of the network."""
    return videos.annotate(tandem_title=title_above("page__path"))


def title_above(path: str) -> Combinable:
    """The title of the tandem above a video page; `path` leads to the page's place in the tree."""
    above = Substr(OuterRef(path), 1, Length(OuterRef(path)) - STEP)
    network = ContentType.objects.get_for_model(VideoIndexPage)
    parents = Page.objects.filter(path=above).exclude(content_type=network).order_by()
    return Coalesce(Subquery(parents.values("title")[:1]), Value(""))


def with_usage(videos: VideoQuerySet) -> VideoQuerySet:
    """`use_count`: how many places show it: its page, and what shows that page: series, blocks, links.

    Without a page a recording is shown nowhere.
    """
    own_page = Case(When(page__isnull=False, then=1), default=0)
    source = Concat("base_content_type_id", Value(" "), "object_id", output_field=CharField())
    places = references_to_page(OuterRef("page__pk")).order_by().values("to_object_id")
    others = Subquery(
        places.annotate(sum=Count(source, distinct=True)).values("sum"), output_field=IntegerField()
    )
    return videos.annotate(use_count=own_page + Coalesce(others, 0))


def references_to_page(key: Combinable) -> Any:
    """What shows the page with that primary key."""
    pages = ContentType.objects.get_for_model(Page)
    return ReferenceIndex.objects.filter(to_content_type=pages, to_object_id=Cast(key, CharField()))


def parents_of(videos: VideoQuerySet) -> QuerySet[Page]:
    """The pages below which the pages of those videos stand."""
    paths = VideoPage.objects.filter(video__in=videos).values_list("path", flat=True)
    return Page.objects.filter(path__in={path[:-STEP] for path in paths}).order_by("title")


def below(parent: Page) -> Q:
    return Q(page__path__startswith=parent.path, page__depth=parent.depth + 1)
