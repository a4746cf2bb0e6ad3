"""Tables to take along that no spreadsheet program takes for a program."""

from typing import Any

from django.utils.encoding import force_str
from django.utils.functional import Promise
from wagtail.admin.views.mixins import SpreadsheetExportMixin

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(value: object) -> str:
    """The text with a mark before it where a spreadsheet program would calculate instead of showing it."""
    text = force_str(value)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


class HarmlessExportMixin(SpreadsheetExportMixin):
    """Wagtail's export, with texts that stay texts: titles, names of files and of people are others' words."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        value = super().preprocess_field_value(field, value, export_format)
        return harmless(value) if isinstance(value, str | Promise) else value
