"""SpeechChunk -> loudspeaker; the rate is converted here, and `stop` is silence within one block."""

import threading
import time

import numpy as np

from core.audio import SpeechChunk
from core.errors import DeviceLost
from voice.record import resampled
from voice.sound_card import SILENT_DEVICE_S, Direction, PortAudioCard, SoundCard, Stream

SPEECH_RATE_HZ = 22_050
"""What Piper makes; the device is asked for it first."""
FADE_MS = 5
"""On `stop`: a hard cut clicks."""


class Loudspeaker:
    """`core.ports.Player` on a sound card, by default that of the machine.

    Opens the device at once: raises `NoSoundLibrary` or `NoLoudspeaker` here, and `DeviceLost` from
    `play` and `wait`.
    """

    def __init__(self, card: SoundCard | None = None) -> None:
        card = card or PortAudioCard()
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

    def stop(self) -> None:
        """Fall silent with the next block (20 ms) and forget what was waiting."""
        with self._changed:
            frames = self._format.rate_hz * FADE_MS // 1000
            rest = np.frombuffer(bytes(self._waiting[: self._bytes(frames)]), "<i2")
            self._waiting[:] = (rest * np.linspace(1, 0, len(rest))).astype("<i2").tobytes()

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
            block = bytes(self._waiting[:size])
            del self._waiting[:size]
            if block:
                self._silent_from_s = self._asked_s + self._delay_s() + frames / self._format.rate_hz
            if not self._waiting:
                self._changed.notify_all()
        return block.ljust(size, b"\0")

    def _delay_s(self) -> float:
        # The card may ask before it has handed the stream over.
        return self._stream.delay_s if self._stream else 0.0

    def _check(self) -> None:
        if not (self._stream and self._stream.running) or time.monotonic() - self._asked_s > SILENT_DEVICE_S:
            raise DeviceLost

    def _bytes(self, frames: int) -> int:
        return 2 * self._format.channels * frames
