from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock

# Headings begin at the second level: the title of the page is the first.
TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]
SHORT_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link"]


class TextBlock(RichTextBlock):
    """Running text with headings, lists and links."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        group = _("Text")
        label = _("Text")
        description = _("Running text with headings, lists and links.")
        template = "core/blocks/text.html"
        preview_value = (
            "<h2>Zwei Lernorte, ein Ziel</h2><p>Schule und Betrieb planen den Unterricht gemeinsam "
            "und halten fest, <b>wer was wann</b> beiträgt.</p>"
        )
