from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LessonsConfig(AppConfig):
    name = "lessons"
    verbose_name = _("Lessons")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from lessons import checks, permissions, receivers  # noqa: PLC0415 - models must be loaded first

        permissions.register()
        receivers.connect()
        checks.connect()
