"""Finds undefined variables in our own templates, and only there.

Django asks `engine.string_if_invalid` for its truth whenever a variable cannot be resolved, and takes
the value itself when it is false. So the guard raises for a template of ours and is an ordinary empty
string for those of Wagtail, whose templates rely on undefined variables. Conditions such as
`{% if page.subtitle %}` never ask, and a `default` filter says that the variable may be missing.
"""

import sys
from pathlib import Path

from django.conf import settings
from django.template.base import FilterExpression, Node

FORGIVING_FILTERS = {"default", "default_if_none"}
OURS = [
    settings.BASE_DIR / room
    for room in ("cms", "exchange", "home", "meetings", "tandems", "lessons", "media")
]


class UndefinedVariable(Exception):
    """A template of ours prints something that its view does not hand over."""


class UndefinedVariableGuard(str):
    """An empty string that raises when the template asking for it is ours."""

    __slots__ = ()

    def __bool__(self):
        expression = sys._getframe(1).f_locals.get("self")
        if isinstance(expression, FilterExpression) and not is_forgiving(expression):
            refuse(expression.var)
        return False

    def __contains__(self, text):
        """Asked by `{% blocktranslate %}` for each variable of its sentence that is missing."""
        refuse(sys._getframe(1).f_locals.get("key"))
        return False


def is_forgiving(expression):
    return any(function.__name__ in FORGIVING_FILTERS for function, _ in expression.filters)


def refuse(variable):
    """Raise if the node that is being rendered stands in a template of ours."""
    name = rendering_template()
    if name and any(Path(name).is_relative_to(folder) for folder in OURS):
        raise UndefinedVariable(f"{variable} is undefined in {Path(name).relative_to(settings.BASE_DIR)}")


def rendering_template():
    """Path of the template whose node stands nearest on the stack."""
    frame = sys._getframe(2)
    while frame:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and getattr(node, "origin", None):
            return node.origin.name
        frame = frame.f_back
    return None
