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
REST_WAITS_S = 1.5
"""So long what follows may be put off: `app.serve.paced_voice` asks for it seconds before it is needed."""


class Queue:
    """Lets one in at a time, by rank and then by arrival; each device asks for one thing at a time, so that is fair.

    What somebody waits for in silence goes first; what follows sound stands back for a queue `before` this one too,
    as they share the machine's cores, but not for long.
    """

    def __init__(self, name: str, metrics: Metrics, before: "Queue | None" = None) -> None:
        self._name = name
        self._metrics = metrics
        self._before = before
        self._changed: threading.Condition = before._changed if before is not None else threading.Condition()
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
            while (left_s := self._wait_s(mine, came_s)) != 0:
                self._changed.wait(left_s)
            heapq.heappop(self._waiting)
            self._busy = True
        began_s = time.monotonic()
        name = f"plainspoken.{self._name}{'' if rank == FIRST else '.rest'}"
        self._metrics.observe(f"{name}.queue.duration", began_s - came_s)
        try:
            yield
        finally:
            self._metrics.observe(f"{name}.work.duration", time.monotonic() - began_s)
            with self._changed:
                self._busy = False
                self._changed.notify_all()

    def _wait_s(self, mine: tuple[int, int], came_s: float) -> float | None:
        """How long to wait before looking again, None until something changes; 0 when it is its turn."""
        if self._busy or self._waiting[0] != mine:
            return None
        before = self._before
        stands_back = mine[0] == REST and before is not None and (before._busy or before._waiting)
        return max(0.0, came_s + REST_WAITS_S - time.monotonic()) if stands_back else 0.0


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
