"""Counts and durations under OpenTelemetry names, shown in Prometheus' text format; never any content."""

import threading
from collections import defaultdict

BOUNDS_S = (0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.5, 5.0, 10.0)


class Metrics:
    """What is counted; names are dotted as OpenTelemetry has them, durations are in seconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[tuple[str, str], float] = defaultdict(float)
        self._buckets: dict[str, list[int]] = {}
        self._sums: dict[str, float] = defaultdict(float)

    def add(self, name: str, by: float = 1, outcome: str = "") -> None:
        """Count something up, or down."""
        with self._lock:
            self._counts[name, outcome] += by

    def observe(self, name: str, seconds: float) -> None:
        """One duration more."""
        with self._lock:
            buckets = self._buckets.setdefault(name, [0] * (len(BOUNDS_S) + 1))
            buckets[next((n for n, bound in enumerate(BOUNDS_S) if seconds <= bound), len(BOUNDS_S))] += 1
            self._sums[name] += seconds

    def value(self, name: str, outcome: str = "") -> float:
        """What was counted so far."""
        with self._lock:
            return self._counts[name, outcome]

    def text(self) -> str:
        """All of it, a line for each."""
        with self._lock:
            lines = [
                line for (name, outcome), value in sorted(self._counts.items()) for line in _count(name, outcome, value)
            ]
            for name, buckets in sorted(self._buckets.items()):
                lines += _histogram(name, buckets, self._sums[name])
        return "\n".join(lines) + "\n"


def _plain(name: str) -> str:
    return name.replace(".", "_")


def _count(name: str, outcome: str, value: float) -> list[str]:
    label = f'{{outcome="{outcome}"}}' if outcome else ""
    return [f"{_plain(name)}{label} {value:g}"]


def _histogram(name: str, buckets: list[int], total: float) -> list[str]:
    plain, so_far, lines = f"{_plain(name)}_seconds", 0, []
    for bound, count in zip([*(f"{b:g}" for b in BOUNDS_S), "+Inf"], buckets, strict=True):
        so_far += count
        lines.append(f'{plain}_bucket{{le="{bound}"}} {so_far}')
    return [*lines, f"{plain}_sum {total:.3f}", f"{plain}_count {so_far}"]
