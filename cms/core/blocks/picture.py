from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import CharBlock, StructBlock
from wagtail.images.blocks import ImageBlock


class PictureBlock(StructBlock):
    """A picture with alternative text, caption and the credit of the library."""

    image = ImageBlock(label=_("Picture"))
    caption = CharBlock(
        label=pgettext_lazy("of a picture", "Caption"),
        required=False,
        max_length=255,
        help_text=_("Stands below the picture. The credit is added from the picture library."),
    )

    class Meta:
        icon = "image"
        group = _("Media")
        label = _("Picture")
        description = _("A picture with caption and credit.")
        template = "core/blocks/picture.html"
        preview_value = {"image": None, "caption": "Auszubildende im gemeinsamen Labor"}
