"""A Redis cache that may fail: a cache makes pages faster, never impossible."""

import logging
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache, RedisSerializer
from redis.exceptions import RedisError, ResponseError

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

PATIENCE = 0.1  # seconds that one request waits for Redis, at most
PAUSE = 5.0  # seconds without asking after a failure

# One attempt and a short greeting: each retry and each line of the greeting may cost PATIENCE.
CONNECTION_OPTIONS: dict[str, Any] = {
    "socket_connect_timeout": PATIENCE,
    "socket_timeout": PATIENCE,
    "protocol": 2,
    "driver_info": None,
}


class UnreadableValueError(Exception):
    """A value in Redis is not one that this program wrote."""


class TolerantSerializer(RedisSerializer):
    """Reports a value that cannot be read as one kind of error, whatever the unpickling stumbled on."""

    def loads(self, data: Any) -> Any:
        try:
            return super().loads(data)
        except Exception as error:
            raise UnreadableValueError(str(error)) from error


class CircuitBreaker:
    """After a failure nobody asks for a while; then one caller tries and tells the others."""

    def __init__(self, pause: float = PAUSE) -> None:
        self.pause = pause
        self.closed_again_at: float | None = None

    def is_open(self) -> bool:
        """Whether to do without; when the pause is over, true for all but the one who tries."""
        if self.closed_again_at is None:
            return False
        now = time.monotonic()
        if now < self.closed_again_at:
            return True
        self.closed_again_at = now + self.pause
        return False

    def open(self, reason: object) -> None:
        if self.closed_again_at is None:
            logger.warning("The cache is left out for %s seconds at a time: %s", self.pause, reason)
        self.closed_again_at = time.monotonic() + self.pause

    def close(self) -> None:
        if self.closed_again_at is not None:
            logger.warning("The cache answers again.")
        self.closed_again_at = None


# Django makes one cache object per thread; what one thread learned about a server holds for all.
breakers: dict[str, CircuitBreaker] = {}


class TolerantRedisCache(RedisCache):
    """Misses instead of errors while Redis is down, slow or holds something else under a key."""

    def __init__(self, server: str | list[str], params: dict[str, Any]) -> None:
        options = {**CONNECTION_OPTIONS, "serializer": TolerantSerializer, **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})
        self.breaker = breakers.setdefault(str(server), CircuitBreaker())

    def _attempt(self, operation: Callable[[], Result], fallback: Result) -> Result:
        """The result of an operation, or the fallback where Redis does not give one in time."""
        if self.breaker.is_open():
            return fallback
        started_at = time.monotonic()
        try:
            result = operation()
        except (ResponseError, UnreadableValueError) as error:
            logger.warning("The cache holds something unexpected: %s", error)
            result = fallback
        except (RedisError, OSError) as error:
            self.breaker.open(error)
            return fallback
        if time.monotonic() - started_at > PATIENCE:
            self.breaker.open("slow answer")
        else:
            self.breaker.close()
        return result

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._attempt(lambda: super(TolerantRedisCache, self).add(key, value, timeout, version), False)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._attempt(lambda: super(TolerantRedisCache, self).get(key, default, version), default)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._attempt(lambda: super(TolerantRedisCache, self).set(key, value, timeout, version), None)

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return self._attempt(lambda: super(TolerantRedisCache, self).touch(key, timeout, version), False)

    def delete(self, key: str, version: int | None = None) -> bool:
        return self._attempt(lambda: super(TolerantRedisCache, self).delete(key, version), False)

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        return self._attempt(lambda: super(TolerantRedisCache, self).get_many(keys, version), {})

    def has_key(self, key: str, version: int | None = None) -> bool:
        return self._attempt(lambda: super(TolerantRedisCache, self).has_key(key, version), False)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """The new number. A number that cannot be reached counts as absent, which is a `ValueError`."""
        number = self._attempt(lambda: super(TolerantRedisCache, self).incr(key, delta, version), None)
        if number is None:
            raise ValueError(f"Key {key!r} not found.")
        return number

    def set_many(
        self, data: dict[str, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> list[str]:
        """The keys that were not stored."""
        return self._attempt(
            lambda: super(TolerantRedisCache, self).set_many(data, timeout, version), list(data)
        )

    def delete_many(self, keys: Iterable[str], version: int | None = None) -> None:
        self._attempt(lambda: super(TolerantRedisCache, self).delete_many(keys, version), None)

    def clear(self) -> None:
        self._attempt(lambda: super(TolerantRedisCache, self).clear(), None)
