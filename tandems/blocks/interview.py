from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock
from wagtail.blocks.struct_block import StructValue
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.core.blocks.text import SHORT_TEXT_FEATURES, TextBlock
from media.blocks.video import VideoStoryBlock


class AnswerBlock(StructBlock):
    """What one person answers; the initials are made from the name."""

    person = SnippetChooserBlock("core.Person", label=_("Person"))
    text = TextBlock(label=_("Answer"), features=SHORT_TEXT_FEATURES)

    class Meta:
        icon = "user"
        label = _("Answer")


class ExchangeBlock(StructBlock):
    """A question with the answers of one or more people."""

    question = CharBlock(label=_("Question"), max_length=255)
    answers = ListBlock(AnswerBlock(), label=_("Answers"), min_num=1)

    class Meta:
        icon = "help"
        label = _("Question")


class InterviewValue(StructValue):
    """What the part `cms/parts/interview.html` prints."""

    @property
    def people(self) -> list[Any]:
        """Everyone who answers, each once, in the order of the first answer."""
        answers = (answer for exchange in self["exchanges"] for answer in exchange["answers"])
        return list(dict.fromkeys(answer["person"] for answer in answers if answer["person"]))

    @property
    def questions(self) -> list[dict[str, Any]]:
        return [
            {"question": exchange["question"], "answers": [_answer(answer) for answer in exchange["answers"]]}
            for exchange in self["exchanges"]
        ]


def _answer(answer: StructValue) -> dict[str, Any]:
    person = answer["person"]
    return {"initials": person.initials if person else "?", "text": answer["text"]}


class InterviewBlock(StructBlock):
    """Questions and answers; the interviews of a network share their questions."""

    heading = CharBlock(label=_("Heading"), max_length=160, required=False)
    exchanges = ListBlock(ExchangeBlock(), label=_("Questions"), min_num=1)

    class Meta:
        icon = "group"
        group = _("Text")
        label = _("Interview")
        description = _("Questions and answers with the initials of the speakers.")
        template = "tandems/blocks/interview.html"
        value_class = InterviewValue
        preview_value = {"heading": "Im Gespräch", "exchanges": []}


class TandemStoryBlock(VideoStoryBlock):
    """The body of a tandem: the shared blocks, learning videos and interviews."""

    interview = InterviewBlock()
