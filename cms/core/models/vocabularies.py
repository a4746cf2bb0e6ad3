"""Controlled words: occupations, learning fields, topics and glossary terms."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.search import index

from cms.core import subjects
from cms.core.gender_forms import gender_forms
from cms.core.slugs import GermanSlugInput, german_slug

is_occupation_number = RegexValidator(
    r"^\d{5}-\d{3}$", _("Write the number as the Bundesagentur für Arbeit does, for example 41322-117.")
)


class SafetyMixin(models.Model):
    """What is dangerous to do without a word of warning."""

    needs_safety_note = models.BooleanField(
        _("needs a safety note"),
        default=False,
        help_text=_(
            "Learning videos about it go online only with a safety note. Published ones without a note go "
            "offline as soon as this is saved; who is responsible gets a mail."
        ),
    )

    class Meta:
        abstract = True


class Occupation(index.Indexed, models.Model):
    """A recognised training occupation under its official name; search finds every gender form."""

    name = models.CharField(
        _("official name"), max_length=160, unique=True, help_text=_("For example “Chemielaborant/-in”.")
    )
    english_name = models.CharField(_("English name"), max_length=160, blank=True)
    number = models.CharField(
        _("BA number"),
        max_length=9,
        blank=True,
        validators=[is_occupation_number],
        help_text=_("Its first five digits are the KldB 2010 class."),
    )
    field = models.CharField(_("occupational field"), max_length=80, blank=True)
    pictogram = models.SlugField(
        _("pictogram"), blank=True, help_text=_("Drawn for learning videos without a picture of their own.")
    )
    kim_uri = models.URLField(
        _("school subject (KIM)"),
        blank=True,
        choices=subjects.kim_choices,
        help_text=_("For portals of teaching material. Empty: follows from the BA number."),
    )
    oeh_uri = models.URLField(
        _("vocational subject (OpenEduHub)"),
        blank=True,
        choices=subjects.oeh_choices,
        help_text=_("For portals of teaching material. Empty: follows from the BA number."),
    )

    panels = [
        "name",
        "english_name",
        FieldRowPanel(["number", "field"]),
        MultiFieldPanel(
            ["pictogram", "kim_uri", "oeh_uri"], heading=_("For machines"), classname="collapsed"
        ),
    ]
    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("english_name"),
    ]

    class Meta:
        verbose_name = _("training occupation")
        verbose_name_plural = _("training occupations")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def kldb(self) -> str:
        """The five digits of the Klassifikation der Berufe 2010, or an empty string."""
        return self.number[:5]

    @property
    def subjects(self) -> list[subjects.Concept]:
        """What it is taught as: the KIM subject first, the OpenEduHub discipline, the KldB class."""
        found = [
            subjects.kim_subject(self.kim_uri, self.kldb),
            subjects.oeh_discipline(self.oeh_uri, self.kldb),
            subjects.kldb_class(self.kldb, self.name),
        ]
        return [concept for concept in found if concept]

    @property
    def search_texts(self) -> list[str]:
        return [self.name, self.english_name, self.field, *gender_forms(self.name)]


class LearningField(SafetyMixin, index.Indexed, models.Model):
    """A Lernfeld of the framework curriculum of an occupation."""

    occupation = models.ForeignKey(
        Occupation,
        verbose_name=_("training occupation"),
        on_delete=models.PROTECT,
        related_name="learning_fields",
    )
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=255)
    english_title = models.CharField(_("English title"), max_length=255, blank=True)
    year = models.PositiveSmallIntegerField(_("year of training"), null=True, blank=True)

    panels = ["occupation", FieldRowPanel(["number", "year"]), "title", "english_title", "needs_safety_note"]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("learning field")
        verbose_name_plural = _("learning fields")
        ordering = ["occupation", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["occupation", "number"], name="one_number_per_occupation"),
        ]

    def __str__(self) -> str:
        return _("Learning field %(number)s: %(title)s") % {"number": self.number, "title": self.title}

    @property
    def search_texts(self) -> list[str]:
        return [self.title, self.english_title]


class Topic(SafetyMixin, index.Indexed, models.Model):
    """A main topic (Schwerpunktthema); its page lies in the room `home`."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    english_name = models.CharField(_("English name"), max_length=120, blank=True)
    slug = models.SlugField(_("short form in addresses"), unique=True)

    panels = [
        TitleFieldPanel("name"),
        "english_name",
        FieldPanel("slug", widget=GermanSlugInput),
        "needs_safety_note",
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def search_texts(self) -> list[str]:
        return [self.name, self.english_name]


class GlossaryTerm(index.Indexed, models.Model):
    """A word of vocational training, explained in one or two sentences."""

    term = models.CharField(_("term"), max_length=120, unique=True)
    english_term = models.CharField(_("English term"), max_length=120, blank=True)
    definition = models.TextField(
        _("definition"), help_text=_("One or two sentences that an apprentice understands.")
    )

    panels = ["term", "english_term", "definition"]
    search_fields = [
        index.SearchField("term", boost=2),
        index.AutocompleteField("term"),
        index.SearchField("definition"),
    ]

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ["term", "pk"]

    def __str__(self) -> str:
        return self.term

    @property
    def anchor(self) -> str:
        """Its place on the page of the glossary."""
        return german_slug(self.term)

    @property
    def search_texts(self) -> list[str]:
        return [self.term, self.english_term, self.definition]
