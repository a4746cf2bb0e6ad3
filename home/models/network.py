"""The home page: one network with its partners."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from cms.core.models import BasePage, BodyMixin
from cms.core.structured_data import organization, web_site
from home.models.news import NewsPage
from media.blocks.video import VideoStoryBlock
from media.models import VideoPage
from meetings.models import MeetingIndexPage
from tandems.models import TandemPage

TANDEMS_ON_FRONT = 6
VIDEOS_ON_FRONT = 3
NEWS_ON_FRONT = 3


class HomePage(BodyMixin, BasePage):
    """The front of one network; a site may hold sister networks side by side."""

    class Phase(models.TextChoices):
        CONCEPT = "concept", _("in preparation")
        RUNNING = "running", _("running")
        FINISHED = "finished", _("finished")

    network_name = models.CharField(_("name of the network"), max_length=120)
    headline = models.CharField(
        _("headline"),
        max_length=120,
        blank=True,
        help_text=_("The large line that greets. Empty: the title."),
    )
    region = models.CharField(_("region"), max_length=80, blank=True)
    sector = models.CharField(_("sector"), max_length=160, blank=True)
    start_date = models.DateField(_("start"), null=True, blank=True)
    end_date = models.DateField(_("end"), null=True, blank=True)
    phase = models.CharField(_("phase"), max_length=10, choices=Phase.choices, default=Phase.RUNNING)
    body = StreamField(VideoStoryBlock(), verbose_name=_("text"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("headline"),
        MultiFieldPanel(
            [
                FieldRowPanel(["network_name", "phase"]),
                FieldRowPanel(["region", "sector"]),
                FieldRowPanel(["start_date", "end_date"]),
            ],
            heading=_("Network"),
        ),
        InlinePanel("partners", heading=_("Partners"), label=_("partner")),
        FieldPanel("body"),
    ]

    template = "home/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "tandems.TandemIndexPage",
        "meetings.MeetingIndexPage",
        "media.VideoIndexPage",
        "home.TopicIndexPage",
        "home.NewsIndexPage",
        "home.GlossaryPage",
        "home.StandardPage",
    ]
    page_description = _("The front page of a network.")

    search_relations = ("partners__organisation__former_names",)

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def clean(self) -> None:
        super().clean()
        if self.start_date and self.end_date and self.end_date < self.start_date:
            raise ValidationError({"end_date": _("The end lies before the start: correct one of the two.")})

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, Any]:
        tandems = list(TandemPage.objects.descendant_of(self).on_show().for_lists())
        meetings = MeetingIndexPage.objects.child_of(self).on_show().first()
        return {
            **super().get_context(request, *args, **kwargs),
            "tandems": tandems,
            "highlights": tandems[:TANDEMS_ON_FRONT],
            "meetings": meetings,
            "report": meetings.latest_report if meetings else None,
            "next_meeting": meetings.next_meeting if meetings else None,
            "videos": VideoPage.objects.descendant_of(self).listed().latest_first()[:VIDEOS_ON_FRONT],
            "news": NewsPage.objects.descendant_of(self).on_show().order_by("-date", "-pk")[:NEWS_ON_FRONT],
        }

    @property
    def structured_data(self) -> list[dict]:
        url = self.full_url or ""
        return [
            organization(self.network_name, url=url, description=self.lead),
            web_site(self.network_name, url),
        ]

    @cached_property
    def roles(self) -> list[dict[str, Any]]:
        """The partners by role, in the order of the roles, as the part `cms/parts/partners.html` prints them."""
        partners = list(self.partners.select_related("organisation"))
        return [
            {
                "name": capfirst(str(role.label)),
                "partners": [
                    {"name": partner.organisation.name, "url": partner.organisation.website}
                    for partner in partners
                    if partner.role == role
                ],
            }
            for role in NetworkPartner.Role
            if any(partner.role == role for partner in partners)
        ]

    @property
    def term(self) -> str:
        """The years of the network, for example “2020–2022”."""
        years = [str(day.year) for day in (self.start_date, self.end_date) if day]
        return "–".join(dict.fromkeys(years))

    @property
    def search_texts(self) -> Iterable[str]:
        yield from super().search_texts
        yield from (self.network_name, self.headline, self.region, self.sector)
        for partner in self.partners.all():
            yield from partner.organisation.search_texts
        yield from self.body_texts


class NetworkPartner(Orderable):
    """An organisation and its role in the network; one organisation may have several."""

    class Role(models.TextChoices):
        LEAD = "lead", _("programme lead")
        FUNDER = "funder", _("funder")
        COOPERATION = "cooperation", _("cooperation partner")
        ADVISORY = "advisory", _("advisory board")
        LISTING = "listing", _("listing")

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        "core.Organisation", verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    note = models.CharField(_("note"), max_length=160, blank=True)

    panels = [FieldRowPanel(["organisation", "role"]), "note"]

    class Meta(Orderable.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
