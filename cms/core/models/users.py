from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Someone who works on the site or reads members-only pages."""

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
