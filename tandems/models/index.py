"""The list of tandems."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.core.models import BasePage
from tandems.filters import TandemFilterForm
from tandems.models.pages import TandemPage


class TandemIndexPage(BasePage):
    """All tandems of the network, to compare and to filter."""

    fixed_slug = "tandems"
    template = "tandems/tandem_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["tandems.TandemPage"]
    max_count_per_parent = 1
    page_description = _("Lists all tandems of the network.")

    class Meta:
        verbose_name = _("list of tandems")
        verbose_name_plural = _("lists of tandems")

    def get_context(self, request: HttpRequest, *args: object, **kwargs: object) -> dict[str, Any]:
        tandems = TandemPage.objects.child_of(self).on_show().for_lists()
        return {
            **super().get_context(request, *args, **kwargs),
            "form": TandemFilterForm(request.GET, tandems),
        }
