"""Sound over a connection as the loop knows it: a microphone that is a mailbox, a player that is a line out."""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Protocol

from core.audio import SAMPLE_RATE_HZ, AudioChunk, SpeechChunk
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
        self._sent: list[tuple[float, SpeechChunk]] = []
        """What was given to the device, with the moment at which each ends."""
        self._held: list[SpeechChunk] | None = None
        """What waits in a pause; None when there is none."""
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether it fell silent for good."""
        return self._closed

    @property
    def playing(self) -> bool:
        """Whether the device is still sounding, as far as can be told from here."""
        return time.monotonic() < self._until_s

    @property
    def left_ms(self) -> int:
        """How much has not been heard, as far as can be told from here."""
        with self._changed:
            if self._held is not None:
                return round(1000 * sum(length_s(chunk.pcm, chunk.rate_hz) for chunk in self._held))
            return max(0, round(1000 * (self._until_s - time.monotonic())))

    def play(self, chunk: SpeechChunk) -> None:
        """Send it on and return at once; in a pause it waits with the rest."""
        with self._changed:
            if self._closed:
                return
            if self._held is not None:
                self._held.append(chunk)
                return
            self._send(chunk)
        self._on_sound()

    def _send(self, chunk: SpeechChunk) -> None:
        now_s = time.monotonic()
        self._sent = [(end_s, sent) for end_s, sent in self._sent if end_s > now_s]
        self._until_s = max(self._until_s, now_s) + length_s(chunk.pcm, chunk.rate_hz)
        self._sent.append((self._until_s, chunk))
        self._line.sound(chunk)

    def pause(self) -> None:
        """Let the device fall silent, and keep what was not heard."""
        with self._changed:
            if self._held is not None:
                return
            now_s = time.monotonic()
            self._held = [_unheard(chunk, end_s - now_s) for end_s, chunk in self._sent if end_s > now_s]
            self._silence()

    def resume(self) -> None:
        """Send on what was kept."""
        with self._changed:
            held, self._held = self._held or [], None
            for chunk in held:
                self._send(chunk)
            self._changed.notify_all()

    def stop(self) -> None:
        """Let the device fall silent."""
        with self._changed:
            self._held = None
            self._silence()
            self._changed.notify_all()

    def _silence(self) -> None:
        if self._until_s > time.monotonic():
            self._line.hush()
        self._until_s, self._sent = 0.0, []

    def wait(self) -> None:
        """Return when all was heard, or stopped."""
        with self._changed:
            while not self._closed:
                left_s = self._until_s - time.monotonic()
                if self._held is None and left_s <= 0:
                    return
                self._changed.wait(left_s if self._held is None else None)

    def close(self) -> None:
        """Fall silent for good."""
        with self._changed:
            self._closed = True
        self.stop()


def length_s(pcm: bytes, rate_hz: int = SAMPLE_RATE_HZ) -> float:
    """How long sound lasts, 16-bit mono; incoming sound when no rate is named."""
    return len(pcm) / 2 / rate_hz


def _unheard(chunk: SpeechChunk, left_s: float) -> SpeechChunk:
    size = min(len(chunk.pcm), 2 * round(left_s * chunk.rate_hz))
    return replace(chunk, pcm=chunk.pcm[len(chunk.pcm) - size :])
