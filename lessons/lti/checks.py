"""What must hold where the site runs."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error


def check_loopback(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """For tests platforms may run on this machine; elsewhere that opens what listens there only."""
    if not settings.LTI_ALLOWS_LOOPBACK:
        return []
    return [
        Error(
            "Learning platforms may name addresses of this machine.",
            hint="Set LTI_ALLOWS_LOOPBACK = False; it is for tests only.",
            id="lessons.E001",
        )
    ]
