"""Figures as a table: count, median, 95th percentile, worst."""

import math
import statistics
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table


def show_table(console: Console, title: str, rows: Mapping[str, Sequence[float]]) -> None:
    """One line per row of values in milliseconds; the ratio is to the first row."""
    table = Table("", "n", "median ms", "p95 ms", "worst ms", "median / first row", title=title, title_justify="left")
    first = statistics.median(next(iter(rows.values())) or [math.nan])
    for name, values in rows.items():
        if not values:
            table.add_row(name, "0", "-", "-", "-", "-")
            continue
        ordered, middle = sorted(values), statistics.median(values)
        p95 = ordered[math.ceil(0.95 * len(ordered)) - 1]
        ratio = f"{middle / first:.2f}" if first else "-"
        table.add_row(name, str(len(values)), f"{middle:.0f}", f"{p95:.0f}", f"{ordered[-1]:.0f}", ratio)
    console.print(table)
