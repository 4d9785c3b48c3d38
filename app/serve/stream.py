"""Sound over a connection as the loop knows it: a microphone that is a mailbox, a player that is a line out."""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from core.audio import AudioChunk, SpeechChunk
from voice.chunks import CHUNK_BYTES, CHUNK_MS, chunked

MAILBOX_BLOCKS = 500
"""At 20 ms a block 10 s: further behind, the oldest sound is lost."""
GAP_S = 0.3
"""A stream that pauses longer is silent: time goes on, so that a turn can end."""
GAP_FILLED_S = 6.0
"""So much silence is put in: longer than any patience. Then we wait for sound without working."""


class Line(Protocol):
    """The way out to one device; every method may be called from any thread and returns at once."""

    def sound(self, chunk: SpeechChunk) -> None:
        """Play this after what was sent before."""

    def hush(self) -> None:
        """Fall silent and forget what was sent."""

    def hold(self, on: bool) -> None:
        """Fall silent and keep what was sent, or go on with it."""

    def tell(self, event: dict[str, Any]) -> None:
        """Show this, where there is a screen."""


class Mailbox:
    """Incoming sound of one device, 16 kHz 16-bit mono, waiting to be heard."""

    def __init__(self) -> None:
        self._blocks: queue.Queue[bytes] = queue.Queue(MAILBOX_BLOCKS)
        self.lost = 0
        """Blocks that nobody took in time."""

    def put(self, pcm: bytes) -> None:
        """Take a block; the oldest is lost when nobody listens."""
        while True:
            try:
                return self._blocks.put_nowait(pcm)
            except queue.Full:
                self.lost += 1
                self._drop()

    def take(self, timeout_s: float) -> bytes | None:
        """The next block, or None when none came in time."""
        try:
            return self._blocks.get(timeout=timeout_s)
        except queue.Empty:
            return None

    def clear(self) -> None:
        """Forget what was not heard yet."""
        while not self._blocks.empty():
            self._drop()

    def _drop(self) -> None:
        try:
            self._blocks.get_nowait()
        except queue.Empty:
            return


class StreamMicrophone:
    """`core.ports.Microphone` on a mailbox, for one stay; the mailbox goes on after it."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        self._closed = threading.Event()

    def chunks(self) -> Iterator[AudioChunk]:
        """20 ms pieces until `close`; a pause of the stream is silence."""
        for chunk in chunked(self._blocks()):
            if self._closed.is_set():
                return
            yield chunk

    def close(self) -> None:
        """End `chunks`."""
        self._closed.set()

    def _blocks(self) -> Iterator[bytes]:
        silent_since_s: float | None = time.monotonic()
        while not self._closed.is_set():
            block = self._mailbox.take(CHUNK_MS / 1000)
            now_s = time.monotonic()
            if block is not None:
                silent_since_s = None
                yield block
            elif silent_since_s is None:
                silent_since_s = now_s
            elif GAP_S <= now_s - silent_since_s <= GAP_FILLED_S:
                yield bytes(CHUNK_BYTES)


class LinePlayer:
    """`core.ports.Player` on a line, for one stay; after `close` nothing more comes out of it."""

    def __init__(self, line: Line, on_sound: Callable[[], None] = lambda: None) -> None:
        self._line = line
        self._on_sound = on_sound
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
            if self._held_s is None and self._until_s > time.monotonic():
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
        self._on_sound()

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
