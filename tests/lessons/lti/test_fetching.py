"""The one place that asks foreign hosts: it reaches nothing that lies inside."""

import socket
import threading
import time

import pytest

from lessons.lti import fetching
from lessons.lti.fetching import fetch_json
from lessons.lti.models import LearningPlatform, RegistrationLink
from lessons.lti.refusals import RefusedError

INSIDE = [
    "https://127.0.0.1/",
    "https://localhost/",
    "https://0x7f.1/",
    "https://2130706433/",
    "https://0.0.0.0/",
    "https://10.0.0.1/",
    "https://172.16.0.1/",
    "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.64.0.1/",
    "https://224.0.0.1/",
    "https://[::]/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[fe80::1]/",
    "https://[fd00::1]/",
    "https://[fec0::1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[64:ff9b:1::7f00:1]/",
    "https://[2002:7f00:1::]/",
]
UNFIT = [
    "http://example.org/",
    "ftp://example.org/",
    "file:///etc/passwd",
    "//example.org/",
    "https://",
    "https://user@example.org/",
    "https://example.org:x/",
    "https://example.org/\r\nX: 1",
    "https://exämple.org/",
    "",
]


@pytest.fixture
def no_connection(monkeypatch):
    """Whoever connects has lost."""

    def connect(self, *args):
        raise AssertionError("connected")

    monkeypatch.setattr(fetching.PinnedConnection, "connect", connect)


@pytest.mark.parametrize("address", INSIDE + UNFIT)
def test_what_lies_inside_or_is_no_address_is_never_asked(no_connection, address):
    with pytest.raises(RefusedError) as refusal:
        fetch_json(address)

    assert refusal.value.code in ("address", "unreachable")


@pytest.mark.django_db
@pytest.mark.parametrize("address", [INSIDE[0], INSIDE[8], "http://127.0.0.1/"])
def test_no_registration_reaches_inside(client, no_connection, address):
    link = RegistrationLink.objects.create(name="x")

    response = client.post(f"/lti/register/{link.token}/", {"openid_configuration": address})

    assert response.status_code == 403
    assert not LearningPlatform.objects.exists()


def test_one_number_inside_spoils_a_name(no_connection, monkeypatch):
    found = [(socket.AF_INET, 1, 6, "", (number, 443)) for number in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *args, **options: found)

    with pytest.raises(RefusedError):
        fetch_json("https://moodle.example/")


def test_a_name_is_resolved_once_and_the_number_kept(website, monkeypatch):
    asked = []

    def resolve(host, port, **options):
        asked.append(host)
        return [(socket.AF_INET, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", resolve)
    website.answers["/a?b=1"] = (200, {"c": 2})
    port = website.server.server_port

    assert fetch_json(f"http://moodle.example:{port}/a?b=1") == {"c": 2}
    assert asked == ["moodle.example"]
    assert website.asked[0][2]["Host"] == f"moodle.example:{port}"


def test_redirects_lead_nowhere(website):
    website.answers["/a"] = (302, f"{website.url}/b".encode())
    website.answers["/b"] = (200, {})

    with pytest.raises(RefusedError):
        fetch_json(f"{website.url}/a")
    assert website.paths == ["/a"]


def test_large_answers_are_left(website):
    website.answers["/a"] = (200, b'{"a":"' + b"x" * fetching.MOST_BYTES + b'"}')

    with pytest.raises(RefusedError):
        fetch_json(f"{website.url}/a")


def test_slow_answers_are_left(settings, monkeypatch):
    """A byte now and then satisfies each single wait, but not the time for the whole."""
    settings.LTI_ALLOWS_LOOPBACK = True
    monkeypatch.setattr(fetching, "DEADLINE", 0.3)
    listener = socket.create_server(("127.0.0.1", 0))

    threading.Thread(target=trickle, args=[listener], daemon=True).start()
    with listener, pytest.raises(RefusedError):
        fetch_json(f"http://127.0.0.1:{listener.getsockname()[1]}/")


def trickle(listener):
    """A good answer, if one waits for three seconds."""
    connection, _address = listener.accept()
    with connection:
        try:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 62\r\n\r\n")
            for _ in range(60):
                connection.sendall(b" ")
                time.sleep(0.05)
            connection.sendall(b"{}")
        except OSError:
            return
