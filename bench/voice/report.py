"""The tables of `make bench-voice`."""

import math
import statistics
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table


class Report:
    """Lines of measure, ours, peers and target, printed section by section."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def section(self, title: str, rows: Sequence[tuple[str, str, str, str]]) -> None:
        """Rows of what, ours, beside it, target."""
        table = Table("what", "ours", "beside it", "target", title=title, title_justify="left")
        for row in rows:
            table.add_row(*row)
        self._console.print(table)

    def note(self, text: str) -> None:
        """A line of its own."""
        self._console.print(text, markup=False, highlight=False)


def share(part: float, whole: float) -> str:
    """`97.3 % (179 of 184)`."""
    return f"{100 * part / whole:.1f} % ({part:g} of {whole:g})" if whole else "-"


def middle(values: Sequence[float]) -> float:
    """Median; nan of nothing."""
    return statistics.median(values) if values else math.nan


def p95(values: Sequence[float]) -> float:
    """Nearest-rank 95th percentile; nan of nothing."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1] if values else math.nan
