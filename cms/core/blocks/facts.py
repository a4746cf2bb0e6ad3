from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock


class FactBlock(StructBlock):
    """A name and its value."""

    name = CharBlock(label=_("Name"), max_length=80)
    value = CharBlock(label=_("Value"), max_length=255)

    class Meta:
        icon = "list-ul"
        label = _("Fact")


class FactsBlock(StructBlock):
    """Short facts before the long text."""

    facts = ListBlock(FactBlock(), label=_("Facts"), min_num=1)

    class Meta:
        icon = "list-ol"
        group = _("Text")
        label = _("Facts")
        description = _("A short list of names and values.")
        template = "core/blocks/facts.html"
        preview_value = {
            "facts": [{"name": "Dauer", "value": "zwei Schuljahre"}, {"name": "Tandems", "value": "zehn"}]
        }
