"""The licences and their addresses."""

import pytest

from cms.core.licences import licence


@pytest.mark.parametrize(
    ("code", "url", "legal_url"),
    [
        (
            "cc-by-sa",
            "https://creativecommons.org/licenses/by-sa/4.0/deed.de",
            "https://creativecommons.org/licenses/by-sa/4.0/",
        ),
        (
            "cc0",
            "https://creativecommons.org/publicdomain/zero/1.0/deed.de",
            "https://creativecommons.org/publicdomain/zero/1.0/",
        ),
        ("reserved", "", ""),
    ],
)
def test_people_are_led_to_the_deed_and_machines_to_the_licence_itself(code, url, legal_url):
    chosen = licence(code)

    assert (chosen.url, chosen.legal_url) == (url, legal_url)
