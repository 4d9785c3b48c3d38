"""A Player that writes what was said: one sound file per reply, `reply-01.wav`, `reply-02.wav`, …"""

import threading
import time
from pathlib import Path

from core.audio import SpeechChunk
from voice.file import Pace
from voice.record import joined, write_sound


class FilePlayer:
    """`core.ports.Player` on a folder.

    What is played between two of `wait`, `stop` and `close` is one reply. In real time `wait` takes as
    long as a loudspeaker would, and `stop` keeps only what would have been heard by then; at the fast
    pace all counts as heard at once.
    """

    def __init__(self, folder: Path, pace: Pace = Pace.FAST, suffix: str = "wav") -> None:
        self._folder = folder
        self._pace = pace
        self._suffix = suffix
        self._lock = threading.Condition()
        self._chunks: list[SpeechChunk] = []
        self._until_s = 0.0
        self._paused_s = 0.0
        self._written: list[Path] = []

    @property
    def written(self) -> tuple[Path, ...]:
        """The files so far, in order."""
        return tuple(self._written)

    def play(self, chunk: SpeechChunk) -> None:
        """Add to the reply and return at once."""
        with self._lock:
            self._until_s = max(self._until_s, self._now_s()) + _seconds(chunk)
            self._chunks.append(chunk)

    @property
    def left_ms(self) -> int:
        """How much of the reply has not been heard; at the fast pace nothing."""
        with self._lock:
            left_s = self._until_s - self._now_s() if self._chunks and self._pace is Pace.REAL else 0.0
        return max(0, round(1000 * left_s))

    def pause(self) -> None:
        """Hold the reply where it is; the pause itself is not written."""
        with self._lock:
            self._paused_s = self._paused_s or time.monotonic()

    def resume(self) -> None:
        """Go on with the reply."""
        with self._lock:
            if self._paused_s:
                self._until_s += time.monotonic() - self._paused_s
            self._paused_s = 0.0
            self._lock.notify_all()

    def stop(self) -> None:
        """Cut the reply off where it is."""
        with self._lock:
            left_s = self._until_s - self._now_s() if self._pace is Pace.REAL else 0.0
            self._paused_s = 0.0
            self._finish(left_s)
            self._lock.notify_all()

    def wait(self) -> None:
        """Return when the reply is over or stopped, and written."""
        with self._lock:
            while self._chunks and self._pace is Pace.REAL:
                left_s = self._until_s - self._now_s()
                if left_s <= 0:
                    break
                self._lock.wait(left_s if not self._paused_s else None)
            self._finish(0.0)

    def close(self) -> None:
        """Write what is left."""
        self.stop()

    def _now_s(self) -> float:
        """The clock, which stands still in a pause."""
        return self._paused_s or time.monotonic()

    def _finish(self, unheard_s: float) -> None:
        if not self._chunks:
            return
        pcm, rate_hz = joined(self._chunks)
        heard = len(pcm) - 2 * min(len(pcm) // 2, max(0, round(unheard_s * rate_hz)))
        self._chunks, self._until_s = [], 0.0
        if heard:
            path = self._folder / f"reply-{len(self._written) + 1:02d}.{self._suffix}"
            write_sound(path, pcm[:heard], rate_hz)
            self._written.append(path)


def _seconds(chunk: SpeechChunk) -> float:
    return len(chunk.pcm) / 2 / chunk.rate_hz
