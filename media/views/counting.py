"""Where players report that they were used."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from media.counting import count_message

LONGEST_MESSAGE = 64  # bytes


@csrf_exempt
def count(request: HttpRequest, key: str) -> HttpResponse:
    """Take a report as plain text. The answer is the same whatever comes, so nobody learns which videos exist.

    Exempt from the check of forms, because it acts in nobody's name: no session is read and no cookie set.
    """
    if request.method == "POST":
        body = request.read(LONGEST_MESSAGE + 1)
        if len(body) <= LONGEST_MESSAGE:
            count_message(request, key, body)
    return HttpResponse(
        status=204,
        headers={
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Methods": "POST, OPTIONS",
            "Access-Control-Allow-Headers": "Content-Type",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "Cache-Control": "no-store",
        },
    )
