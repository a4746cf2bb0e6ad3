"""Permissions by name, and the rows that hand them out; handing out again changes nothing."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page


def every(actions: list[str], models: list[str]) -> list[str]:
    """The names of the permissions for each action on each model."""
    return [f"{app}.{action}_{name}" for app, name in (m.split(".") for m in models) for action in actions]


def permissions(names: Iterable[str]) -> list[Permission]:
    """The permissions called `<app label>.<codename>`, in one query; raises `LookupError` for an unknown one."""
    wanted = set(names)
    codenames = {name.partition(".")[2] for name in wanted}
    candidates = Permission.objects.filter(codename__in=codenames).select_related("content_type")
    found = {f"{one.content_type.app_label}.{one.codename}": one for one in candidates}
    unknown = wanted - found.keys()
    if unknown:
        raise LookupError(f"There are no permissions called {', '.join(sorted(unknown))}.")
    return [found[name] for name in wanted]


def allow_on_page(group: Group, page: Page, names: Iterable[str]) -> None:
    """The group may do this with the page and all below it."""
    rows = [GroupPagePermission(group=group, page=page, permission=one) for one in permissions(names)]
    GroupPagePermission.objects.bulk_create(rows, ignore_conflicts=True)


def allow_on_collection(group: Group, collection: Collection, names: Iterable[str]) -> None:
    """The group may do this with everything in the collection and those below it."""
    rows = [
        GroupCollectionPermission(group=group, collection=collection, permission=one)
        for one in permissions(names)
    ]
    GroupCollectionPermission.objects.bulk_create(rows, ignore_conflicts=True)
