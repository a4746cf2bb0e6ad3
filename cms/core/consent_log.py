"""What the history says of consents: what was done, why, and never to whom."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogActionRegistry, LogFormatter

ACTIONS = {
    "consent.add": (_("Record a consent"), _("Consent recorded")),
    "consent.edit": (_("Edit a consent"), _("Consent changed")),
    "consent.delete": (_("Delete a consent"), _("Consent deleted")),
    "consent.nobody": (_("State that nobody can be recognised"), _("Stated that nobody can be recognised")),
    "consent.somebody": (
        _("Take back that nobody can be recognised"),
        _("Taken back that nobody can be recognised"),
    ),
}


class ConsentWithdrawnFormatter(LogFormatter):
    label = _("Withdraw a consent")

    def format_message(self, log_entry: Any) -> str:
        reason = log_entry.data.get("reason")
        if not reason:
            return gettext("Consent withdrawn")
        return gettext("Consent withdrawn: %(reason)s") % {"reason": reason}


def register(actions: LogActionRegistry) -> None:
    for action, words in ACTIONS.items():
        actions.register_action(action, *words)
    actions.register_action("consent.withdraw")(ConsentWithdrawnFormatter)
