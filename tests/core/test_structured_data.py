"""JSON-LD says what the page says, and no text breaks out of its element."""

import json
import re
from datetime import UTC, date, datetime

import pytest

from cms.core import structured_data


def test_event_on_site_and_online():
    assert structured_data.event(
        "Treffen",
        "https://netz.example/treffen/herbst/",
        start=datetime(2025, 11, 24, 14, 0, tzinfo=UTC),
        place="Feldbergschule",
        address="Oberursel",
        online_url="https://netz.example/raum",
        organizer=structured_data.organization("Netzwerk"),
        is_free=True,
    ) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Treffen",
        "url": "https://netz.example/treffen/herbst/",
        "startDate": "2025-11-24T14:00:00+00:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": [
            {"@type": "Place", "name": "Feldbergschule", "address": "Oberursel"},
            {"@type": "VirtualLocation", "url": "https://netz.example/raum"},
        ],
        "organizer": {"@type": "Organization", "name": "Netzwerk"},
        "isAccessibleForFree": True,
    }


def test_cancelled_event_says_so():
    data = structured_data.event("Treffen", "https://a.example/", start=date(2025, 1, 2), is_cancelled=True)

    assert data["eventStatus"] == "https://schema.org/EventCancelled"
    assert data["startDate"] == "2025-01-02"


def test_breadcrumbs_are_counted_from_one():
    trail = [("Start", "https://a.example/"), ("Tandems", "https://a.example/tandems/")]

    steps = structured_data.breadcrumb_list(trail)["itemListElement"]

    assert [(step["position"], step["name"]) for step in steps] == [(1, "Start"), (2, "Tandems")]
    assert structured_data.breadcrumb_list([]) == {}


def test_empty_values_are_left_out():
    assert structured_data.organization("Netzwerk") == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "Netzwerk",
    }


def test_article_names_its_authors():
    data = structured_data.article(
        "Bericht",
        "https://a.example/bericht/",
        authors=[structured_data.person("Ada", affiliation="Schule")],
        published_at=date(2025, 1, 2),
    )

    assert data["author"] == [
        {"@type": "Person", "name": "Ada", "affiliation": {"@type": "Organization", "name": "Schule"}}
    ]
    assert data["datePublished"] == "2025-01-02"


def test_web_site_offers_its_search():
    data = structured_data.web_site(
        "Netz", "https://a.example/", search_url="https://a.example/suche/?q={search_term_string}"
    )

    assert (
        data["potentialAction"]["target"]["urlTemplate"] == "https://a.example/suche/?q={search_term_string}"
    )


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!-- & -->", "\u2028", 'a"b\\c', "{} %s"]
)
def test_no_text_leaves_the_script_element(text):
    script = structured_data.to_script(structured_data.organization(text))

    inside = re.fullmatch(r'<script type="application/ld\+json">([^<>&]*)</script>', script)[1]
    assert json.loads(inside)["name"] == text
