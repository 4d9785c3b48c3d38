"""The pauses inside a person's turns: who pauses long is waited for longer, over a conversation and the next."""

import statistics
from collections import deque

COUNTED = 24
"""The latest of them."""
FEWEST = 3
"""Fewer say nothing about a person."""
COUNTS_FROM_MS = 200
"""Shorter silences are part of speaking."""
SHARE = 0.9
"""Of the person's middle pause that is waited for even after a whole question."""
MOST_MS = 900
"""No whole question is kept waiting longer."""


class Pauses:
    """Learns from silences after which the same turn went on."""

    def __init__(self, typical_ms: int = 0) -> None:
        """`typical_ms` is what was learned before; 0 is nothing."""
        self._seen = deque([typical_ms] * FEWEST if typical_ms else [], COUNTED)

    def learn(self, pause_ms: int) -> None:
        """A turn went on after a silence of that length."""
        if pause_ms >= COUNTS_FROM_MS:
            self._seen.append(pause_ms)

    @property
    def typical_ms(self) -> int:
        """The person's middle pause; 0 while too few were heard."""
        return round(statistics.median(self._seen)) if len(self._seen) >= FEWEST else 0

    @property
    def least_patience_ms(self) -> int:
        """The silence that has to pass before any turn of this person is over."""
        return min(MOST_MS, round(SHARE * self.typical_ms))
