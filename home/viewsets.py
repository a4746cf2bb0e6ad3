"""Where editors keep the texts that stand below press releases."""

from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from home.models.news import Boilerplate


class BoilerplateViewSet(SnippetViewSet):
    model = Boilerplate
    icon = "pilcrow"
    add_to_settings_menu = True
    list_display = ["title", UpdatedAtColumn()]
