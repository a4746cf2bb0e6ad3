"""The read API as a Ninja API: it only reads, answers every host and says when nothing has changed."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from media.views.machines import as_asked, open_to_other_hosts

View = Callable[..., HttpResponseBase]


class ReadApi(NinjaAPI):
    """Ninja without its docs page, which would need scripts of another host."""

    def __init__(self, **options: Any) -> None:
        super().__init__(docs_url=None, openapi_url=None, **options)
        self.add_exception_handler(ValidationError, self.refuse_parameters)
        self.add_exception_handler(HttpError, self.say_what_is_wrong)

    def create_response(self, request: HttpRequest, data: Any, **options: Any) -> HttpResponse:
        response = super().create_response(request, data, **options)
        return as_asked(request, response) if response.status_code == 200 else response

    def refuse_parameters(self, request: HttpRequest, error: Any) -> HttpResponse:
        names = sorted({str(item["loc"][-1]) for item in error.errors})
        sentence = gettext("These parameters cannot be read: %(names)s.") % {"names": ", ".join(names)}
        return self.create_response(request, {"detail": sentence, "fields": names}, status=422)

    def say_what_is_wrong(self, request: HttpRequest, error: Any) -> HttpResponse:
        return self.create_response(request, {"detail": str(error), "fields": []}, status=error.status_code)

    @property
    def patterns(self) -> list[URLPattern]:
        """Its addresses, open to all hosts, with HEAD and OPTIONS beside GET."""
        found = [
            entry for entry in self.urls[0] if isinstance(entry, URLPattern) and entry.name != "api-root"
        ]
        for pattern in found:
            pattern.callback = open_to_other_hosts(answering_head(cast(View, pattern.callback)))
        return found


def answering_head(view: View) -> View:
    """HEAD is answered as GET is; the server leaves the body out."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "HEAD":
            request.method = "GET"
        return view(request, *args, **kwargs)

    return answer
