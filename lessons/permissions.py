"""Who sees the reports about a video: whoever may change the video, and nobody else."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from lessons.lti import permissions as lti_permissions
from lessons.models import ErrorReport, ErrorReportQuerySet
from media.permissions import Person, video_policy, videos_open_to

ALLOWED = frozenset({"view", "change", "delete"})  # readers add them, without an account


class ErrorReportPolicy(BasePermissionPolicy):
    """Every right follows from the right to change the video."""

    def user_has_permission(self, user: Person, action: str) -> bool:
        return action in ALLOWED and video_policy.user_has_permission(user, "change")

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        if not ALLOWED.intersection(actions):
            return get_user_model().objects.none()
        return video_policy.users_with_any_permission(["change"])

    def user_has_permission_for_instance(self, user: Person, action: str, instance: ErrorReport) -> bool:
        return action in ALLOWED and video_policy.user_has_permission_for_instance(
            user, "change", instance.video
        )

    def instances_user_has_any_permission_for(self, user: Person, actions: Iterable[str]) -> QuerySet[Any]:
        if not ALLOWED.intersection(actions):
            return ErrorReport.objects.none()
        return reports_open_to(user)

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: ErrorReport
    ) -> QuerySet[Any]:
        if not ALLOWED.intersection(actions):
            return get_user_model().objects.none()
        return video_policy.users_with_any_permission_for_instance(["change"], instance.video)


def register() -> None:
    register_permission_policy(ErrorReport, ErrorReportPolicy(ErrorReport))
    lti_permissions.register()


def reports_open_to(user: Person) -> ErrorReportQuerySet:
    return ErrorReport.objects.filter(video__in=videos_open_to(user, "change"))
