"""One ear and one voice for all devices: one at a time each, first sounds before the rest of replies."""

import heapq
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count

from app.serve.metrics import Metrics
from core.audio import SpeechChunk, Transcript, Utterance
from core.ports import Manner, Transcriber, Voice

FIRST, REST = 0, 1
"""Ranks in the queue: what somebody waits for in silence, and what follows sound that is being played."""


class Queue:
    """Lets one in at a time, by rank and then by arrival; each device asks for one thing at a time, so that is fair."""

    def __init__(self, name: str, metrics: Metrics) -> None:
        self._name = name
        self._metrics = metrics
        self._changed = threading.Condition()
        self._waiting: list[tuple[int, int]] = []
        self._numbers = count()
        self._busy = False

    @contextmanager
    def turn(self, rank: int = FIRST) -> Iterator[None]:
        """Wait for it, and hold it."""
        came_s = time.monotonic()
        with self._changed:
            mine = (rank, next(self._numbers))
            heapq.heappush(self._waiting, mine)
            while self._busy or self._waiting[0] != mine:
                self._changed.wait()
            heapq.heappop(self._waiting)
            self._busy = True
        self._metrics.observe(f"plainspoken.{self._name}.queue.duration", time.monotonic() - came_s)
        try:
            yield
        finally:
            with self._changed:
                self._busy = False
                self._changed.notify_all()


class SharedEar:
    """`core.ports.Transcriber` for many threads."""

    def __init__(self, ear: Transcriber, queue: Queue) -> None:
        self._ear = ear
        self._queue = queue

    def transcribe(self, utterance: Utterance, hints: Sequence[str] = ()) -> Transcript:
        """When it is this utterance's turn."""
        with self._queue.turn():
            return self._ear.transcribe(utterance, hints)


class SharedVoice:
    """`core.ports.Voice` for many threads: the turn is given up between clauses."""

    def __init__(self, voice: Voice, queue: Queue) -> None:
        self._voice = voice
        self._queue = queue

    def speak(self, text: str, manner: Manner) -> Iterator[SpeechChunk]:
        """Clause by clause, each when it is its turn."""
        clauses = self._voice.speak(text, manner)
        rank = FIRST
        while True:
            with self._queue.turn(rank):
                chunk = next(clauses, None)
            if chunk is None:
                return
            yield chunk
            rank = REST
