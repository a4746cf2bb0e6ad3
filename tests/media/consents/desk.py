"""What the papers hold, and where editors keep them."""

from django.urls import reverse

MARK = "Xanthippe"  # part of every name, guardian, place and scope below
PRIVATE = {
    "name": f"{MARK} Eins",
    "guardian_name": f"{MARK} Zwei",
    "kept_at": f"Ordner {MARK}",
    "scope": f"Website, sagt {MARK}",
}


def address(video, action="", *more):
    return reverse(f"videos:consents{action}", args=[video.pk, *more])


def html(response):
    return response.content.decode()


def form_data(**changes):
    return {
        **PRIVATE,
        "kind": "minor",
        "appearance": "both",
        "valid_from": "01.01.2026",
        "valid_until": "12.03.2027",
        **changes,
    }
