"""What a tandem needs to work on the site: a group, a collection, and a way to approval."""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Collection, Workflow, WorkflowPage

from cms.core.permissions import allow_on_collection, allow_on_page, every, permissions
from tandems.models import TandemPage, TandemTeam

APPROVAL_WORKFLOW = "Freigabe durch die Redaktion"
SHARED_COLLECTION = "Netzwerk"

# A tandem writes and submits below its own page; it publishes nothing itself.
PAGE_PERMISSIONS = ["wagtailcore.add_page", "wagtailcore.change_page"]
# In its own collection it keeps its files; from the shared one it may choose. Wagtail asks for the permissions
# of its own models of images and documents, also where a site has others.
FILE_MODELS = ["wagtailimages.image", "wagtaildocs.document", "media.video"]
OWN_FILES = ["add", "change", "delete", "choose"]
SHARED_FILES = ["choose"]


@transaction.atomic
def set_up_tandem(page: TandemPage) -> TandemTeam:
    """Give the tandem its group, collection, permissions and workflow; doing it again changes nothing."""
    team = TandemTeam.objects.filter(page=page).first() or _new_team(page)
    team.group.permissions.add(*permissions(["wagtailadmin.access_admin"]))
    allow_on_page(team.group, page, PAGE_PERMISSIONS)
    allow_on_collection(team.group, team.collection, every(OWN_FILES, FILE_MODELS))
    allow_on_collection(team.group, shared_collection(), every(SHARED_FILES, FILE_MODELS))
    workflow = Workflow.objects.filter(name=APPROVAL_WORKFLOW, active=True).first()
    if workflow:
        WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": workflow})
    return team


def shared_collection() -> Collection:
    """The collection from which every tandem may choose."""
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=SHARED_COLLECTION).first() or root.add_child(
        name=SHARED_COLLECTION
    )


def _new_team(page: TandemPage) -> TandemTeam:
    name = f"Tandem {page.number}"
    if Group.objects.filter(name=name).exists():
        name = f"{name} ({page.pk})"
    collection = Collection.get_first_root_node().add_child(name=name)
    return TandemTeam.objects.create(page=page, group=Group.objects.create(name=name), collection=collection)
