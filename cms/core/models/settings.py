from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="site")
class NetworkSettings(BaseSiteSetting):
    """What stands on every page of a network's site."""

    name = models.CharField(_("name"), max_length=120, default="#HESSENbildung.digital")
    claim = models.CharField(
        _("claim"), max_length=160, blank=True, help_text=_("One sentence for search results and feeds.")
    )
    contact_email = models.EmailField(_("contact address"), blank=True)
    footer_note = models.CharField(_("note in the footer"), max_length=255, blank=True)

    panels = ["name", "claim", "contact_email", "footer_note"]

    class Meta:
        verbose_name = _("network settings")
        verbose_name_plural = _("network settings")
