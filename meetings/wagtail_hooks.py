from collections.abc import Iterator

from django.contrib.auth.models import AbstractBaseUser
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from meetings.import_views import import_word
from meetings.models import MeetingPage, SeminarPage


@hooks.register("register_admin_urls")
def register_word_import() -> list[URLPattern]:
    return [path("treffen/<int:page_id>/word/", import_word, name="meeting_word_import")]


@hooks.register("register_page_header_buttons")
def word_import_button(
    page: Page, user: AbstractBaseUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """In the menu beside the title of a meeting or seminar that the user may edit."""
    if (
        issubclass(page.specific_class, (MeetingPage, SeminarPage))
        and page.permissions_for_user(user).can_edit()
    ):
        url = reverse("meeting_word_import", args=[page.pk])
        yield Button(_("Take a report over from Word"), url, icon_name="doc-full", priority=80)
