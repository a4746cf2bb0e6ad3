"""What the read API says about itself: its OpenAPI document, and a page for people made from it."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.formats import number_format
from django.views.decorators.http import require_safe

from exchange.views.api import api
from media import addresses
from media.views.machines import as_asked, open_to_other_hosts

JSON = "application/json; charset=utf-8"


@open_to_other_hosts
def openapi(request: HttpRequest) -> HttpResponseBase:
    """OpenAPI 3.1."""
    text = json.dumps(document(), ensure_ascii=False, default=str)
    return as_asked(request, HttpResponse(text, content_type=JSON))


@require_safe
def handbook(request: HttpRequest) -> HttpResponse:
    """The same for people: every address with its parameters and an example."""
    return render(
        request, "exchange/api.html", {"operations": operations(), "base_url": addresses.absolute("")}
    )


def document() -> dict[str, Any]:
    return dict(api.get_openapi_schema(path_prefix="/api/v1"))


def operations() -> list[dict[str, Any]]:
    """Each address with what it takes: name, place, limits and meaning of its parameters."""
    return [
        {
            "path": path,
            "summary": methods["get"].get("description", ""),
            "parameters": [_parameter(one) for one in methods["get"].get("parameters", [])],
        }
        for path, methods in document()["paths"].items()
    ]


def _parameter(parameter: dict[str, Any]) -> dict[str, str]:
    schema = parameter["schema"]
    limits = [
        number_format(schema[name], force_grouping=True) for name in ("minimum", "maximum") if name in schema
    ]
    values = [value for value in schema.get("enum", []) if value]
    return {
        "name": parameter["name"],
        "meaning": schema.get("description", parameter.get("description", "")),
        "values": "–".join(limits) or ", ".join(values) or schema.get("format", ""),
        "usual": str(schema.get("default") or ""),
    }
