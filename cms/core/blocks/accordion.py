from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock

from cms.core.blocks.text import SHORT_TEXT_FEATURES, TextBlock


class AccordionItemBlock(StructBlock):
    """A line that opens a text."""

    summary = CharBlock(label=_("Line"), max_length=160, help_text=_("What the reader clicks on."))
    text = TextBlock(label=_("Text"), features=SHORT_TEXT_FEATURES)

    class Meta:
        icon = "list-ul"
        label = _("Entry")


class AccordionBlock(StructBlock):
    """Texts that open one by one; all are there without script and in print."""

    items = ListBlock(AccordionItemBlock(), label=_("Entries"), min_num=1)

    class Meta:
        icon = "collapse-down"
        group = _("Text")
        label = _("Accordion")
        description = _("Lines that open a text: good for questions and answers.")
        template = "core/blocks/accordion.html"
        preview_value = {
            "items": [
                {"summary": "Wer plant die Treffen?", "text": "<p>Die Netzwerkleitung.</p>"},
                {"summary": "Wer darf mitmachen?", "text": "<p>Alle Tandems des Netzwerks.</p>"},
            ]
        }
