"""What follows when someone in a picture does not agree, or soon no longer will."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from cms.core.consent_reminders import remind
from cms.core.models import Picture, PictureConsent

COORDINATION = "core.view_pictureconsent"
BACKEND = "django.contrib.auth.backends.ModelBackend"


def hide_pictures(now: datetime) -> None:
    """Delete the renditions of pictures whose consents have ended; nobody is answered with them anyway."""
    broken = PictureConsent.objects.not_holding_on(timezone.localdate(now))
    shown = Picture.objects.filter(pk__in=broken.values("picture"), renditions__isnull=False)
    for picture in shown.distinct():
        picture.delete_renditions()


def remind_of_pictures(now: datetime) -> None:
    remind(
        PictureConsent.objects.without_names().select_related("picture"),
        timezone.localdate(now),
        subject_of=lambda consent: consent.picture,
        address_of=lambda picture: reverse("picture_consents", args=[picture.pk]),
        people_of=people_responsible,
    )


def people_responsible(picture: Picture) -> QuerySet[AbstractUser]:
    """Who brought the picture, and the coordination."""
    people = get_user_model().objects
    coordination = people.with_perm(COORDINATION, include_superusers=False, backend=BACKEND)
    either = Q(pk__in=coordination.values("pk")) | Q(pk=picture.uploaded_by_user_id)
    return people.filter(either, is_active=True).exclude(email="")
