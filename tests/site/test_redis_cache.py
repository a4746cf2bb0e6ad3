"""A broken Redis costs a miss, never an error and never a long wait."""

import os
import socket
import threading
import time
from contextlib import closing, contextmanager

import pytest
import redis

from cms.site import cache as cache_module
from cms.site.cache import CircuitBreaker, TolerantRedisCache

REDIS_URL = os.environ.get("REDIS_TEST_URL", "redis://127.0.0.1:6379/9")
LONGEST_WAIT = 1  # seconds: 0.1 for the first question, not for each, and the rest for a busy machine


@pytest.fixture(autouse=True)
def _forgotten_breakers(monkeypatch):
    monkeypatch.setattr(cache_module, "breakers", {})


def make_cache(url):
    return TolerantRedisCache(url, {"KEY_PREFIX": "cms-tests"})


@contextmanager
def silent_server():
    """Takes connections and never answers."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


@contextmanager
def slow_server(delay):
    """Answers every command with `nil` after a while."""

    def answer():
        try:
            connection, _ = server.accept()
            with connection:
                while connection.recv(4096):
                    time.sleep(delay)
                    connection.sendall(b"$-1\r\n")
        except OSError:
            return

    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"
    thread.join(timeout=2)


@contextmanager
def no_server():
    with closing(socket.socket()) as placeholder:
        placeholder.bind(("127.0.0.1", 0))
        yield f"redis://127.0.0.1:{placeholder.getsockname()[1]}/0"


@pytest.mark.parametrize("server", [no_server, silent_server])
def test_everything_misses_without_redis(server):
    with server() as url:
        cache = make_cache(url)
        started_at = time.monotonic()

        assert cache.get("a", "default") == "default"
        assert cache.get_many(["a", "b"]) == {}
        assert cache.add("a", 1) is False
        assert cache.set("a", 1) is None
        assert cache.set_many({"a": 1}) == ["a"]
        assert cache.has_key("a") is False
        assert cache.touch("a") is False
        assert cache.delete("a") is False
        assert cache.get_or_set("a", "made") == "made"
        cache.delete_many(["a"])
        cache.clear()
        with pytest.raises(ValueError, match="not found"):
            cache.incr("a")
        cache.close()
        assert time.monotonic() - started_at < LONGEST_WAIT


def test_all_threads_learn_of_a_failure():
    with silent_server() as url:
        first, second = make_cache(url), make_cache(url)

        first.get("a")

        assert second.breaker is first.breaker
        assert second.breaker.is_open()


def test_slow_redis_is_left_out(monkeypatch):
    monkeypatch.setattr(cache_module, "PATIENCE", 0.02)
    with slow_server(0.05) as url:
        cache = make_cache(url)

        cache.get("a")

        assert cache.breaker.is_open()
        cache.close()


def test_one_caller_tries_after_the_pause(monkeypatch):
    now = 100
    monkeypatch.setattr(cache_module.time, "monotonic", lambda: now)
    breaker = CircuitBreaker(pause=5)
    breaker.open("test")
    assert breaker.is_open()

    now = 106

    assert [breaker.is_open(), breaker.is_open()] == [False, True]
    breaker.close()
    assert not breaker.is_open()


@pytest.fixture
def server():
    client = redis.Redis.from_url(REDIS_URL, socket_connect_timeout=5)
    try:
        client.ping()
    except redis.exceptions.RedisError:
        pytest.skip(f"No Redis answers on {REDIS_URL}")
    yield client
    for key in client.scan_iter("cms-tests:*"):
        client.delete(key)
    client.close()


@pytest.fixture
def real_cache(server):
    cache = make_cache(REDIS_URL)
    yield cache
    cache._cache.get_client(write=True).connection_pool.disconnect()


def test_values_come_back(real_cache):
    real_cache.set("page", {"body": b"<html>"}, 60)
    real_cache.set("number", 1)

    assert real_cache.get("page") == {"body": b"<html>"}
    assert real_cache.incr("number") == 2
    assert real_cache.add("page", "other") is False
    assert real_cache.get_many(["page", "none"]) == {"page": {"body": b"<html>"}}


def test_foreign_values_are_misses(real_cache, server):
    server.lpush(real_cache.make_key("list"), "x")
    server.set(real_cache.make_key("text"), "neither number nor pickle")

    assert real_cache.get("list", "default") == "default"
    assert real_cache.get("text", "default") == "default"
    assert not real_cache.breaker.is_open()
