"""Permissions by name, for the rooms that hand them out."""

from django.contrib.auth.models import Permission


def permission(name: str) -> Permission:
    """The permission called `<app label>.<codename>`; raises `Permission.DoesNotExist` for an unknown one."""
    app_label, codename = name.split(".")
    return Permission.objects.select_related("content_type").get(
        content_type__app_label=app_label, codename=codename
    )
