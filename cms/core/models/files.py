"""Pictures and material: what editors put into the library beside videos."""

from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, ImageQuerySet
from wagtail.search import index

from cms.core.licences import Licence, LicenceCode, licence


def neutral_name(folder: str, filename: str) -> str:
    """`<folder>/<uuid><ending>`: names from outside never become names of files."""
    return f"{folder}/{uuid4()}{PurePath(filename).suffix.lower()[:8]}"


def editable_original_path(material: "Material", filename: str) -> str:
    return neutral_name("material", filename)


class PictureQuerySet(ImageQuerySet):
    """What lists ask."""

    def prefetch_renditions(self, *filters: Any) -> "PictureQuerySet":
        """With the consents, which every rendition depends on; without names."""
        consents = self.model.consents.rel.related_model.objects.without_names()
        found = super().prefetch_renditions(*filters)
        return found.prefetch_related(models.Prefetch("consents", consents))


class Picture(AbstractImage):
    """A picture with the credit that stands below it; the description is the default alternative text."""

    credit = models.CharField(
        _("credit"),
        max_length=255,
        help_text=_("Stands below the picture: photographer and source, for example “Photo: DKJS / Name”."),
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [*AbstractImage.search_fields, index.SearchField("credit")]

    objects = PictureQuerySet.as_manager()

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def get_upload_to(self, filename: str) -> str:
        return neutral_name("original_images", filename)

    @property
    def default_alt_text(self) -> str:
        """The description; without one a picture counts as undescribed rather than named after its file."""
        return self.description

    @property
    def is_free_to_show(self) -> bool:
        """Whether all who gave a consent for it agree today; without a record nobody can be recognised."""
        today = timezone.localdate()
        return all(consent.holds_on(today) for consent in self.consents.all())

    def get_rendition(self, filter: Any) -> "Rendition":
        if not self.is_free_to_show:
            return self._withheld()
        return super().get_rendition(filter)

    def get_renditions(self, *filters: Any) -> dict[str, "Rendition"]:
        """None is made, and none is named, while someone in the picture does not agree."""
        if not self.is_free_to_show:
            return {getattr(one, "spec", one): self._withheld() for one in filters}
        return super().get_renditions(*filters)

    def _withheld(self) -> "Rendition":
        """What Wagtail shows of a picture whose file is gone: an address at which nothing lies."""
        rendition = Rendition(image=self, width=0, height=0)
        rendition.file.name = "not-found"
        return rendition

    def delete_renditions(self) -> None:
        """Their files are deleted after the commit; whoever may show the picture again makes new ones."""
        for rendition in self.renditions.all():
            rendition.delete()


class Rendition(AbstractRendition):
    """A picture in one size: the only files with an address of their own."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter"
            ),
        ]


class Material(AbstractDocument):
    """A document for reuse, with what others need to reuse it: kind, licence, version, editable original."""

    class Kind(models.TextChoices):
        TEMPLATE = "template", _("template")
        CHECKLIST = "checklist", _("checklist")
        LINKS = "links", _("list of links")
        HANDOUT = "handout", _("handout")
        WORKSHEET = "worksheet", _("worksheet")
        BROCHURE = "brochure", _("brochure")
        POSTER = "poster", _("poster")
        SLIDES = "slides", _("slides")
        OTHER = "other", _("other")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    summary = models.CharField(
        _("summary"), max_length=255, blank=True, help_text=_("One sentence: what is it good for?")
    )
    licence_code = models.CharField(_("licence"), max_length=20, choices=LicenceCode.choices, blank=True)
    version = models.CharField(
        _("version"), max_length=40, blank=True, help_text=_("For example “June 2021”.")
    )
    editable_original = models.FileField(
        _("editable original"),
        upload_to=editable_original_path,
        blank=True,
        help_text=_("The file that others can change, for example the Word file of a PDF."),
    )

    admin_form_fields = (
        "title",
        "file",
        "kind",
        "summary",
        "licence_code",
        "version",
        "editable_original",
        "collection",
        "tags",
    )
    search_fields = [*AbstractDocument.search_fields, index.SearchField("summary"), index.FilterField("kind")]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("material")

    @property
    def licence(self) -> Licence | None:
        return licence(self.licence_code)
