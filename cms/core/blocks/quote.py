from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, TextBlock
from wagtail.blocks.struct_block import StructBlockValidationError, StructValue
from wagtail.snippets.blocks import SnippetChooserBlock


class QuoteValue(StructValue):
    """Who said it, from the list of people or typed."""

    @property
    def speaker(self) -> str:
        person = self.get("person")
        return person.name if person else self.get("name", "")

    @property
    def function(self) -> str:
        person = self.get("person")
        return person.function if person else self.get("role", "")


class QuoteBlock(StructBlock):
    """A quotation; without a speaker it cannot be saved for publication."""

    text = TextBlock(label=_("Quotation"), rows=3, help_text=_("Without quotation marks; they are added."))
    person = SnippetChooserBlock("core.Person", label=_("Person"), required=False)
    name = CharBlock(label=_("or name"), required=False, max_length=120)
    role = CharBlock(label=_("Function"), required=False, max_length=160)

    class Meta:
        icon = "openquote"
        group = _("Text")
        label = _("Quotation")
        description = _("What someone said, with name and function.")
        template = "core/blocks/quote.html"
        value_class = QuoteValue
        preview_value = {
            "text": "Es braucht Initiative, Begleitung und nachhaltige Verankerung.",
            "person": None,
            "name": "Frank Hinte",
            "role": "DKJS",
        }

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if bool(cleaned["person"]) == bool(cleaned["name"]):
            message = ValidationError(_("Choose a person or type a name, one of the two."))
            raise StructBlockValidationError(block_errors={"name": message})
        return cleaned
