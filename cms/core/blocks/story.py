from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock

from cms.core.blocks.accordion import AccordionBlock
from cms.core.blocks.callout import CalloutBlock
from cms.core.blocks.documents import DocumentsBlock
from cms.core.blocks.facts import FactsBlock
from cms.core.blocks.picture import PictureBlock
from cms.core.blocks.quote import QuoteBlock
from cms.core.blocks.table import DataTableBlock
from cms.core.blocks.text import TextBlock


class StoryBlock(StreamBlock):
    """The body that every room shares; rooms that know videos add `video` to theirs."""

    text = TextBlock()
    facts = FactsBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    accordion = AccordionBlock()
    table = DataTableBlock()
    picture = PictureBlock()
    documents = DocumentsBlock()

    class Meta:
        icon = "doc-full"
        label = _("Text")
        description = _("The free part of a page.")
