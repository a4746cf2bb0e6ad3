"""Lists of published videos, as verbs: what may be shown, what comes along, what is missing."""

from django.db import models
from django.utils import timezone

from cms.core.models.pages import BasePageQuerySet
from media.access import SHARED_BY_ADDRESS
from media.models.captions import Caption
from media.models.videos import Video, consents_of
from media.publication import Visibility


class VideoPageQuerySet(BasePageQuerySet):
    """Lists of published videos."""

    def listed(self) -> "VideoPageQuerySet":
        """On show to everyone: what lists, feeds, search and machines may name."""
        return self.open_to_everyone().filter(visibility=Visibility.PUBLIC)

    def open_to_everyone(self) -> "VideoPageQuerySet":
        """What whoever has the address may watch: `media.access` says `OPEN` for these and no others."""
        free = Video.objects.ready().with_consent(timezone.localdate())
        return self.on_show().filter(visibility__in=SHARED_BY_ADDRESS, video__in=free.values("pk"))

    def missing_captions(self) -> "VideoPageQuerySet":
        """Without captions in the spoken language and without a recorded reason."""
        spoken = Caption.objects.filter(
            video=models.OuterRef("video"),
            language=models.OuterRef("language"),
            kind=Caption.Kind.CAPTIONS,
            is_reviewed=True,
        )
        return self.filter(~models.Exists(spoken), video__caption_waiver="")

    def missing_safety_note(self) -> "VideoPageQuerySet":
        """Without the note that a topic or learning field asks for."""
        careless = models.Q(topic_links__topic__needs_safety_note=True) | models.Q(
            learning_field_links__learning_field__needs_safety_note=True
        )
        return self.filter(careless, safety_note="").distinct()

    def latest_first(self) -> "VideoPageQuerySet":
        return self.with_recordings().newest_first()

    def with_recordings(self) -> "VideoPageQuerySet":
        """With what a player needs, in a fixed number of queries; the texts of the captions stay behind."""
        tracks = models.Prefetch("video__captions", Caption.objects.defer("vtt"))
        return self.for_lists().prefetch_related(tracks)

    def for_lists(self) -> "VideoPageQuerySet":
        """With what a card shows, in a fixed number of queries."""
        return self.select_related("video").prefetch_related(
            "video__files", "video__authors", consents_of("video__"), "occupation_links__occupation"
        )

    def newest_first(self) -> "VideoPageQuerySet":
        return self.order_by("-first_published_at", "-pk")
