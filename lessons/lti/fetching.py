"""JSON from the hosts of learning platforms. The only place where the site asks another host for an address
that someone typed, so it trusts none:

- https only; the name is resolved once, and the connection goes to that very number;
- every number of the name must lie in the public internet;
- no redirect is followed, no proxy asked; size and time of the whole are limited.
"""

import ipaddress
import json
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from lessons.lti.refusals import RefusedError
from media.sentences import gettext_noop

PATIENCE = 5.0  # seconds for one step
DEADLINE = 10.0  # seconds for all of them together
MOST_BYTES = 256 * 1024
GOOD = (200, 201)
PORTS = {"https": 443, "http": 80}
# `ipaddress` counts them as public, but they carry a private number inside or belong to one site (RFC 3879).
TUNNELS = ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")
SITE_LOCAL = "fec0::/10"
NOT_PUBLIC = [ipaddress.ip_network(text) for text in (*TUNNELS, SITE_LOCAL)]


@dataclass(frozen=True)
class Target:
    """An address taken apart."""

    scheme: str
    host: str
    port: int
    path: str

    @classmethod
    def of(cls, address: str) -> "Target":
        """Raises `RefusedError` for everything that is no plain address of a web server."""
        try:
            parts = urlsplit(address)
            host, port = parts.hostname or "", parts.port
        except ValueError as error:
            raise unfit(address) from error
        is_plain = address.isascii() and address.isprintable() and " " not in address
        if not host or not is_plain or "@" in parts.netloc or parts.scheme not in allowed_schemes():
            raise unfit(address)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return cls(parts.scheme, host, port or PORTS[parts.scheme], path)

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def allowed_schemes() -> set[str]:
    return {"https", "http"} if settings.LTI_ALLOWS_LOOPBACK else {"https"}


def unfit(address: str) -> RefusedError:
    return RefusedError(
        "address",
        gettext_noop("“%(address)s” is no address on the public internet that begins with https://."),
        address=address[:200],
    )


def public_number(target: Target) -> tuple[int, str]:
    """Family and number to connect to. One number that is not public spoils the name."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise unreachable(target) from error
    numbers = [(int(family), str(place[0])) for family, _kind, _protocol, _name, place in found]
    if not numbers or not all(is_allowed(number, target) for _family, number in numbers):
        raise unfit(f"{target.scheme}://{target.host_header}")
    return numbers[0]


def is_allowed(text: str, target: Target) -> bool:
    number = ipaddress.ip_address(text.partition("%")[0])
    number = getattr(number, "ipv4_mapped", None) or number
    if settings.LTI_ALLOWS_LOOPBACK and number.is_loopback:
        return True
    is_inside = any(number in network for network in NOT_PUBLIC if network.version == number.version)
    return target.scheme == "https" and number.is_global and not number.is_multicast and not is_inside


def unreachable(target: Target) -> RefusedError:
    return RefusedError(
        "unreachable",
        gettext_noop("“%(host)s” does not answer as a learning platform does. Please try again later."),
        host=target.host,
    )


class PinnedConnection(HTTPConnection):
    """Connects to a number that was looked at before, and asks for the name. TLS proves the name."""

    def __init__(self, target: Target, number: tuple[int, str]) -> None:
        super().__init__(target.host, target.port, timeout=PATIENCE)
        self.target = target
        self.family, self.number = number
        self.watchdog = Timer(DEADLINE, self.cut)
        self.watchdog.daemon = True

    def connect(self) -> None:
        self.sock = socket.socket(self.family, socket.SOCK_STREAM)
        self.sock.settimeout(PATIENCE)
        self.watchdog.start()
        self.sock.connect((self.number, self.target.port))
        if self.target.scheme == "https":
            context = ssl.create_default_context()
            secured = context.wrap_socket(
                self.sock, server_hostname=self.target.host, do_handshake_on_connect=False
            )
            self.sock = secured
            secured.do_handshake()

    def cut(self) -> None:
        """End it, however slowly the other side goes on; below TLS, because another thread may be reading."""
        with suppress(OSError):
            socket.socket.shutdown(self.sock, socket.SHUT_RDWR)

    def close(self) -> None:
        self.watchdog.cancel()
        super().close()


@contextmanager
def connected(target: Target) -> Iterator[PinnedConnection]:
    connection = PinnedConnection(target, public_number(target))
    try:
        yield connection
    except (OSError, HTTPException) as error:
        raise unreachable(target) from error
    finally:
        connection.close()


def fetch_json(address: str, message: Mapping[str, Any] | None = None, bearer: str = "") -> dict[str, Any]:
    """The object at an address, or the answer to a message. Raises `RefusedError`."""
    target = Target.of(address)
    headers = {"Host": target.host_header, "Accept": "application/json", "Connection": "close"}
    body = None
    if message is not None:
        body = json.dumps(message).encode()
        headers["Content-Type"] = "application/json"
    if bearer:
        headers["Authorization"] = f"Bearer {bearer}"
    with connected(target) as connection:
        connection.request("GET" if body is None else "POST", target.path, body, headers)
        response = connection.getresponse()
        content = response.read(MOST_BYTES + 1)
    if response.status not in GOOD or len(content) > MOST_BYTES:
        raise unreachable(target)
    return as_object(content, target)


def as_object(content: bytes, target: Target) -> dict[str, Any]:
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise unreachable(target) from error
    if not isinstance(answer, dict):
        raise unreachable(target)
    return answer
