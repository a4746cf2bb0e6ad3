"""A tandem of schools and companies: its page, its people and what it works with."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel, InlinePanel, MultiFieldPanel, MultipleChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Collection, Orderable

from cms.core.models import (
    BasePage,
    BodyMixin,
    Material,
    MaterialLink,
    Occupation,
    OccupationLink,
    OrganisationLink,
    Topic,
)
from cms.core.models.pages import BasePageManager, BasePageQuerySet
from cms.core.structured_data import organization
from media.models import VideoPage
from tandems.blocks.interview import TandemStoryBlock
from tandems.models.projects import DevelopmentProject


class TandemPageQuerySet(BasePageQuerySet):
    """Lists of tandems."""

    def for_lists(self) -> "TandemPageQuerySet":
        """In the order of their numbers, with what a row shows, in a fixed number of queries."""
        return (
            self.defer_streamfields()
            .prefetch_related(
                "schools__organisation",
                "companies__organisation",
                "occupation_links__occupation",
                "projects__topic_links__topic",
            )
            .order_by("number", "pk")
        )


class TandemPage(BodyMixin, BasePage):
    """A tandem: schools and companies that work together, their projects and what others can learn from them."""

    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    time_model = models.CharField(
        _("rhythm of training"),
        max_length=160,
        blank=True,
        help_text=_("For example “2 weeks school, 4 weeks company” or “1–2 school days a week”."),
    )
    contact = models.ForeignKey(
        "core.Person",
        verbose_name=_("contact for transfer"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Whom others may call. Only with that person's consent."),
    )
    contact_email = models.EmailField(_("address of the contact"), blank=True)
    body = StreamField(TandemStoryBlock(), verbose_name=_("text"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel(["number", "time_model"]),
        MultiFieldPanel(
            [
                MultipleChooserPanel(
                    "schools", chooser_field_name="organisation", heading=_("Schools"), label=_("school")
                ),
                MultipleChooserPanel(
                    "companies", chooser_field_name="organisation", heading=_("Companies"), label=_("company")
                ),
                MultipleChooserPanel(
                    "occupation_links",
                    chooser_field_name="occupation",
                    heading=_("Occupations"),
                    label=_("training occupation"),
                ),
            ],
            heading=_("Who"),
        ),
        InlinePanel("projects", heading=_("Development projects"), label=_("development project"), min_num=1),
        MultiFieldPanel(
            [
                InlinePanel("members", label=_("member")),
                FieldRowPanel(["contact", "contact_email"]),
            ],
            heading=_("People"),
        ),
        *BodyMixin.body_panels,
        InlinePanel("material_links", heading=_("Material"), label=_("material")),
    ]

    template = "tandems/tandem_page.html"
    parent_page_types = ["tandems.TandemIndexPage"]
    subpage_types = ["media.VideoPage"]
    page_description = _(
        "A tandem of schools and companies with its projects; its learning videos stand below it."
    )

    search_relations = (
        "schools__organisation__former_names",
        "companies__organisation__former_names",
        "occupation_links__occupation",
        "projects__topic_links__topic",
    )

    objects = BasePageManager.from_queryset(TandemPageQuerySet)()

    class Meta:
        verbose_name = _("tandem")
        verbose_name_plural = _("tandems")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, Any]:
        if self.pk:
            # The facts, the people and the material, in a fixed number of queries.
            prefetch_related_objects(
                [self], *self.search_relations, "members__person", "material_links__material", "contact"
            )
        siblings = TandemPage.objects.sibling_of(self).on_show().defer_streamfields().order_by("number", "pk")
        return {
            **super().get_context(request, *args, **kwargs),
            "videos": VideoPage.objects.child_of(self).listed().with_recordings(),
            "previous": siblings.filter(number__lt=self.number).last(),
            "next": siblings.filter(number__gt=self.number).first(),
        }

    @property
    def kicker(self) -> str:
        return _("Tandem %(number)s") % {"number": self.number}

    @property
    def short_title(self) -> str:
        """Companies and schools by their short names, for rows and cards."""
        companies = " / ".join(link.organisation.display_name for link in self.companies.all())
        schools = " / ".join(link.organisation.display_name for link in self.schools.all())
        # The dash does not begin a line.
        return "\N{NO-BREAK SPACE}– ".join(filter(None, [companies, schools])) or self.title

    @property
    def school_hue(self) -> int:
        """The colour of the circle in its emblem: that of the first school, wherever it appears."""
        return next((link.organisation_id for link in self.schools.all()), 0)

    @property
    def materials(self) -> list[Material]:
        return [link.material for link in self.material_links.all()]

    @property
    def occupations(self) -> list[Occupation]:
        return [link.occupation for link in self.occupation_links.all()]

    @property
    def topics(self) -> list[Topic]:
        """The topics of all its projects, each once."""
        links = (link for project in self.projects.all() for link in project.topic_links.all())
        return list(dict.fromkeys(link.topic for link in links))

    @property
    def facets(self) -> dict[str, dict[str, str]]:
        """What the list is filtered by: values and labels for each field of the filter."""
        return {
            "beruf": {str(occupation.pk): occupation.name for occupation in self.occupations},
            "thema": {topic.slug: topic.name for topic in self.topics},
            "stand": {project.status: str(project.get_status_display()) for project in self.projects.all()},
            "ort": {town: town for town in self.towns},
        }

    @property
    def structured_data(self) -> list[dict]:
        schools = [
            organization(
                link.organisation.name, url=link.organisation.website, kind="EducationalOrganization"
            )
            for link in self.schools.all()
        ]
        companies = [
            organization(link.organisation.name, url=link.organisation.website)
            for link in self.companies.all()
        ]
        return [*schools, *companies]

    @property
    def group(self) -> Group:
        """The people of the tandem who work on the site."""
        return self.team.group

    @property
    def company_count(self) -> int:
        return len(self.companies.all())

    @property
    def towns(self) -> list[str]:
        """The towns of its schools, each once."""
        return list(
            dict.fromkeys(link.organisation.town for link in self.schools.all() if link.organisation.town)
        )

    @property
    def main_project(self) -> DevelopmentProject | None:
        return next(iter(self.projects.all()), None)

    @property
    def search_texts(self) -> Iterable[str]:
        yield from super().search_texts
        yield str(self.kicker)
        for organisation_link in [*self.schools.all(), *self.companies.all()]:
            yield from organisation_link.organisation.search_texts
        for occupation_link in self.occupation_links.all():
            yield from occupation_link.occupation.search_texts
        for project in self.projects.all():
            yield from project.search_texts
        yield from self.body_texts


class TandemTeam(models.Model):
    """The group and the collection of a tandem.

    A row of its own and not two fields of the page: a page's fields return with every old revision.
    """

    page = models.OneToOneField(TandemPage, on_delete=models.CASCADE, related_name="team")
    group = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="tandem_team")
    collection = models.OneToOneField(Collection, on_delete=models.PROTECT, related_name="tandem_team")

    class Meta:
        verbose_name = _("team of a tandem")
        verbose_name_plural = _("teams of tandems")

    def __str__(self) -> str:
        return str(self.page)


class TandemSchool(OrganisationLink):
    page = ParentalKey(TandemPage, on_delete=models.CASCADE, related_name="schools")


class TandemCompany(OrganisationLink):
    page = ParentalKey(TandemPage, on_delete=models.CASCADE, related_name="companies")


class TandemOccupation(OccupationLink):
    page = ParentalKey(TandemPage, on_delete=models.CASCADE, related_name="occupation_links")


class TandemMaterial(MaterialLink):
    page = ParentalKey(TandemPage, on_delete=models.CASCADE, related_name="material_links")


class TandemMember(Orderable):
    """Someone who works in the tandem, with a function there."""

    page = ParentalKey(TandemPage, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(
        "core.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="+"
    )
    function = models.CharField(_("function in the tandem"), max_length=160, blank=True)

    panels = [FieldRowPanel(["person", "function"])]

    class Meta(Orderable.Meta):
        verbose_name = _("member")
        verbose_name_plural = _("members")
