from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock


class DataTableBlock(TypedTableBlock):
    """A table whose columns have kinds; Wagtail's plain table block once let scripts through."""

    def __init__(self, **kwargs: object) -> None:
        columns = [
            ("text", CharBlock(label=_("Text"), required=False)),
            (
                "rich_text",
                RichTextBlock(label=_("Formatted text"), required=False, features=["bold", "italic", "link"]),
            ),
        ]
        super().__init__(columns, **kwargs)

    class Meta:
        icon = "table"
        group = _("Text")
        label = _("Table")
        description = _("Rows and columns with a caption.")
        template = "core/blocks/table.html"
        preview_value = {
            "caption": "Rhythmus der Ausbildung",
            "columns": [{"type": "text", "heading": "Ort"}, {"type": "text", "heading": "Dauer"}],
            "rows": [{"values": ["Schule", "2 Wochen"]}, {"values": ["Betrieb", "4 Wochen"]}],
        }
