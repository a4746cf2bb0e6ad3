"""Schools, companies, partners and their people, each maintained once."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index


class Organisation(index.Indexed, ClusterableModel):
    """A school, a company or another institution; rename it once and every page shows the change."""

    class Kind(models.TextChoices):
        SCHOOL = "school", _("vocational school")
        COMPANY = "company", _("training company")
        OTHER = "other", _("other institution")

    name = models.CharField(_("official name"), max_length=255, unique=True)
    short_name = models.CharField(
        _("short name"),
        max_length=80,
        blank=True,
        help_text=_("For lists and headings, for example “B. Braun”. Empty: the official name."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    town = models.CharField(_("town"), max_length=80, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    website = models.URLField(_("website"), blank=True)
    logo = models.ForeignKey(
        "core.Picture",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Invented for sample content; marked as such on the site.")
    )

    panels = [
        MultiFieldPanel(["name", "short_name", "kind"], heading=_("Name")),
        InlinePanel("former_names", heading=_("Former names"), label=_("former name")),
        MultiFieldPanel(
            [
                FieldRowPanel(["postal_code", "town"]),
                FieldRowPanel(["latitude", "longitude"]),
                "website",
            ],
            heading=_("Place"),
        ),
        FieldPanel("logo"),
        FieldPanel("is_sample"),
    ]
    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("short_name"),
        index.AutocompleteField("short_name"),
        index.SearchField("town"),
        index.RelatedFields("former_names", [index.SearchField("name"), index.AutocompleteField("name")]),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def display_name(self) -> str:
        """The name for lists and headings."""
        return self.short_name or self.name

    @property
    def search_texts(self) -> list[str]:
        """Every name under which readers may look for it, and the town."""
        return [self.name, self.short_name, self.town, *(former.name for former in self.former_names.all())]


class FormerName(Orderable):
    """A name that an organisation once had; search still finds it."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(_("former name"), max_length=255)
    until_year = models.PositiveSmallIntegerField(_("until (year)"), null=True, blank=True)

    panels = [FieldRowPanel(["name", "until_year"])]

    class Meta(Orderable.Meta):
        verbose_name = _("former name")
        verbose_name_plural = _("former names")

    def __str__(self) -> str:
        return self.name


class Person(index.Indexed, models.Model):
    """Someone who is named on the site: a speaker, a contact, someone who is interviewed."""

    name = models.CharField(_("name"), max_length=120)
    function = models.CharField(
        _("function"), max_length=160, blank=True, help_text=_("For example “head of training”.")
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="people",
    )

    panels = ["name", "function", "organisation"]
    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("function"),
    ]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """First letters of first and last name, for interviews."""
        words = [word for word in self.name.split() if word[0].isalpha() and not word.endswith(".")]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def search_texts(self) -> list[str]:
        return [self.name, self.function]
