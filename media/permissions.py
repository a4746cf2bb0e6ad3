"""Who may do what with the videos of the library: rights hang on collections."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from wagtail.permission_policies.collections import CollectionPermissionPolicy
from wagtail.permissions import register_permission_policy

from media.models import Video
from media.models.videos import VideoQuerySet

video_policy = CollectionPermissionPolicy(Video)

Person = AbstractBaseUser | AnonymousUser


def register() -> None:
    """Let Wagtail ask this policy wherever it asks about a video."""
    register_permission_policy(Video, video_policy)


def videos_open_to(user: Person, *actions: str) -> VideoQuerySet:
    """The videos with which the user may do at least one of the actions; others are as if they did not exist."""
    return video_policy.instances_user_has_any_permission_for(user, list(actions))
