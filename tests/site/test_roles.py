"""Who may do what: stated once, brought into the database by a command that can be repeated."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
)
from wagtail.permissions import policy_registry

from cms.core.models import Material, Picture, User
from cms.site.roles import COORDINATION, EDITORIAL, set_up_roles
from home.models import StandardPage
from media.access import MEMBERS
from media.models import Video
from tandems.models import TandemPage
from tandems.processing import APPROVAL_WORKFLOW, SHARED_COLLECTION, set_up_tandem
from tests.factories.pages import make_site, make_standard_page, make_tandem, make_tandem_index

pytestmark = pytest.mark.django_db

ROLES = (COORDINATION, EDITORIAL, "Tandem 3", MEMBERS)
MASTER_DATA = ("core.organisation", "core.person", "core.occupation", "core.topic", "core.glossaryterm")

# Permission at large, and for each role of ROLES whether it has it.
AT_LARGE = {
    "wagtailadmin.access_admin": (True, True, True, False),
    **{f"{m.replace('.', '.add_')}": (True, True, False, False) for m in MASTER_DATA},
    **{f"{m.replace('.', '.change_')}": (True, True, False, False) for m in MASTER_DATA},
    **{f"{m.replace('.', '.delete_')}": (True, False, False, False) for m in MASTER_DATA},
    "home.change_boilerplate": (True, True, False, False),
    "home.delete_boilerplate": (True, False, False, False),
    "core.change_networksettings": (True, False, False, False),
    "core.add_user": (True, False, False, False),
    "core.change_user": (True, False, False, False),
    "core.delete_user": (True, False, False, False),
    **{f"media.{action}_consent": (True, False, False, False) for action in ("view", "change", "delete")},
    **{
        f"core.{action}_pictureconsent": (True, False, False, False)
        for action in ("view", "change", "delete")
    },
    **{
        f"lessons.{action}_learningplatform": (True, False, False, False)
        for action in ("view", "add", "change", "delete")
    },
    "lessons.add_registrationlink": (True, False, False, False),
    "lessons.add_toolkey": (True, False, False, False),
    "auth.add_group": (False, False, False, False),
    "auth.change_group": (False, False, False, False),
    "wagtailredirects.add_redirect": (True, False, False, False),
    "wagtailcore.change_site": (False, False, False, False),
    "wagtailcore.change_workflow": (False, False, False, False),
}

# What may be done with a page: of the network, of the own tandem, of another tandem, a film of the own one.
ON_PAGES = {
    ("network", "can_edit"): (True, True, False, False),
    ("network", "can_publish"): (True, True, False, False),
    ("network", "can_add_subpage"): (True, True, False, False),
    ("network", "can_delete"): (True, False, False, False),  # with everything below it
    ("network", "can_lock"): (True, True, False, False),
    ("network", "can_set_view_restrictions"): (True, True, False, False),
    ("own", "can_edit"): (True, True, True, False),
    ("own", "can_publish"): (True, True, False, False),
    ("own", "can_unpublish"): (True, True, False, False),
    ("own", "can_add_subpage"): (True, True, True, False),
    ("own", "can_delete"): (True, True, False, False),
    ("own", "can_move"): (True, True, False, False),
    ("own", "can_set_view_restrictions"): (True, True, False, False),
    ("foreign", "can_edit"): (True, True, False, False),
    ("foreign", "can_publish"): (True, True, False, False),
    ("foreign", "can_add_subpage"): (True, True, False, False),
    ("foreign", "can_delete"): (True, True, False, False),
    ("foreign", "can_copy"): (True, True, False, False),
}

# What may be done with files of a collection.
ON_FILES = {
    ("own", "add"): (True, True, True, False),
    ("own", "change"): (True, True, True, False),
    ("own", "delete"): (True, True, True, False),
    ("own", "choose"): (True, True, True, False),
    ("shared", "choose"): (True, True, True, False),
    ("shared", "change"): (True, True, False, False),
    ("foreign", "choose"): (True, True, False, False),
    ("foreign", "change"): (True, True, False, False),
    ("foreign", "delete"): (True, True, False, False),
}
FILES = [Picture, Material, Video]


@pytest.fixture
def home():
    home = make_site()
    tandems = make_tandem_index(home)
    make_tandem(tandems, 3)
    make_tandem(tandems, 4)
    set_up_roles()
    return home


@pytest.fixture
def people(home):
    found = {}
    for role in ROLES:
        found[role] = User.objects.create_user(role.replace(" ", ""))
        found[role].groups.add(Group.objects.get(name=role))
    return found


def tandem(number):
    return TandemPage.objects.get(slug=f"tandem-{number}")


def answers(people, ask):
    return tuple(ask(people[role]) for role in ROLES)


@pytest.mark.parametrize("name", AT_LARGE)
def test_permission_at_large(people, name):
    assert answers(people, lambda user: user.has_perm(name)) == AT_LARGE[name]


@pytest.mark.parametrize(("place", "action"), ON_PAGES)
def test_permission_on_pages(home, people, place, action):
    page = {"network": home, "own": tandem(3), "foreign": tandem(4)}[place]

    granted = answers(people, lambda user: getattr(page.permissions_for_user(user), action)())

    assert granted == ON_PAGES[place, action]


@pytest.mark.parametrize("model", FILES)
@pytest.mark.parametrize(("place", "action"), ON_FILES)
def test_permission_on_files(home, people, place, action, model):
    collections = {
        "own": tandem(3).team.collection,
        "foreign": tandem(4).team.collection,
        "shared": Collection.objects.get(name=SHARED_COLLECTION),
    }
    policy = policy_registry.get_by_type(model)

    def may(user):
        return collections[place] in policy.collections_user_has_permission_for(user, action)

    assert answers(people, may) == ON_FILES[place, action]


@pytest.mark.parametrize("action", ["add", "change", "delete"])
def test_permission_on_collections_themselves(people, action):
    policy = policy_registry.get_by_type(Collection)

    granted = answers(people, lambda user: policy.user_has_permission(user, action))

    assert granted == (True, False, False, False)


def rows():
    """Everything that the set-up writes, in an order that does not depend on it."""
    return [
        sorted(model.objects.values_list(*fields))
        for model, fields in {
            Group: ["pk", "name"],
            Group.permissions.through: ["pk", "group", "permission"],
            GroupPagePermission: ["pk", "group", "page", "permission"],
            GroupCollectionPermission: ["pk", "group", "collection", "permission"],
            Collection: ["pk", "path", "name"],
            Workflow: ["pk", "name", "active"],
            WorkflowPage: ["page", "workflow"],
            GroupApprovalTask: ["pk", "name", "active"],
        }.items()
    ]


def test_setting_up_again_changes_no_row(home):
    before = rows()

    call_command("set_up_roles", verbosity=0)

    assert rows() == before


def test_withdrawn_permission_at_large_does_not_stay(home):
    role = Group.objects.get(name=EDITORIAL)
    role.permissions.add(Permission.objects.get(codename="delete_organisation"))

    set_up_roles()

    assert not role.permissions.filter(codename="delete_organisation").exists()


def test_wagtails_own_groups_go_unless_someone_is_in_them(db):
    make_site()
    Group.objects.get(name="Editors").user_set.add(User.objects.create_user("someone"))

    set_up_roles()

    assert set(Group.objects.values_list("name", flat=True)) == {COORDINATION, EDITORIAL, MEMBERS, "Editors"}


def test_one_workflow_hangs_on_every_tandem_and_both_offices_approve(home):
    workflow = Workflow.objects.get(active=True)

    assert workflow.name == APPROVAL_WORKFLOW
    assert set(WorkflowPage.objects.values_list("page__slug", flat=True)) == {"tandem-3", "tandem-4"}
    (task,) = workflow.tasks
    assert {group.name for group in task.specific.groups.all()} == {COORDINATION, EDITORIAL}


class TestTandems:
    def test_tandem_that_is_added_later_gets_everything_at_once(self, home):
        page = make_tandem(tandem(3).get_parent(), 5)

        assert page.group.name == "Tandem 5"
        assert page.team.collection.name == "Tandem 5"
        assert page.get_workflow().name == APPROVAL_WORKFLOW

    def test_renamed_group_stays_that_of_the_tandem(self, home):
        group = tandem(3).group
        group.name = "Tandem Hanau"
        group.save()

        set_up_tandem(tandem(3))

        assert tandem(3).group == group
        assert not Group.objects.filter(name="Tandem 3").exists()

    def test_second_tandem_of_the_same_number_gets_a_group_of_its_own(self, home):
        page = make_tandem(tandem(3).get_parent(), 3, slug="noch-eins", title="Noch eins")

        assert page.group != Group.objects.get(name="Tandem 3")

    def test_copied_tandem_does_not_inherit_the_team(self, home):
        copy = tandem(3).copy(update_attrs={"slug": "kopie"})

        assert copy.team.group != tandem(3).group
        assert copy.team.collection != tandem(3).team.collection

    def test_deleted_tandem_leaves_the_group_without_rights_on_pages(self, home):
        group = tandem(3).group

        tandem(3).delete()

        assert not GroupPagePermission.objects.filter(group=group).exists()

    def test_film_below_a_tandem_needs_the_same_approval(self, home):
        assert tandem(3).get_workflow() == Workflow.objects.get(name=APPROVAL_WORKFLOW)
        assert make_standard_page(home).get_workflow() is None


def test_wagtails_welcome_is_gone(home):
    assert list(Page.objects.filter(depth=2)) == [home.page_ptr]
    assert not StandardPage.objects.exists()


@pytest.mark.parametrize(("before", "after"), [("Root", "Allgemein"), ("Mediathek", "Mediathek")])
def test_the_uppermost_collection_has_a_german_name(before, after):
    Collection.objects.filter(depth=1).update(name=before)

    set_up_roles()

    assert Collection.get_first_root_node().name == after
