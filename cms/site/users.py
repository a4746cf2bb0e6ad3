"""Wagtail's app of users with our views: the coordination gives accounts, but none with all rights."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "cms.site.viewsets.UserViewSet"
