"""How much one connection may ask of us, and how long it may keep us waiting."""

import time
from collections.abc import Callable
from dataclasses import dataclass

CONNECTIONS = 300
"""Sockets that are open at once, greeted or not; further ones are closed at once."""
CONVERSATIONS = 24
"""Devices that talk at once."""
OPEN_TIMEOUT_S = 5.0
"""From the first byte to a whole request."""
HELLO_TIMEOUT_S = 10.0
"""From the connection to the token; then a device without one is dropped."""
PING_S = 20.0
"""A device that does not answer for so long is gone."""
MESSAGE_BYTES = 65_536
WAITING_BYTES = 8_000_000
"""Sound waiting for a device that does not take it (3 minutes): then it is dropped."""
SEND_TIMEOUT_S = 20.0
"""A device that takes nothing for so long is dropped."""
SOUND_BYTES_S, SOUND_BURST_BYTES = 64_000, 640_000
"""Twice real time, and 20 s at once: after a network hiccup sound comes in a bunch."""
MESSAGES_S, MESSAGES_BURST = 10, 40


@dataclass(slots=True)
class Bucket:
    """Fills with time, empties with use."""

    per_s: float
    most: float
    clock: Callable[[], float] = time.monotonic
    _level: float = -1.0
    _at_s: float = 0.0

    @property
    def level(self) -> float:
        """How much is in it, as of the last look."""
        return self._level

    def takes(self, amount: float) -> bool:
        """Whether there is so much in it; then it is used."""
        now_s = self.clock()
        self._level = self.most if self._level < 0 else min(self.most, self._level + (now_s - self._at_s) * self.per_s)
        self._at_s = now_s
        if amount > self._level:
            return False
        self._level -= amount
        return True


class PerPeer:
    """A bucket for each address that tries to come in; the addresses of a house are few."""

    MOST = 1024

    def __init__(self, per_s: float, most: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_s, self._most, self._clock = per_s, most, clock
        self._buckets: dict[str, Bucket] = {}

    def has(self, peer: str) -> bool:
        """Whether this peer may try once more; nothing is used up."""
        return peer not in self._buckets or (self._buckets[peer].takes(0) and self._buckets[peer].level >= 1)

    def takes(self, peer: str) -> bool:
        """Use up one try, if there is one."""
        if peer not in self._buckets and len(self._buckets) >= self.MOST:
            self._buckets.clear()
        return self._buckets.setdefault(peer, Bucket(self._per_s, self._most, self._clock)).takes(1)
