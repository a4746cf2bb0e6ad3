from typing import Any

from django.core.management.base import BaseCommand

from cms.site.roles import set_up_roles


class Command(BaseCommand):
    help = "Makes the groups, permissions and the approval workflow. Running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        set_up_roles()
        self.stdout.write("Roles, permissions and workflow are set up.")
