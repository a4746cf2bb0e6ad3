from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    name = "media"
    verbose_name = _("Learning videos")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from media import checks, permissions, receivers  # noqa: PLC0415 - models must be loaded first

        permissions.register()
        receivers.connect()
        checks.connect()
