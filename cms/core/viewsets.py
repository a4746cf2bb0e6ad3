"""Where editors keep what is maintained once."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.core.models import GlossaryTerm, LearningField, Occupation, Organisation, Person, Topic


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "home"
    list_display = ["name", "kind", "town", UpdatedAtColumn()]
    list_filter = ["kind", "town"]
    inspect_view_enabled = True


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    list_display = ["name", "function", "organisation", UpdatedAtColumn()]
    list_filter = ["organisation"]


class OccupationViewSet(SnippetViewSet):
    model = Occupation
    icon = "tasks"
    list_display = ["name", "number", "field"]


class LearningFieldViewSet(SnippetViewSet):
    model = LearningField
    icon = "list-ol"
    list_display = ["__str__", "occupation", "year"]
    list_filter = ["occupation", "year"]


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    list_display = ["name", "slug"]


class GlossaryTermViewSet(SnippetViewSet):
    model = GlossaryTerm
    icon = "openquote"
    list_display = ["term", "english_term"]


class MasterDataViewSetGroup(SnippetViewSetGroup):
    """One menu for all of it."""

    items = (
        OrganisationViewSet,
        PersonViewSet,
        OccupationViewSet,
        LearningFieldViewSet,
        TopicViewSet,
        GlossaryTermViewSet,
    )
    menu_label = _("Master data")
    menu_icon = "folder-open-inverse"
    menu_order = 400
