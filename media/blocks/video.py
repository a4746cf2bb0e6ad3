from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import CharBlock, PageChooserBlock, StructBlock, StructValue

from cms.core.blocks.story import StoryBlock


class VideoBlock(StructBlock):
    """A published learning video inside a text; what is not on show leaves no gap."""

    page = PageChooserBlock("media.VideoPage", label=_("Learning video"))
    caption = CharBlock(label=pgettext_lazy("of a picture", "Caption"), required=False, max_length=255)

    class Meta:
        icon = "media"
        group = _("Media")
        label = _("Learning video")
        description = _("A learning video of the library with captions and licence.")
        template = "media/blocks/video.html"
        preview_value = {"page": None, "caption": "So läuft eine Titration ab"}

    def get_preview_value(self) -> StructValue:
        """With a video of the library, so that editors see a real player; empty while there is none."""
        value = super().get_preview_value()
        value["page"] = self.child_blocks["page"].target_model.objects.listed().first()
        return value


class VideoStoryBlock(StoryBlock):
    """The shared body with learning videos."""

    video = VideoBlock()
