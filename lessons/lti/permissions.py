"""What can be done with links and keys at all: neither is ever changed, and keys go by themselves."""

from django.db.models import Model
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from cms.core.models import User
from lessons.lti.models import RegistrationLink, ToolKey


class NarrowPolicy(ModelPermissionPolicy):
    """The permissions of a model, as far as they make sense; also for administrators."""

    def __init__(self, model: type[Model], actions: set[str]) -> None:
        super().__init__(model)
        self.actions = actions

    def user_has_permission(self, user: User, action: str) -> bool:
        return action in self.actions and super().user_has_permission(user, action)


def register() -> None:
    register_permission_policy(RegistrationLink, NarrowPolicy(RegistrationLink, {"view", "add", "delete"}))
    register_permission_policy(ToolKey, NarrowPolicy(ToolKey, {"view", "add"}))
