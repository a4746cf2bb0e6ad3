"""Nobody reaches what is not theirs, by whatever address of the admin and of the site.

The matrix is generated: every address of the admin is filled with the objects of tandem 4 and asked by
someone of tandem 3. What tandem 4 has not published carries a mark that no answer may contain, and no
request may change it.
"""

import re
from itertools import product

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.serializers import serialize
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from wagtail.models import Revision, Task, TaskState, WorkflowState
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from cms.core.models import Material, Picture, PictureConsent
from cms.site.roles import COORDINATION, EDITORIAL
from media.access import MEMBERS
from media.models import Consent, Video, VideoPage
from tandems.models import TandemPage
from tests.factories.editors import make_editor
from tests.factories.media import make_consent, make_ready_video, make_video_page
from tests.factories.pages import make_material, make_picture, make_standard_page, restrict
from tests.house.ground import every_url_pattern

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.ignore_template_errors,
]

MARK = "Verschlusssache"
MEMBERS_PAGE = "/das-netzwerk/"


class Secrets:
    """Everything that tandem 4 has and has not published: page, draft, film, picture, material, history."""

    def __init__(self, newsroom):
        self.newsroom = newsroom
        self.collection = newsroom.other_collection
        self.page = newsroom.other_tandem
        self.film = make_video_page(self.page, make_ready_video(title="Offen", collection=self.collection))
        self.video = make_ready_video(title=f"{MARK} Film", collection=self.collection)
        self.draft = make_video_page(
            self.page, self.video, title=f"{MARK} Entwurf", slug="entwurf-4", live=False
        )
        self.picture = make_picture(f"{MARK} Bild", collection=self.collection)
        self.consent = make_consent(self.video, name=f"{MARK} Person")
        PictureConsent.objects.create(
            pk=self.consent.pk, picture=self.picture, name=f"{MARK} Person", kept_at="Ordner"
        )
        self.material = make_material(f"{MARK} Liste", collection=self.collection)
        self.page.lead = f"{MARK} Einleitung"
        self.revision = self.page.save_revision(user=newsroom.bob.user)
        self.draft.save_revision(user=newsroom.bob.user)
        self.workflow_state = self.page.get_workflow().start(self.page, newsroom.bob.user)

    def fillings(self, route, name):
        """The values of one part of an address, as many as lead to something of tandem 4."""
        pages = [self.page.pk, self.draft.pk]
        by_name = {
            **dict.fromkeys(["page_id", "parent_page_id", "page_to_move_id", "page_pk"], pages),
            "destination_id": [self.newsroom.tandem.pk],
            "image_id": [self.picture.pk],
            **{name: [self.material.pk] for name in ("document_id", "doc_id")},
            "collection_id": [self.collection.pk],
            "consent_id": [self.consent.pk],
            **{name: [self.revision.pk] for name in ("revision_id", "revision_id_a", "revision_id_b")},
            "task_state_id": [self.workflow_state.current_task_state_id],
            "workflow_state_id": [self.workflow_state.pk],
            "workflow_pk": [self.workflow_state.workflow_id],
            "task_id": [Task.objects.get(active=True).pk],
            "action_name": ["approve", "reject", "unpublish", "publish", "delete", "copy"],
            "filter_spec": ["original", "width-100"],
            "token": ["set-password"],
            "uidb64": ["MQ"],
            "object_id": pages,
        }
        return by_name.get(name) or self.by_place(route, name)

    def by_place(self, route, name):
        """A bare key means whatever the part of the admin is about."""
        if name != "pk":
            return [1]
        places = {
            "lernvideos/": self.video.pk,
            "images": self.picture.pk,
            "pictures/": self.picture.pk,
            "documents": self.material.pk,
            "collections/": self.collection.pk,
            "users/": self.newsroom.bob.user.pk,
            "groups/": self.page.group.pk,
            "tasks/": Task.objects.get(active=True).pk,
            "workflows/": self.workflow_state.workflow_id,
            "pages": self.page.pk,
        }
        return [next((key for place, key in places.items() if place in route), 1)]

    def names(self, route, name):
        """The parts that name a kind of thing."""
        kinds = {
            "app": ["tandems", "media"],
            "model": ["tandempage", "videopage"],
            "action": ["publish", "unpublish", "delete", "move"],
        }
        return next((values for word, values in kinds.items() if word in name), None)

    def state(self):
        """All rows that are tandem 4's, as text."""
        models = [
            TandemPage.objects.filter(pk=self.page.pk),
            VideoPage.objects.filter(pk__in=[self.film.pk, self.draft.pk]),
            Video.objects.filter(collection=self.collection),
            Picture.objects.filter(pk=self.picture.pk),
            Consent.objects.filter(video=self.video),
            PictureConsent.objects.filter(picture=self.picture),
            Material.objects.filter(pk=self.material.pk),
            Revision.objects.filter(object_id=str(self.page.pk)),
            WorkflowState.objects.all(),
            TaskState.objects.all(),
            self.page.group.permissions.all(),
            self.page.group.user_set.all(),
        ]
        return [serialize("json", queryset.order_by("pk")) for queryset in models]


BULK = [
    *(("wagtailcore", "page", action) for action in ("publish", "unpublish", "delete", "move")),
    *(("core", "picture", action) for action in ("delete", "add_tags", "add_to_collection")),
    *(("core", "material", action) for action in ("delete", "add_tags", "add_to_collection")),
    *(("core", "user", action) for action in ("delete", "assign_role", "set_active_state")),
]


def addresses(secrets):
    """Every address of the admin, filled in."""
    for route, _pattern in every_url_pattern(get_resolver()):
        if not route.startswith("admin/") or re.search(r"log(in|out)|jsi18n|bulk/|sprite|failwhale", route):
            continue
        plain = (
            re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", route).replace("^", "").replace("$", "").replace("\\", "")
        )
        parts = re.findall(r"<(?:\w+:)?(\w+)>", plain)
        choices = [secrets.names(plain, part) or secrets.fillings(plain, part) for part in parts]
        for values in product(*choices):
            path = "/" + re.sub(r"<[^>]+>", "{}", plain).format(*values)
            yield re.sub(r"\([^)]*\)\??|\[[^]]*\]\+?", "", path)
    for app, model, action in BULK:
        own = {"page": secrets.draft, "picture": secrets.picture, "material": secrets.material}
        key = own.get(model, secrets.newsroom.bob.user).pk
        for asked in (key, "all"):
            yield f"/admin/bulk/{app}/{model}/{action}/?id={asked}&childOf={secrets.page.pk}"


def queries(secrets):
    """Lists and choosers asked for the mark, and narrowed to what is tandem 4's."""
    for path in [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_pages:search"),
        reverse("wagtailadmin_choose_page_search"),
        reverse("wagtailadmin_choose_page"),
        reverse("wagtailimages:index"),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages_chooser:choose_results"),
        reverse("wagtaildocs:index"),
        reverse("wagtaildocs_chooser:choose"),
        reverse("wagtaildocs_chooser:choose_results"),
        reverse("videos:index"),
        reverse("video_chooser:choose"),
        reverse("video_chooser:choose_results"),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_reports:aging_pages"),
        reverse("wagtailadmin_reports:workflow"),
        reverse("wagtailadmin_reports:workflow_tasks"),
        reverse("wagtailadmin_reports:locked_pages"),
        reverse("videos_to_do"),
        "/admin/api/main/pages/",
        "/admin/api/main/images/",
        "/admin/api/main/documents/",
    ]:
        for query in (
            f"q={MARK[:9]}",
            f"search={MARK[:9]}",
            f"collection={secrets.collection.pk}",
            f"collection_id={secrets.collection.pk}",
            f"child_of={secrets.page.pk}",
            "export=csv",
            "fields=*",
        ):
            yield f"{path}?{query}"


def payload(secrets):
    """What a forged form might send to get at something."""
    own = secrets.newsroom.tandem
    return {
        "title": "Übernommen",
        "new_title": "Kopie",
        "new_slug": "kopie",
        "new_parent_page": own.pk,
        "collection": own.team.collection.pk,
        "restriction_type": "login",
        "action-publish": "1",
        "action-workflow-action": "1",
        "next": "/admin/",
        "chooser": secrets.page.pk,
        "is_superuser": "on",
        "mark_as_active": "",
        "role": own.group.pk,
        "tags": "fremd",
        "external-link-chooser-url": "https://example.org/",
    }


def walk(editor, secrets, paths, *, method):
    """Ask each address as the editor; nothing of it stays. Yields path, response, and whether rows changed."""
    editor.client.raise_request_exception = False
    before = secrets.state()
    for path in paths:
        savepoint = transaction.savepoint()
        response = editor.post(path, payload(secrets)) if method == "post" else editor.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        changed = method == "post" and secrets.state() != before
        transaction.savepoint_rollback(savepoint)
        yield path, response.status_code, body.decode(errors="replace"), changed


@pytest.mark.slow
@pytest.mark.parametrize("method", ["get", "post"])
def test_tandem_sees_and_changes_nothing_of_another_one(newsroom, method):
    secrets = Secrets(newsroom)
    paths = list(dict.fromkeys([*addresses(secrets), *(queries(secrets) if method == "get" else [])]))

    seen, changed, broken = [], [], []
    for path, status, body, has_changed in walk(newsroom.alice, secrets, paths, method=method):
        if MARK in body:
            seen.append((status, path))
        if has_changed:
            changed.append((status, path))
        if status >= 500:
            broken.append((status, path))

    assert len(paths) > 300
    assert (seen, changed, broken) == ([], [], [])


@pytest.mark.slow
def test_the_walk_would_notice(newsroom):
    """The same addresses show tandem 4's things to those who work on them."""
    secrets = Secrets(newsroom)
    root = make_editor("root", Group.objects.get(name=EDITORIAL))
    root.user.is_superuser = True
    root.user.save()

    showing = [
        path for path, _, body, _ in walk(root, secrets, addresses(secrets), method="get") if MARK in body
    ]

    assert len(showing) > 30


class TestWorkflow:
    """Tandem 3 writes and submits, an office approves, the reader sees it."""

    @pytest.fixture
    def koordination(self, newsroom):
        return make_editor("kora", Group.objects.get(name=COORDINATION))

    def send(self, editor, page, action, **changes):
        """Fill in the form of the page as the browser does, and press a button."""
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        data = querydict_from_html(editor.get(url).content.decode(), form_id="page-edit-form")
        # The browser builds the fields of a body itself.
        data.update(nested_form_data({"body": streamfield([])}))
        for name, value in changes.items():
            data[name] = value
        if action:
            data[action] = "1"
        return editor.client.post(url, data.urlencode(), content_type="application/x-www-form-urlencoded")

    def lead(self, page):
        return Client(HTTP_HOST="localhost").get(page.get_url()).content.decode()

    @pytest.mark.parametrize("office", [EDITORIAL, COORDINATION])
    def test_from_the_draft_to_the_reader(self, newsroom, koordination, office):
        approver = {EDITORIAL: newsroom.eva, COORDINATION: koordination}[office]
        page = newsroom.tandem

        self.send(newsroom.alice, page, "action-submit", lead="Neu geschrieben.")
        state = WorkflowState.objects.get(object_id=str(page.pk))
        assert "Neu geschrieben." not in self.lead(page)
        assert state.status == WorkflowState.STATUS_IN_PROGRESS
        assert {"eva@example.org", "kora@example.org"} <= {to for message in mail.outbox for to in message.to}

        assert page.title in approver.get(reverse("wagtailadmin_home")).content.decode()
        approver.post(
            reverse(
                "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.current_task_state_id]
            )
        )

        assert "Neu geschrieben." in self.lead(page)

    def test_tandem_cannot_publish(self, newsroom):
        self.send(newsroom.alice, newsroom.tandem, "action-publish", lead="Ohne Freigabe.")

        assert "Ohne Freigabe." not in self.lead(newsroom.tandem)

    def test_tandem_cannot_approve_its_own_page(self, newsroom):
        self.send(newsroom.alice, newsroom.tandem, "action-submit", lead="Selbst freigegeben.")
        state = WorkflowState.objects.get()
        newsroom.alice.post(
            reverse(
                "wagtailadmin_pages:workflow_action",
                args=[newsroom.tandem.pk, "approve", state.current_task_state_id],
            )
        )

        assert "Selbst freigegeben." not in self.lead(newsroom.tandem)

    def test_office_asks_for_changes_and_the_tandem_hears_of_it(self, newsroom):
        self.send(newsroom.alice, newsroom.tandem, "action-submit", lead="Noch nicht gut.")
        state = WorkflowState.objects.get()
        mail.outbox.clear()
        newsroom.eva.post(
            reverse(
                "wagtailadmin_pages:workflow_action",
                args=[newsroom.tandem.pk, "reject", state.current_task_state_id],
            ),
            {"comment": "Bitte kürzer."},
        )

        state.refresh_from_db()
        assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
        assert ["alice@example.org"] in [message.to for message in mail.outbox]

    def test_editorial_office_publishes_without_approval(self, newsroom):
        self.send(newsroom.eva, newsroom.tandem, "action-publish", lead="Direkt veröffentlicht.")

        assert "Direkt veröffentlicht." in self.lead(newsroom.tandem)

    def test_forged_fields_of_a_page_change_nothing(self, newsroom):
        """Owner, place, state and team of a page are not taken from a form."""
        before = TandemPage.objects.get(pk=newsroom.tandem.pk)

        self.send(
            newsroom.alice,
            newsroom.tandem,
            "action-publish",
            owner=newsroom.alice.user.pk,
            live="",
            path="000100019999",
            go_live_at="2020-01-01",
            team=newsroom.other_tandem.team.pk,
        )

        after = TandemPage.objects.get(pk=newsroom.tandem.pk)
        assert (after.owner, after.live, after.path, after.team) == (
            before.owner,
            before.live,
            before.path,
            before.team,
        )


class TestMembers:
    """People who read what is not for everyone, and do nothing else."""

    @pytest.fixture
    def member(self, newsroom):
        return make_editor("mia", Group.objects.get(name=MEMBERS))

    @pytest.fixture
    def page(self, newsroom):
        page = make_standard_page(newsroom.videos.get_parent(), body=[("text", f"<p>{MARK}</p>")])
        restrict(page, Group.objects.get(name=MEMBERS))
        return page

    def test_member_reads_it(self, member, page):
        response = member.get(MEMBERS_PAGE)

        assert MARK in response.content.decode()
        assert "no-store" in response["Cache-Control"]

    def test_stranger_is_led_to_the_login_and_back(self, newsroom, member, page):
        stranger = Client()

        response = stranger.get(MEMBERS_PAGE)
        assert (response.status_code, response["Location"]) == (302, f"/konto/login/?next={MEMBERS_PAGE}")
        form = stranger.get(response["Location"])
        arrived = stranger.post(
            "/konto/login/",
            {"login": "mia", "password": "only-for-tests-123", "next": form.context["redirect_field_value"]},
            follow=True,
        )

        assert arrived.redirect_chain == [(MEMBERS_PAGE, 302)]
        assert MARK in arrived.content.decode()

    def test_someone_of_another_group_is_refused_and_not_sent_in_circles(self, newsroom, page):
        response = newsroom.alice.get(MEMBERS_PAGE, follow=True)

        assert (response.status_code, response.redirect_chain) == (403, [])
        assert MARK not in response.content.decode()

    def test_file_of_a_members_collection_is_kept_from_others(self, newsroom, member):
        material = make_material(collection=newsroom.collection)
        restriction = newsroom.collection.view_restrictions.create(restriction_type="groups")
        restriction.groups.add(Group.objects.get(name=MEMBERS))

        assert b"".join(member.get(material.url).streaming_content) == b"%PDF-1.4"
        assert newsroom.bob.get(material.url).status_code == 403
        assert Client().get(material.url).status_code == 302

    def test_member_has_no_admin(self, member):
        for path in ("/admin/", "/admin/pages/", "/admin/images/", "/admin/account/"):
            assert member.get(path).status_code == 403

    def test_shared_password_is_not_offered(self, newsroom, page):
        url = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])

        assert 'value="password"' not in newsroom.eva.get(url).content.decode()


class TestAdministrators:
    """Who gives accounts does not give, nor take, all rights."""

    @pytest.fixture
    def koordination(self, newsroom):
        return make_editor("kora", Group.objects.get(name=COORDINATION))

    @pytest.fixture
    def root(self, newsroom, django_user_model):
        return django_user_model.objects.create_superuser("root", "root@example.org", "only-for-tests-123")

    def values(self, user, **changes):
        return {
            "username": user.username,
            "email": user.email,
            "first_name": "V",
            "last_name": "N",
            "is_active": "on",
            **changes,
        }

    def test_coordination_makes_accounts_but_no_administrator(self, koordination, django_user_model):
        koordination.post(
            reverse("wagtailusers_users:add"),
            {
                "username": "neu",
                "email": "neu@example.org",
                "first_name": "V",
                "last_name": "N",
                "password1": "only-for-tests-123",
                "password2": "only-for-tests-123",
                "is_superuser": "on",
            },
        )

        assert django_user_model.objects.get(username="neu").is_superuser is False

    def test_coordination_raises_nobody_to_administrator(self, newsroom, koordination):
        url = reverse("wagtailusers_users:edit", args=[newsroom.eva.user.pk])

        response = koordination.post(url, self.values(newsroom.eva.user, is_superuser="on"))

        newsroom.eva.user.refresh_from_db()
        assert response.status_code == 302
        assert (newsroom.eva.user.first_name, newsroom.eva.user.is_superuser) == ("V", False)

    def test_coordination_does_not_take_over_an_administrator(self, koordination, root):
        url = reverse("wagtailusers_users:edit", args=[root.pk])
        koordination.post(url, self.values(root, email="kora@example.org"))
        koordination.post(f"/admin/bulk/core/user/set_active_state/?id={root.pk}", {"mark_as_active": ""})
        koordination.post(f"/admin/bulk/core/user/delete/?id={root.pk}")
        koordination.post(reverse("wagtailusers_users:delete", args=[root.pk]))

        root.refresh_from_db()
        assert (root.email, root.is_active) == ("root@example.org", True)

    def test_administrators_can(self, newsroom, root):
        client = Client()
        client.force_login(root, backend="django.contrib.auth.backends.ModelBackend")
        url = reverse("wagtailusers_users:edit", args=[newsroom.eva.user.pk])

        client.post(url, self.values(newsroom.eva.user, is_superuser="on"))

        newsroom.eva.user.refresh_from_db()
        assert newsroom.eva.user.is_superuser is True


def test_api_that_can_write_is_absent(newsroom):
    assert not [route for route, _ in every_url_pattern(get_resolver()) if "v3" in route]
