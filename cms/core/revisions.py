"""Drafts that refer to what was deleted meanwhile.

A revision is text and protects nothing: a picture that only a draft shows can be deleted. Reading such a
revision back, django-modelcluster knows what to do with keys that cascade or become empty, and fails at
protected ones. So those are taken out first.
"""

from typing import Any

from django.db.models import PROTECT, ForeignKey, Model
from modelcluster.models import get_all_child_relations


def without_deleted(model: type[Model], data: dict[str, Any]) -> dict[str, Any] | None:
    """The serialised object without protected references to rows that are gone.

    Where a reference may be empty, it is; a row that is nothing without it is left out, which None says.
    """
    kept = dict(data)
    for field in model._meta.concrete_fields:
        if _is_dangling(field, data.get(field.name)):
            if not field.null:
                return None
            kept[field.name] = None
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        if name in data:
            rows = (without_deleted(relation.related_model, row) for row in data[name])
            kept[name] = [row for row in rows if row is not None]
    return kept


def _is_dangling(field: Any, key: Any) -> bool:
    if key is None or not isinstance(field, ForeignKey) or field.remote_field.on_delete is not PROTECT:
        return False
    return not field.related_model._base_manager.filter(pk=key).exists()
