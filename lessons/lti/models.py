"""Learning platforms, the links with which they register, our keys, and what has been used up."""

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lessons.lti import addresses

LINK_LIFE = timedelta(days=7)
LONGEST_ADDRESS = 1000  # characters


class LearningPlatformQuerySet(models.QuerySet):
    def approved(self) -> "LearningPlatformQuerySet":
        return self.filter(state=LearningPlatform.State.APPROVED)

    def waiting(self) -> "LearningPlatformQuerySet":
        return self.filter(state=LearningPlatform.State.WAITING)

    def note_launch(self, platform: "LearningPlatform") -> None:
        """Remember the day, and nothing of who it was."""
        today = timezone.localdate()
        if platform.last_launch_date != today:
            self.filter(pk=platform.pk).update(last_launch_date=today)


class LearningPlatform(models.Model):
    """A Moodle or another platform that shows our videos."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for approval")
        APPROVED = "approved", _("approved")
        BLOCKED = "blocked", _("blocked")

    name = models.CharField(
        _("name"), max_length=120, help_text=_("As you speak of it, for example “Moodle of the school”.")
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=State.choices,
        default=State.WAITING,
        help_text=_("Only approved platforms can show and choose videos. Blocking works at once."),
    )
    issuer = models.CharField(
        _("platform ID (issuer)"),
        max_length=255,
        help_text=_("Exactly as the platform states it, for example https://moodle.schule.example"),
    )
    client_id = models.CharField(_("client ID"), max_length=255)
    deployment_ids = models.TextField(_("deployment IDs"), blank=True, help_text=_("One per line."))
    auth_url = models.CharField(_("authentication request URL"), max_length=LONGEST_ADDRESS)
    token_url = models.CharField(_("access token URL"), max_length=LONGEST_ADDRESS, blank=True)
    jwks_url = models.CharField(_("public keyset URL"), max_length=LONGEST_ADDRESS)
    created_at = models.DateTimeField(_("registered"), auto_now_add=True)
    last_launch_date = models.DateField(_("last used on"), null=True, blank=True, editable=False)

    objects = LearningPlatformQuerySet.as_manager()

    class Meta:
        verbose_name = _("learning platform")
        verbose_name_plural = _("learning platforms")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "client_id"], name="platform_registered_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def deployments(self) -> list[str]:
        return [line.strip() for line in self.deployment_ids.splitlines() if line.strip()]


class RegistrationLinkQuerySet(models.QuerySet):
    def usable(self, now: datetime) -> "RegistrationLinkQuerySet":
        return self.filter(used_at=None, created_at__gt=now - LINK_LIFE)

    def take(self, link: "RegistrationLink", now: datetime) -> bool:
        """Use the link up; False where another request was faster."""
        return bool(self.usable(now).filter(pk=link.pk).update(used_at=now))

    def give_back(self, link: "RegistrationLink") -> None:
        """The registration failed, so it may be tried again."""
        self.filter(pk=link.pk).update(used_at=None)


def new_token() -> str:
    return secrets.token_urlsafe(32)


class RegistrationLink(models.Model):
    """An address that registers one platform, once, within a week."""

    token = models.CharField(max_length=64, unique=True, editable=False, default=new_token)
    name = models.CharField(
        _("for which platform?"),
        max_length=120,
        help_text=_("The platform gets this name, for example “Moodle of the school”."),
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    used_at = models.DateTimeField(_("used"), null=True, editable=False)

    objects = RegistrationLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration link")
        verbose_name_plural = _("registration links")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        return addresses.registration(self.token)

    @property
    def expires_at(self) -> datetime:
        return self.created_at + LINK_LIFE

    @property
    def is_usable(self) -> bool:
        return self.used_at is None and timezone.now() < self.expires_at

    @property
    def state(self) -> str:
        if self.used_at:
            return str(_("used"))
        return str(_("open")) if self.is_usable else str(_("expired"))


class ToolKey(models.Model):
    """A pair of keys with which we sign; the private one lies encrypted (`lessons.lti.keys`)."""

    kid = models.CharField(_("name of the key"), max_length=64, unique=True)
    public_jwk = models.JSONField()
    encrypted_private_key = models.TextField()
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.kid


class UsedNonceQuerySet(models.QuerySet):
    def burn(self, nonce: str, until: datetime) -> bool:
        """Use a number up; False if that was done before, in whichever process."""
        try:
            with transaction.atomic():
                self.create(nonce=nonce, expires_at=until)
        except IntegrityError:
            return False
        return True


class UsedNonce(models.Model):
    """A random number of ours that came back with a launch. It says nothing of whoever launched."""

    nonce = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)

    objects = UsedNonceQuerySet.as_manager()

    class Meta:
        verbose_name = _("used number")
        verbose_name_plural = _("used numbers")

    def __str__(self) -> str:
        return self.nonce
