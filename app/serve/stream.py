"""Sound over a connection as the loop knows it: a microphone that is a mailbox, and what it needs of a line out."""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from app.prepare import Assistant, Prepared
from core.audio import AudioChunk, SpeechChunk
from core.ports import Microphone
from voice.chunks import CHUNK_BYTES, CHUNK_MS, chunked
from voice.detect import UNMASKED, Mask

MAILBOX_BLOCKS = 500
"""At 20 ms a block 10 s: further behind, the oldest sound is lost."""
GAP_S = 0.3
"""A stream that pauses longer is silent: time goes on, so that a turn can end."""
GAP_FILLED_S = 6.0
"""So much silence is put in: longer than any patience. Then we wait for sound without working."""


class Hearing(Protocol):
    """`core.ports.Microphone` of one stay, which knows what of our own voice is in it."""

    def chunks(self) -> Iterator[AudioChunk]:
        """20 ms pieces until `close`."""

    def close(self) -> None:
        """End `chunks`."""

    @property
    def mask(self) -> Mask:
        """What is known of our own voice in the sound."""

    def may_hold(self) -> bool:
        """Whether what sounds like somebody is worth holding a reply for before the words are known."""

    def reading(self, assistant: Assistant) -> Assistant:
        """With the transcriber that reads what is heard here."""

    def weigh(self, prepared: Prepared) -> Prepared:
        """The same reply, or one to silence where what was heard was no person."""


class Line(Protocol):
    """The way out to one device; every method may be called from any thread and returns at once."""

    def ear(self, microphone: Microphone, playing: Callable[[], bool]) -> Hearing:
        """How this device hears while it plays."""

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


class OpenEar:
    """`Hearing` of a device that takes our voice out by itself, as browsers do."""

    def __init__(self, microphone: Microphone) -> None:
        self.chunks = microphone.chunks
        self.close = microphone.close

    @property
    def mask(self) -> Mask:
        """Nothing is taken out by us."""
        return UNMASKED

    def may_hold(self) -> bool:
        """Always."""
        return True

    def reading(self, assistant: Assistant) -> Assistant:
        """The same."""
        return assistant

    def weigh(self, prepared: Prepared) -> Prepared:
        """The same."""
        return prepared
