"""How long the latest value and a five-year series take to read, as the record grows.

`python -m bench.store_reading [LARGEST]`: vaults of ten thousand to a million observations, written straight
into their tables (the importer is measured elsewhere), each with the same five-year series of 60 A1c values
among the observations of 200 other tests. Median and worst of 200 reads, through `VaultRecords`, on an open
vault. Bar: both under 5 ms at a million, and growth from the smallest to the largest no worse than the
logarithm's.
"""

import datetime as dt
import json
import math
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from core.facts import Reading, Span
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.vault import Vault, create_vault

SIZES = (10_000, 100_000, 1_000_000)
READS = 200
TESTS = 200
KEY = "loinc|4548-4"
TODAY = dt.date(2026, 10, 3)
SERIES = Span(TODAY - dt.timedelta(days=5 * 365 + 1), TODAY)
MONTHS = 60
BAR_MS = 5.0


def fill(vault: Vault, size: int) -> None:
    """Writes `size` observations, the A1c series among them."""
    raw = json.dumps({"resourceType": "Observation", "status": "final", "note": [{"text": "x" * 500}]})
    with vault.writing() as connection:
        connection.execute("INSERT INTO source (id, name, imported_on) VALUES (1, 'Clinic', '2026-10-03')")
        names = [
            (1, "test", KEY, "Hemoglobin A1c"),
            *((n + 2, "test", f"loinc|{n}-0", f"Test {n}") for n in range(TESTS)),
        ]
        connection.executemany("INSERT INTO name (id, kind, key, display) VALUES (?, ?, ?, ?)", names)
        connection.executemany(
            "INSERT INTO resource (id, source_id, type, logical_id, full_url, raw, digest, imported_on)"
            " VALUES (?, 1, 'Observation', ?, '', ?, x'00', '2026-10-03')",
            ((number, f"o{number}", raw) for number in range(1, size + 1)),
        )
        connection.executemany(
            "INSERT INTO reading (resource_id, at, written, performer, name_id, value, unit, text, low, high, has_range,"
            " preliminary) VALUES (?, ?, ?, 'County Lab', ?, ?, '%', '', 4.0, 5.6, 1, 0)",
            (row(number, size) for number in range(1, size + 1)),
        )


def row(number: int, size: int) -> tuple[object, ...]:
    """One reading: every size/60th is an A1c of another month."""
    month, rest = divmod(number - 1, size // MONTHS)
    if rest == 0 and month < MONTHS:
        day = (TODAY - dt.timedelta(days=30 * month)).isoformat()
        return number, f"{day}T08:00:00", day, 1, 5.0 + month / 20
    day = (TODAY - dt.timedelta(days=number % 7300)).isoformat()
    return number, f"{day}T09:00:00", day, 2 + number % TESTS, float(number % 100)


def times_ms(read: Callable[[], Sequence[Reading]], expected: int) -> list[float]:
    """Milliseconds of each read; the result is checked."""
    taken = []
    for _ in range(READS):
        started = time.perf_counter()
        found = read()
        taken.append((time.perf_counter() - started) * 1000)
        if len(found) != expected:
            raise SystemExit(f"{len(found)} readings instead of {expected}")
    return taken


def main() -> int:
    """Prints the table; 1 when a bar is missed."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    sizes = [size for size in SIZES if size <= largest]
    medians: dict[str, list[float]] = {}
    print(f"{'observations':>12} {'read':16} {'median ms':>10} {'worst ms':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            vault = create_vault(Path(folder) / f"{size}.vault", "only for this measurement", FOR_TESTS_ONLY)
            fill(vault, size)
            records = VaultRecords(vault)
            reads: dict[str, tuple[Callable[[], Sequence[Reading]], int]] = {
                "latest": (lambda records=records: records.latest([KEY]), 1),  # type: ignore[misc]
                "five-year series": (lambda records=records: records.readings([KEY], SERIES), MONTHS),  # type: ignore[misc]
            }
            for name, (read, expected) in reads.items():
                taken = times_ms(read, expected)
                medians.setdefault(name, []).append(statistics.median(taken))
                print(f"{size:12,} {name:16} {medians[name][-1]:10.3f} {max(taken):10.3f}")
            vault.lock()
    allowed = math.log(sizes[-1]) / math.log(sizes[0])
    good = True
    for name, values in medians.items():
        growth = values[-1] / values[0]
        good = good and values[-1] < BAR_MS and growth <= allowed
        print(
            f"{name}: {growth:.2f} times from {sizes[0]:,} to {sizes[-1]:,} (the logarithm grows {allowed:.2f} times)"
        )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
