"""How much room films take in the storage: uploads and what was made from them, by recording and collection.

Every figure that people see of it, and the quota, is a sum of the same rows.
"""

from dataclasses import dataclass

from django.db.models import F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from wagtail.models import Collection

from media.models import CollectionQuota, Version, VersionKind, Video, VideoFile
from media.models.videos import VideoQuerySet

BYTES = IntegerField()


@dataclass(frozen=True)
class Place:
    """Rows that record bytes, the column that does, and the way to the recording: none from itself."""

    rows: QuerySet
    column: str
    recording: str = ""

    def of(self, lookup: str, value: object) -> QuerySet:
        """The rows whose recording is meant, as in `of("collection", ...)`."""
        return self.rows.filter(**{f"{self.recording}__{lookup}" if self.recording else lookup: value})


# The upload of the film on show stands with the recording, also where its version has a row; other versions
# have their own. Captions are no files: their texts lie in the database.
NOT_WITH_THE_RECORDING = ~Q(original="") & ~Q(kind=VersionKind.FILM, is_on_show=True)
UPLOADS = (
    Place(Video.objects.all(), "original_size"),
    Place(Version.objects.filter(NOT_WITH_THE_RECORDING), "original_size", "video"),
)
MADE_FROM_THEM = (
    Place(VideoFile.objects.all(), "size", "video"),
    Place(VideoFile.objects.all(), "size", "version__video"),
)
Places = tuple[Place, ...]


def bytes_below(collection: Collection) -> int:
    """The bytes of all films in the collection and those below it."""
    return sum(
        place.of("collection__path__startswith", collection.path).aggregate(total=Sum(place.column))["total"]
        or 0
        for place in UPLOADS + MADE_FROM_THEM
    )


def videos_with_use(videos: VideoQuerySet) -> VideoQuerySet:
    """The recordings with `used_bytes`: all their films, also those that come, rest or stand beside."""
    return videos.annotate(used_bytes=_sum(UPLOADS + MADE_FROM_THEM, "pk", "pk"))


def collections_with_use() -> QuerySet[Collection]:
    """All collections with `original_bytes`, `rendition_bytes` and their sum `used_bytes`: each its own alone."""
    return Collection.objects.annotate(
        original_bytes=_sum(UPLOADS, "collection", "pk"),
        rendition_bytes=_sum(MADE_FROM_THEM, "collection", "pk"),
    ).annotate(used_bytes=F("original_bytes") + F("rendition_bytes"))


def quotas_with_use() -> QuerySet[CollectionQuota]:
    """All quotas with `used_bytes`: what lies in their collection and those below it."""
    return CollectionQuota.objects.select_related("collection").annotate(
        used_bytes=_sum(UPLOADS + MADE_FROM_THEM, "collection__path__startswith", "collection__path")
    )


def quotas_of(collection: Collection) -> QuerySet[CollectionQuota]:
    """The quotas that hold for the collection: its own and those of the collections above it."""
    above = collection.get_ancestors(inclusive=True)
    return CollectionQuota.objects.filter(collection__in=above).select_related("collection")


def _sum(places: Places, lookup: str, outer: str) -> Combinable:
    """The bytes of the recordings whose `lookup` is the field `outer` of the row at hand."""
    total: Combinable = Value(0)
    for place in places:
        # Grouped by a constant: one sum over all rows of the filter.
        groups = place.of(lookup, OuterRef(outer)).order_by().annotate(one=Value(1)).values("one")
        sums = groups.annotate(total=Sum(place.column)).values("total")
        total = total + Coalesce(Subquery(sums, output_field=BYTES), 0, output_field=BYTES)
    return total
