from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TandemsConfig(AppConfig):
    name = "tandems"
    verbose_name = _("Tandems")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tandems import receivers  # noqa: PLC0415 - models must be loaded first

        receivers.connect()
