"""Addresses of videos and series: short, below one index, unique in the network."""

from itertools import chain, count

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.core.models import BasePage
from cms.core.slugs import german_slug


class UniqueAddressPage(BasePage):
    """A page whose address is `/videos/<slug>/`, wherever it stands: the slug is unique in the network."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.slug and self.has_same_address(self.slug):
            raise ValidationError(
                {"slug": _("Another learning video or series has this address already: change one word.")}
            )

    def free_slug(self) -> str:
        """A slug from the title that is not taken; copies come without one."""
        title_slug = german_slug(self.title) or "video"
        candidates = chain([title_slug], (f"{title_slug}-{number}" for number in count(2)))
        return next(slug for slug in candidates if not self.has_same_address(slug))

    def has_same_address(self, slug: str) -> bool:
        return Page.objects.type(UniqueAddressPage).filter(slug=slug).exclude(pk=self.pk).exists()
