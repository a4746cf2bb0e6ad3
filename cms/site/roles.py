"""Who may do what, as data, and the idempotent way to bring it into the database.

Koordination   everything but system: pages, library, master data, settings, people
Redaktion      writes and publishes everywhere, without approval
Tandem n       writes and submits below its own page, in its own collection (tandems.processing)
Mitglied       reads members-only pages, no admin
"""

from dataclasses import dataclass, field

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.core.permissions import allow_on_collection, allow_on_page, every, permissions
from media.access import MEMBERS
from tandems.models import TandemPage
from tandems.processing import APPROVAL_WORKFLOW, FILE_MODELS, set_up_tandem, shared_collection

COORDINATION = "Koordination"
EDITORIAL = "Redaktion"

# Made by Wagtail's own migrations; the roles above take their place.
WAGTAIL_GROUPS = ["Moderators", "Editors"]
WAGTAIL_ROOT_COLLECTION = "Root"
ROOT_COLLECTION = "Allgemein"

MASTER_DATA = [
    "core.organisation",
    "core.person",
    "core.occupation",
    "core.learningfield",
    "core.topic",
    "core.glossaryterm",
    "home.boilerplate",
]


# Learning platforms that show our videos: who is connected, the links for those to come, our keys.
PLATFORMS = [
    *every(["view", "add", "change", "delete"], ["lessons.learningplatform"]),
    *every(["view", "add", "delete"], ["lessons.registrationlink"]),
    *every(["view", "add"], ["lessons.toolkey"]),
]

# Who agreed to be shown. Everyone who works on a recording or picture records a consent and sees how many
# there are and whether they hold; these see the names, change, withdraw and delete.
CONSENTS = ["media.consent", "core.pictureconsent"]


@dataclass(frozen=True)
class Role:
    """A group: its permissions at large, on the whole tree of pages, and on all collections."""

    name: str
    permissions: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


ROLES = [
    Role(
        COORDINATION,
        permissions=[
            "wagtailadmin.access_admin",
            *every(["add", "change", "delete"], MASTER_DATA),
            *every(["add", "change", "delete"], ["core.user", "wagtailredirects.redirect"]),
            *every(["change"], ["core.networksettings"]),
            *every(["add", "change", "delete"], ["media.collectionquota"]),
            *every(["view", "change", "delete"], CONSENTS),
            *PLATFORMS,
        ],
        pages=every(["add", "change", "publish", "bulk_delete", "lock", "unlock"], ["wagtailcore.page"]),
        files=[
            *every(["add", "change", "delete", "choose"], FILE_MODELS),
            # Collections themselves are managed by rights on the collection above them.
            *every(["add", "change", "delete"], ["wagtailcore.collection"]),
        ],
    ),
    Role(
        EDITORIAL,
        permissions=["wagtailadmin.access_admin", *every(["add", "change"], MASTER_DATA)],
        pages=every(["add", "change", "publish", "lock", "unlock"], ["wagtailcore.page"]),
        files=every(["add", "change", "delete", "choose"], FILE_MODELS),
    ),
    Role(MEMBERS),
]


@transaction.atomic
def set_up_roles() -> None:
    """Make groups, permissions and the approval workflow as stated here; doing it again changes nothing."""
    for role in ROLES:
        _set_up_role(role)
    _remove_wagtail_defaults()
    _set_up_workflow()
    _name_the_root_collection()
    shared_collection()
    for tandem in TandemPage.objects.all():
        set_up_tandem(tandem)


def _set_up_role(role: Role) -> None:
    group, _created = Group.objects.get_or_create(name=role.name)
    group.permissions.set(permissions(role.permissions))
    allow_on_page(group, Page.get_first_root_node(), role.pages)
    allow_on_collection(group, Collection.get_first_root_node(), role.files)


def _remove_wagtail_defaults() -> None:
    """Groups that nobody was put into, and the approval of every page by one of them."""
    for group in Group.objects.filter(name__in=WAGTAIL_GROUPS, user__isnull=True):
        for task in GroupApprovalTask.objects.filter(groups=group):
            for workflow in Workflow.objects.filter(workflow_tasks__task=task).exclude(
                name=APPROVAL_WORKFLOW
            ):
                WorkflowPage.objects.filter(workflow=workflow).delete()
                workflow.deactivate()
            task.deactivate()
        group.delete()


def _name_the_root_collection() -> None:
    """Editors choose it from a list and read its name; another name than Wagtail's own is left alone."""
    Collection.objects.filter(depth=1, name=WAGTAIL_ROOT_COLLECTION).update(name=ROOT_COLLECTION)


def _set_up_workflow() -> None:
    """One workflow, hung on the page of every tandem: the editorial office or the coordination approves."""
    workflow, created = Workflow.objects.get_or_create(name=APPROVAL_WORKFLOW)
    if not created:
        return
    task = GroupApprovalTask.objects.create(name=APPROVAL_WORKFLOW)
    task.groups.set(Group.objects.filter(name__in=[EDITORIAL, COORDINATION]))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
