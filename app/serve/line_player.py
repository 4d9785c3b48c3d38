"""A player as the loop knows it, on a line to one device."""

import threading
import time
from collections.abc import Callable

from app.serve.stream import Line
from core.audio import SpeechChunk


class LinePlayer:
    """`core.ports.Player` on a line, for one stay; after `close` nothing more comes out of it."""

    def __init__(self, line: Line, may_hold: Callable[[], bool] = lambda: True) -> None:
        """`may_hold`: whether `pause` does anything."""
        self._line = line
        self._may_hold = may_hold
        self._changed = threading.Condition()
        self._until_s = 0.0
        self._held_s: float | None = None
        """What was left when it was paused."""
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether it fell silent for good."""
        return self._closed

    @property
    def playing(self) -> bool:
        """Whether the device is still sounding, as far as can be told from here."""
        return self._held_s is None and time.monotonic() < self._until_s

    @property
    def left_ms(self) -> int:
        """How much of what was given to `play` has not been heard, as far as can be told from here."""
        left_s = self._held_s if self._held_s is not None else self._until_s - time.monotonic()
        return max(0, round(1000 * left_s))

    def pause(self) -> None:
        """Fall silent now and keep what was waiting."""
        with self._changed:
            if self._held_s is None and self._until_s > time.monotonic() and self._may_hold():
                self._held_s = self._until_s - time.monotonic()
                self._line.hold(True)

    def resume(self) -> None:
        """Go on after `pause`, from the same place."""
        with self._changed:
            if self._held_s is not None:
                self._until_s = time.monotonic() + self._held_s
                self._held_s = None
                self._line.hold(False)
                self._changed.notify_all()

    def play(self, chunk: SpeechChunk) -> None:
        """Send it on and return at once."""
        with self._changed:
            if self._closed:
                return
            length_s = len(chunk.pcm) / 2 / chunk.rate_hz
            if self._held_s is not None:
                self._held_s += length_s
            else:
                self._until_s = max(self._until_s, time.monotonic()) + length_s
            self._line.sound(chunk)

    def stop(self) -> None:
        """Let the device fall silent."""
        with self._changed:
            if self._held_s is not None or self._until_s > time.monotonic():
                self._line.hush()
            self._until_s, self._held_s = 0.0, None
            self._changed.notify_all()

    def wait(self) -> None:
        """Return when all was heard, or stopped."""
        with self._changed:
            while not self._closed and self.left_ms:
                self._changed.wait(self.left_ms / 1000 if self._held_s is None else None)

    def close(self) -> None:
        """Fall silent for good."""
        with self._changed:
            self._closed = True
        self.stop()
