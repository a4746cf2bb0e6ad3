from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock
from wagtail.blocks.struct_block import StructValue

from cms.core.blocks.text import SHORT_TEXT_FEATURES, TextBlock

KINDS = {"hint": _("Hint"), "success": _("Condition of success"), "warning": _("Stumbling block")}


class CalloutValue(StructValue):
    """The kind in words, for readers."""

    @property
    def kind_label(self) -> str:
        return str(KINDS.get(self["kind"], KINDS["hint"]))


class CalloutBlock(StructBlock):
    """A short text that stands out: a hint, a condition of success, a stumbling block."""

    kind = ChoiceBlock(label=_("Kind"), choices=list(KINDS.items()), default="hint")
    heading = CharBlock(label=_("Heading"), max_length=120)
    text = TextBlock(label=_("Text"), features=SHORT_TEXT_FEATURES)

    class Meta:
        icon = "warning"
        group = _("Text")
        label = _("Call-out")
        description = _("A short text that stands out, for example a stumbling block.")
        template = "core/blocks/callout.html"
        value_class = CalloutValue
        preview_value = {
            "kind": "warning",
            "heading": "Stolperstein",
            "text": "<p>Die Einwilligungen kamen zu spät; der Dreh musste warten.</p>",
        }
