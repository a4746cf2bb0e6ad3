from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock
from wagtail.documents.blocks import DocumentChooserBlock


class DocumentsBlock(StructBlock):
    """Material to download, with kind, size and licence from the library."""

    heading = CharBlock(label=_("Heading"), required=False, max_length=120)
    documents = ListBlock(DocumentChooserBlock(label=_("Material")), label=_("Material"), min_num=1)

    class Meta:
        icon = "doc-full-inverse"
        group = _("Media")
        label = _("Material")
        description = _("A list of documents to download.")
        template = "core/blocks/documents.html"
        preview_value = {"heading": "Zum Mitnehmen", "documents": []}
