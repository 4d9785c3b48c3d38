"""SpeechChunk -> loudspeaker; the rate is converted here, and `stop` is silence within one block."""

import threading
import time
from collections.abc import Callable

import numpy as np

from core.audio import SpeechChunk
from core.errors import DeviceLost
from voice.record import resampled
from voice.sound_card import (
    BLOCK_MS,
    SILENT_DEVICE_S,
    DeviceFormat,
    Direction,
    PortAudioCard,
    SoundCard,
    Stream,
)

SPEECH_RATE_HZ = 22_050
"""What Piper makes; the device is asked for it first."""
FADE_MS = 5
"""On `stop`: a hard cut clicks."""


Sounded = Callable[[bytes, DeviceFormat], None]
"""Takes a block as the device gets it: interleaved 16-bit PCM."""


class Loudspeaker:
    """`core.ports.Player` on a sound card, by default that of the machine.

    Opens the device at once: raises `NoSoundLibrary` or `NoLoudspeaker` here, and `DeviceLost` from
    `play` and `wait`.
    """

    def __init__(self, card: SoundCard | None = None, sounded: Sounded | None = None) -> None:
        """`sounded` is told every block that the device takes, silence included, on the device's thread."""
        card = card or PortAudioCard()
        self._sounded = sounded
        self._paused = self._hushed = False
        self._format = card.format(Direction.OUT, SPEECH_RATE_HZ)
        self._changed = threading.Condition()
        self._waiting = bytearray()
        self._asked_s = time.monotonic()
        self._silent_from_s = 0.0
        self._stream: Stream | None = None
        self._stream = card.speak(self._format, self._wanted)

    def __enter__(self) -> "Loudspeaker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def playing(self) -> bool:
        """Whether something is to be heard now."""
        with self._changed:
            return bool(self._waiting) or time.monotonic() < self._silent_from_s

    def play(self, chunk: SpeechChunk) -> None:
        """Add to what is being played and return at once."""
        pcm = np.frombuffer(resampled(chunk, self._format.rate_hz), "<i2")
        with self._changed:
            self._check()
            self._waiting += np.repeat(pcm, self._format.channels).tobytes()

    @property
    def left_ms(self) -> int:
        """How much of what was given to `play` has not been heard."""
        with self._changed:
            waiting_ms = len(self._waiting) * 1000 // self._bytes(self._format.rate_hz)
            on_its_way_s = 0.0 if self._paused else max(0.0, self._silent_from_s - time.monotonic())
            return waiting_ms + round(1000 * min(on_its_way_s, self._delay_s() + BLOCK_MS / 1000))

    def pause(self) -> None:
        """Fall silent with the next block (20 ms) and keep what was waiting."""
        with self._changed:
            self._paused = True

    def resume(self) -> None:
        """Go on from the same place."""
        with self._changed:
            self._paused = False
            self._changed.notify_all()

    def stop(self) -> None:
        """Fall silent with the next block (20 ms) and forget what was waiting."""
        with self._changed:
            self._waiting[:] = b"" if self._paused else self._faded(self._waiting)
            self._paused = False
            self._changed.notify_all()

    def wait(self) -> None:
        """Return when everything has been heard or stopped; raises `DeviceLost`."""
        with self._changed:
            while self._waiting:
                self._check()
                self._changed.wait(0.1)
            left_s = self._silent_from_s - time.monotonic()
        time.sleep(max(0.0, left_s))

    def close(self) -> None:
        """Let go of the device."""
        with self._changed:
            self._waiting.clear()
            self._changed.notify_all()
        if self._stream:
            self._stream.close()

    def _wanted(self, frames: int) -> bytes:
        size = self._bytes(frames)
        with self._changed:
            self._asked_s = time.monotonic()
            block = self._next(size)
            if block:
                self._silent_from_s = self._asked_s + self._delay_s() + frames / self._format.rate_hz
            if not self._waiting:
                self._changed.notify_all()
        block = block.ljust(size, b"\0")
        if self._sounded:
            self._sounded(block, self._format)
        return block

    def _next(self, size: int) -> bytes:
        """The next block; the first one of a pause dies away and is said again after it."""
        if self._paused and self._hushed:
            return b""
        block = bytes(self._waiting[:size])
        self._hushed = self._paused
        if self._paused:
            return self._faded(block)
        del self._waiting[:size]
        return block

    def _faded(self, pcm: bytes | bytearray) -> bytes:
        """The first 5 ms, dying away."""
        frames = self._format.rate_hz * FADE_MS // 1000
        rest = np.frombuffer(bytes(pcm[: self._bytes(frames)]), "<i2")
        return (rest * np.linspace(1, 0, len(rest))).astype("<i2").tobytes()

    def _delay_s(self) -> float:
        # The card may ask before it has handed the stream over.
        return self._stream.delay_s if self._stream else 0.0

    def _check(self) -> None:
        if not (self._stream and self._stream.running) or time.monotonic() - self._asked_s > SILENT_DEVICE_S:
            raise DeviceLost

    def _bytes(self, frames: int) -> int:
        return 2 * self._format.channels * frames
