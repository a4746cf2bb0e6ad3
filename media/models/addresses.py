"""Addresses of videos and series: short, below one index, unique in the network."""

from itertools import chain, count
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.core.models import BasePage
from cms.core.slugs import german_slug


class UniqueAddressPage(BasePage):
    """A page whose address is `/videos/<slug>/`, wherever it stands: the slug is unique in the network."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What is stored live counts as published, also where no revision was published."""
        is_new = not self.first_published_at  # type: ignore[has-type]  # a field of Wagtail
        if self.live and is_new and kwargs.get("update_fields") is None:
            self.first_published_at = timezone.now()
        super().save(*args, **kwargs)

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
