"""What happens when a published or scheduled video must not be shown: it goes offline, and people are told."""

import logging
from datetime import datetime
from functools import partial

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.admin.mail import send_mail
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

from cms.core.consent_reminders import remind
from media.models import Consent, Video, VideoPage
from media.models.video_lists import VideoPageQuerySet
from media.publication import missing

logger = logging.getLogger(__name__)

# While a film is processed anew its page stays: nothing is answered as long as it is not ready.
PASSING = {"ready"}

TAKEN_OFFLINE = gettext_lazy(
    "The learning video “%(title)s” was taken offline, because something that every published video needs "
    "is missing:"
)
NOT_PUBLISHED = gettext_lazy(
    "The learning video “%(title)s” was to go online now. It could not, and is no longer scheduled:"
)


def take_offline_if_unlawful(video_id: int) -> None:
    """Unpublish the page of a video that has lost something of what every published one needs."""
    page = VideoPage.objects.filter(video=video_id, live=True).first()
    if page is None:
        return
    items = [item for item in missing(page) if item.code not in PASSING]
    if not items:
        return
    page.unpublish()
    logger.warning(
        "A video page was taken offline", extra={"page": page.pk, "codes": [i.code for i in items]}
    )
    _tell(page, TAKEN_OFFLINE, [str(item.message) for item in items])


def take_offline_what_is_unlawful(now: datetime) -> None:
    """Unpublish what lacks something of which no signal told.

    A consent ends by itself. And who publishes and who removes the captions at the same moment do not see
    each other's work: both find everything in order.
    """
    day, pages = timezone.localdate(now), VideoPage.objects.live()
    _take_offline(
        pages.filter(
            ~Q(video__in=Video.objects.with_consent(day).values("pk"))
            | Q(video__in=Video.objects.missing_licence().values("pk"))
            | Q(video__in=Video.objects.missing_authors().values("pk"))
            | Q(video__in=Video.objects.missing_descriptions().values("pk"))
            | Q(pk__in=pages.missing_captions().values("pk"))
            | Q(pk__in=pages.missing_safety_note().values("pk"))
        )
    )


def take_offline_without_safety_note() -> None:
    """Unpublish what must carry a safety note since its topic or learning field asks for one."""
    _take_offline(VideoPage.objects.live().missing_safety_note())


def _take_offline(pages: VideoPageQuerySet) -> None:
    """Ask the rule about each of these pages. One that cannot be unpublished stops no other."""
    for video_id in pages.values_list("video", flat=True):
        try:
            take_offline_if_unlawful(video_id)
        except Exception:
            logger.exception("A video page could not be taken offline", extra={"video": video_id})


def remind_of_consents(now: datetime) -> None:
    """Mail those responsible for a published video before a consent ends."""
    consents = Consent.objects.without_names().filter(video__page__live=True)
    remind(
        consents.select_related("video__page"),
        timezone.localdate(now),
        subject_of=lambda consent: consent.video,
        address_of=lambda video: reverse("videos:consents", args=[video.pk]),
        people_of=lambda video: people_responsible(video.page),
    )


def take_off_schedule(revision: Revision, error: Exception) -> None:
    """Let a revision that must not go live wait as a draft, and tell who is responsible.

    For what is no matter of the rule (a database away) the revision stays scheduled: the clock tries again.
    """
    if not isinstance(error, ValidationError):
        return
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    _tell(revision.as_object(), NOT_PUBLISHED, error.messages)


def people_responsible(page: Page) -> QuerySet:
    """The owner of the page and everyone who may publish it, as far as they have a mail address."""
    User = get_user_model()  # noqa: N806 - a class
    policy = policy_registry.get_by_type(Page)
    publishers = policy.users_with_permission_for_instance("publish", page).filter(is_superuser=False)
    keys = {*publishers.values_list("pk", flat=True), page.owner_id}
    return User.objects.filter(pk__in=keys, is_active=True).exclude(email="")


def _tell(page: Page, what_happened: Promise, reasons: list[str]) -> None:
    """Mail everyone responsible once the change is certain; a mail that fails harms nothing else."""
    for person in people_responsible(page):
        transaction.on_commit(partial(_mail, person.email, page, what_happened, reasons), robust=True)


def _mail(address: str, page: Page, what_happened: Promise, reasons: list[str]) -> None:
    with override(settings.LANGUAGE_CODE):
        title = " ".join(page.title.split())
        subject = _("Learning video “%(title)s” is not online") % {"title": title}
        paragraphs = [
            what_happened % {"title": title},
            "\n".join(f"- {reason}" for reason in reasons),
            _("Edit the page: %(address)s")
            % {
                "address": settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk])
            },
        ]
        send_mail(subject, "\n\n".join(paragraphs) + "\n", [address])
