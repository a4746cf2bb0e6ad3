from django import forms
from django.utils.translation import gettext_lazy as _

MAX_WORD_FILE = 30 * 1024 * 1024  # bytes


class WordImportForm(forms.Form):
    """A Word file whose text is added to the report."""

    file = forms.FileField(
        label=_("Word file (.docx)"),
        help_text=_("Text, headings, lists, links, tables and pictures are taken over; at most 30 MB."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > MAX_WORD_FILE:
            raise forms.ValidationError(
                _("The file is larger than 30 MB. Make its pictures smaller and try again.")
            )
        return file
