"""How to show our videos elsewhere: an overview, and a page for each tool."""

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.core.navigation import Link, way_to
from lessons.teaching_tools import TOOLS, Tool


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "lessons/help/overview.html", {"tools": TOOLS.values(), "way": way(request)})


@require_safe
def tool_page(request: HttpRequest, slug: str) -> HttpResponse:
    tool = TOOLS.get(slug)
    if tool is None:
        raise Http404
    context = {
        "tool": tool,
        "way": way(request, tool),
        "tools": TOOLS.values(),
        "base_url": settings.BASE_URL,
        "base_url_pattern": re.escape(settings.BASE_URL),
    }
    return render(request, tool.template, context)


def way(request: HttpRequest, tool: Tool | None = None) -> list[Link]:
    """From the home page to this one, which stands last."""
    overview = Link(_("Embed learning videos"), reverse("lessons:help"), "" if tool else "page")
    here = [Link(tool.name, reverse("lessons:help_tool", args=[tool.slug]), "page")] if tool else []
    return way_to(request, overview, *here)
