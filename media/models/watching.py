"""How a video page is answered to readers and described to machines."""

from collections.abc import Sequence
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property

from cms.core.models import BasePage, Material
from cms.core.plain_text import plain_text
from media import addresses
from media.access import Place, Verdict, judge_page, judge_video, refusal
from media.models.videos import Video
from media.playback import poster_of, usual_rendition
from media.sharing import Sharing
from media.structured_data import Clip, LearningVideo, learning_video

POSTER_WIDTHS = (1280, 640, 320)
# What the page shows beside its own fields; fetched at once, because the template asks for it many times.
SHOWN = (
    "video__files",
    "video__captions",
    "video__authors",
    "video__chapters",
    "occupation_links__occupation",
    "topic_links__topic",
    "learning_field_links__learning_field",
)


class WatchablePage(BasePage):
    """Answers a video page only to those who may watch, and only at its own address."""

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page, the way to its address, or why there is none. Raises Http404 and PermissionDenied."""
        verdict = self._verdict(request)
        if not verdict.is_granted:
            return refusal(request, verdict)
        own_path = self.get_url_parts(request)[2]
        if request.path != own_path:
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{own_path}?{query}" if query else own_path)
        prefetch_related_objects([self], *SHOWN)
        response = super().serve(request, *args, **kwargs)
        sharing = Sharing(self, request.GET.dict())
        if verdict is Verdict.OPEN and sharing.is_embeddable:
            response.headers["Link"] = addresses.oembed_links(sharing.oembed_url)
        if verdict is Verdict.PERSONAL:
            response.headers["Cache-Control"] = "private, no-store"
        return response

    def _verdict(self, request: HttpRequest) -> Verdict:
        """What was taken offline is gone for editors too, who look at its address to see that it is."""
        if not self.video:
            return Verdict.ABSENT
        if not self.live:
            return judge_page(request, self, Place.PAGE)
        return judge_video(request, self.video, Place.PAGE)

    @cached_property
    def structured_data(self) -> list[dict]:
        if not self.is_on_show:
            return []
        return [learning_video(self._as_learning_video())]

    def _as_learning_video(self) -> LearningVideo:
        video, film = self.recording, usual_rendition(self.recording)
        licence, captions = video.licence, self.captions
        return LearningVideo(
            name=self.title,
            url=self.full_url,
            short_url=addresses.absolute(addresses.short(video.key)),
            embed_url=addresses.absolute(addresses.embed(video.key)),
            content_url=addresses.absolute(addresses.file(video.key, film.name)) if film else "",
            thumbnail_urls=self.poster_urls,
            language=self.language,
            duration=video.duration or 0,
            uploaded_at=timezone.localtime(self.first_published_at or video.created_at),
            changed_at=timezone.localtime(self.last_published_at) if self.last_published_at else None,
            expires_at=timezone.localtime(self.expire_at) if self.expire_at else None,
            description=self.lead or plain_text(self.summary),
            authors=[author.name for author in video.authors.all()],
            licence_url=licence.legal_url if licence else "",
            credit=video.author_names,
            keywords=self.keywords,
            occupations=[link.occupation.name for link in self.occupation_links.all()],
            transcript=captions.transcript if captions else "",
            caption_urls=self._caption_urls,
            has_descriptions=video.has_audio_description,
            clips=self._clips,
        )

    @property
    def recording(self) -> Video:
        """The video of a page that is or was published; only drafts do without."""
        return self.video

    @property
    def poster_urls(self) -> list[str]:
        """Absolute addresses of the still pictures, largest first."""
        posters = [poster_of(self.recording, width) for width in POSTER_WIDTHS]
        names = dict.fromkeys(poster.name for poster in posters if poster)
        return [addresses.absolute(addresses.file(self.recording.key, name)) for name in names]

    @property
    def materials(self) -> list[Material]:
        return [link.material for link in self.material_links.select_related("material")]

    @property
    def keywords(self) -> list[str]:
        """Key terms, topics and occupations, each once."""
        terms = [term.strip() for term in self.key_terms.split(",") if term.strip()]
        topics = [link.topic.name for link in self.topic_links.all()]
        occupations = [link.occupation.name for link in self.occupation_links.all()]
        return list(dict.fromkeys([*terms, *topics, *occupations]))

    @property
    def _caption_urls(self) -> Sequence[tuple[str, str]]:
        return [
            (track.language, addresses.absolute(addresses.file(self.recording.key, track.file_name)))
            for track in self.recording.public_captions
            if track.kind != track.Kind.DESCRIPTIONS
        ]

    @property
    def _clips(self) -> list[Clip]:
        chapters = list(self.recording.chapters.all())
        ends = [*(chapter.start for chapter in chapters[1:]), self.recording.duration or 0]
        return [
            Clip(chapter.title, chapter.start, end, f"{self.full_url}?t={chapter.start:g}")
            for chapter, end in zip(chapters, ends, strict=False)
        ]
