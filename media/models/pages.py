"""The publication of videos: their pages, the index that gives them addresses, and series."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, MultipleChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from cms.core.blocks.text import SHORT_TEXT_FEATURES
from cms.core.models import BasePage, MaterialLink, OccupationLink, TopicLink
from cms.core.models.pages import BasePageManager, BasePageQuerySet
from cms.core.plain_text import plain_text
from media.captions import plain_text as cue_text
from media.filters import VideoFilterForm
from media.models.addresses import UniqueAddressPage
from media.models.captions import Caption, Language
from media.models.series import SharedSeriesPage
from media.models.video_lists import VideoPageQuerySet
from media.models.videos import Video
from media.models.watching import WatchablePage
from media.page_forms import VideoPageCopyForm, VideoPageForm
from media.panels import ReadinessPanel
from media.publication import NotPublishableError, Visibility, is_listed, is_on_show, missing, was_withdrawn

VIDEOS_PER_PAGE = 24  # fills rows of two, three and four
# Fields of the page that the rule of going live reads.
ASKED_OF_LIVE_PAGES = {"live", "video", "language", "safety_note"}
VIDEOS_SLUG = "videos"  # the addresses of all videos begin with it; locked


class VideoPage(UniqueAddressPage, WatchablePage):
    """A learning video, published: the recording with the words that make it useful in a lesson."""

    class PlaceOfLearning(models.TextChoices):
        SCHOOL = "school", _("vocational school")
        COMPANY = "company", _("company")
        BOTH = "both", _("both places of learning")

    class TrainingYear(models.IntegerChoices):
        FIRST = 1, _("1st year")
        SECOND = 2, _("2nd year")
        THIRD = 3, _("3rd year")
        FOURTH = 4, _("4th year")

    video = models.OneToOneField(
        Video, verbose_name=_("video"), null=True, blank=True, on_delete=models.PROTECT, related_name="page"
    )
    language = models.CharField(
        _("spoken language"), max_length=5, choices=Language.choices, default=Language.GERMAN
    )
    visibility = models.CharField(
        _("who may watch"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    embed_sites = models.TextField(
        _("named sites"),
        blank=True,
        help_text=_(
            "Only for “named sites”: one address per line, for example https://moodle.schule.example"
        ),
    )
    training_year = models.PositiveSmallIntegerField(
        _("year of training"), choices=TrainingYear.choices, null=True, blank=True
    )
    place_of_learning = models.CharField(
        _("place of learning"), max_length=10, choices=PlaceOfLearning.choices, blank=True
    )
    summary = RichTextField(_("what it shows"), features=SHORT_TEXT_FEATURES, blank=True)
    key_terms = models.CharField(
        _("key terms"),
        max_length=255,
        blank=True,
        help_text=_("Separated by commas, for worksheets and search."),
    )
    safety_note = models.TextField(
        _("safety note"), blank=True, help_text=_("What must be observed before anyone does the same.")
    )
    checked_by = models.CharField(_("checked by"), max_length=160, blank=True)
    checked_date = models.DateField(_("checked on"), null=True, blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("video"),
        ReadinessPanel(heading=_("Ready to go live?")),
        FieldRowPanel(["language", "visibility"]),
        FieldPanel("embed_sites"),
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                MultipleChooserPanel(
                    "occupation_links",
                    chooser_field_name="occupation",
                    heading=_("Occupations"),
                    label=_("training occupation"),
                ),
                MultipleChooserPanel(
                    "learning_field_links",
                    chooser_field_name="learning_field",
                    heading=_("Learning fields"),
                    label=_("learning field"),
                ),
                MultipleChooserPanel(
                    "topic_links", chooser_field_name="topic", heading=_("Topics"), label=_("topic")
                ),
                FieldRowPanel(["training_year", "place_of_learning"]),
                FieldPanel("key_terms"),
            ],
            heading=_("For lessons"),
        ),
        MultiFieldPanel(["safety_note", FieldRowPanel(["checked_by", "checked_date"])], heading=_("Checked")),
        InlinePanel("material_links", heading=_("Material"), label=_("material")),
        InlinePanel("questions", heading=_("Questions for the worksheet"), label=_("question")),
    ]
    search_fields = [*BasePage.search_fields, index.FilterField("visibility")]

    template = "media/video_page.html"
    parent_page_types = ["media.VideoIndexPage", "tandems.TandemPage"]
    subpage_types: list[str] = []
    page_description = _("Publishes a video of the library: with captions, licence and what lessons need.")
    # Who may watch is one choice on the page itself.
    private_page_options: list[str] = []
    # A recording is published once, at one address.
    exclude_fields_in_copy = ["video", "slug"]

    search_relations = (
        "occupation_links__occupation",
        "learning_field_links__learning_field",
        "topic_links__topic",
        "video__authors",
        "video__chapters",
        "video__captions",
    )

    base_form_class = VideoPageForm
    copy_form_class = VideoPageCopyForm

    objects = BasePageManager.from_queryset(VideoPageQuerySet)()

    class Meta:
        verbose_name = _("learning video")
        verbose_name_plural = _("learning videos")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to store a live page that must not be live, whatever path leads here.

        Raises `NotPublishableError`. Hooks, `publish()` and `full_clean()` are each avoided by some path of
        Wagtail; this one is not. An alias has no form and shares the recording, so it is refused as well.
        """
        if self.alias_of_id:
            raise ValidationError(
                _("Learning videos cannot have aliases. Choose the learning video instead."), code="alias"
            )
        if not self.slug:
            self.slug = self.free_slug()
        fields = kwargs.get("update_fields")
        if self.live and (fields is None or ASKED_OF_LIVE_PAGES & set(fields)):
            items = missing(self)
            if items:
                raise NotPublishableError(items)
        super().save(*args, **kwargs)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple | None:
        """The address below the index, wherever the page stands in the tree."""
        parts = super().get_url_parts(request)
        if parts is None:
            return None
        site_id, root_url, own_path = parts
        if own_path is None:
            return parts
        return site_id, root_url, reverse("wagtail_serve", args=[f"{VIDEOS_SLUG}/{self.slug}/"])

    @property
    def kicker(self) -> str:
        tandem = self.tandem
        return tandem.kicker if tandem else str(_("Learning video"))

    @property
    def tandem(self) -> BasePage | None:
        """The tandem whose film it is: the page it stands under, unless that is the index of the network."""
        parent = self.get_parent()
        if parent is None or parent.specific_class is VideoIndexPage:
            return None
        return parent.specific

    @cached_property
    def navigation_parent(self) -> Page | None:
        """The list of the network, also for the film of a tandem: its address lies there."""
        network_path = self.path[: 2 * self.steplen]  # the network stands right below the root
        return VideoIndexPage.objects.filter(path__startswith=network_path).first()

    @property
    def is_on_show(self) -> bool:
        return is_on_show(self, timezone.now())

    @property
    def is_listed(self) -> bool:
        return is_listed(self, timezone.now())

    @property
    def captions(self) -> Caption | None:
        """The captions in the spoken language."""
        return self.video.caption_in(self.language) if self.video else None

    @property
    def search_texts(self) -> Iterable[str]:
        yield from super().search_texts
        yield plain_text(self.summary)
        yield self.key_terms
        yield self.safety_note
        for link in self.occupation_links.all():
            yield from link.occupation.search_texts
        for link in self.learning_field_links.all():
            yield from link.learning_field.search_texts
        for link in self.topic_links.all():
            yield from link.topic.search_texts
        if self.video:
            yield from self.recording_texts

    @property
    def recording_texts(self) -> Iterable[str]:
        """The spoken words, the chapters and the authors of the recording."""
        yield self.recording.author_names
        yield from (chapter.title for chapter in self.recording.chapters.all())
        for caption in self.recording.public_captions:
            yield from map(cue_text, caption.cues)


class VideoPageOccupation(OccupationLink):
    page = ParentalKey(VideoPage, on_delete=models.CASCADE, related_name="occupation_links")


class VideoPageTopic(TopicLink):
    page = ParentalKey(VideoPage, on_delete=models.CASCADE, related_name="topic_links")


class VideoPageMaterial(MaterialLink):
    page = ParentalKey(VideoPage, on_delete=models.CASCADE, related_name="material_links")


class VideoPageLearningField(Orderable):
    """A video page teaches a learning field."""

    page = ParentalKey(VideoPage, on_delete=models.CASCADE, related_name="learning_field_links")
    learning_field = models.ForeignKey(
        "core.LearningField", verbose_name=_("learning field"), on_delete=models.PROTECT, related_name="+"
    )

    panels = ["learning_field"]

    class Meta(Orderable.Meta):
        verbose_name = _("learning field")
        verbose_name_plural = _("learning fields")


class VideoIndexPage(BasePage):
    """The library as readers see it; it gives every learning video of the network its address."""

    fixed_slug = VIDEOS_SLUG

    template = "media/video_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["media.VideoPage", "media.PlaylistPage"]
    max_count_per_parent = 1
    page_description = _("Lists all learning videos of the network and gives them their addresses.")

    class Meta:
        verbose_name = _("list of learning videos")
        verbose_name_plural = _("lists of learning videos")

    @property
    def network(self) -> Page:
        """The page of the network, below which the videos may stand anywhere."""
        return self.get_parent()

    @property
    def listed_videos(self) -> VideoPageQuerySet:
        """The videos of the network that everyone may find, the newest first."""
        return VideoPage.objects.descendant_of(self.network).listed().for_lists().newest_first()

    @property
    def listed_series(self) -> BasePageQuerySet:
        return PlaylistPage.objects.child_of(self).on_show()

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, Any]:
        form = VideoFilterForm(request.GET, self.listed_videos)
        return {
            **super().get_context(request, *args, **kwargs),
            "form": form,
            "page_obj": Paginator(form.results, VIDEOS_PER_PAGE).get_page(request.GET.get("page")),
        }

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Resolve `/videos/<slug>/` to a video page anywhere in the network."""
        if len(path_components) == 1:
            pages = VideoPage.objects.descendant_of(self.network).filter(slug=path_components[0])
            page = pages.order_by("-live", "pk").first()
            if page is not None:
                if page.live or was_withdrawn(page, timezone.now()):
                    return RouteResult(page)
                raise Http404
        return super().route(request, path_components)


class PlaylistPage(SharedSeriesPage):
    """A series: learning videos in an order, under one address."""

    template = "media/playlist_page.html"
    parent_page_types = ["media.VideoIndexPage"]
    subpage_types: list[str] = []
    page_description = _("Puts learning videos in an order: a series for a topic or a course.")

    content_panels = [
        *BasePage.content_panels,
        MultipleChooserPanel(
            "entries",
            chooser_field_name="video_page",
            heading=_("Learning videos"),
            label=_("learning video"),
        ),
    ]

    class Meta:
        verbose_name = _("series of learning videos")
        verbose_name_plural = pgettext_lazy("plural", "series of learning videos")

    @cached_property
    def order(self) -> list[int]:
        """The keys of the pages of all its videos, on show or not."""
        return [entry.video_page_id for entry in self.entries.all()]

    @cached_property
    def video_pages(self) -> list[VideoPage]:
        """The videos of the series in their order, as far as lists may name them."""
        listed = VideoPage.objects.listed().for_lists().in_bulk(self.order)
        return [listed[page_id] for page_id in self.order if page_id in listed]


class PlaylistEntry(Orderable):
    """A learning video at its place in a series."""

    page = ParentalKey(PlaylistPage, on_delete=models.CASCADE, related_name="entries")
    video_page = models.ForeignKey(
        VideoPage, verbose_name=_("learning video"), on_delete=models.PROTECT, related_name="+"
    )

    panels = ["video_page"]

    class Meta(Orderable.Meta):
        verbose_name = _("learning video")
        verbose_name_plural = _("learning videos")
