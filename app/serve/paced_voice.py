"""A voice that does not run far ahead of what is being heard: with many devices the first sounds need the time."""

import threading
import time
from collections.abc import Iterator

from core.audio import SpeechChunk
from core.ports import Manner, Voice

AHEAD_S = 4.0
"""So much sound of a reply is made before it is heard; a clause takes a tenth of its length on two cores."""


class PacedVoice:
    """`core.ports.Voice` around another, for one device."""

    def __init__(self, voice: Voice, ahead_s: float = AHEAD_S) -> None:
        self._voice = voice
        self._ahead_s = ahead_s
        self._changed = threading.Condition()
        self._asked = 0

    def speak(self, text: str, manner: Manner) -> Iterator[SpeechChunk]:
        """Clause by clause; waits once far enough ahead, unless the device has something else to say meanwhile."""
        with self._changed:
            self._asked += 1
            mine = self._asked
            self._changed.notify_all()
        until_s = 0.0
        for chunk in self._voice.speak(text, manner):
            yield chunk
            # Only now is it known to be heard: a first clause may have been made and never used.
            until_s = max(until_s, time.monotonic()) + len(chunk.pcm) / 2 / chunk.rate_hz
            self._wait(mine, until_s - self._ahead_s)

    def _wait(self, mine: int, until_s: float) -> None:
        with self._changed:
            while mine == self._asked and (left_s := until_s - time.monotonic()) > 0:
                self._changed.wait(left_s)
