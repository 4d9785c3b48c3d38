"""Damaged files of every form brought in as a person would: only our own errors, bounded time and memory.

`python -m evals.import_fuzz [INPUTS]`: so many inputs in all (100,000 unless told), seeded. Sound files
(`evals.fuzz_seeds`) are changed by flipped, cut, doubled and moved pieces, odd numbers, pieces of other formats and
other encodings; every 200th input is a bomb (`evals.fuzz_damage`). Each goes through the front that `plainspoken
import` uses into a vault that has an owner. Memory is the peak of the process so far, the sound files' bombs of some
tens of MB included. One row an importer; 1 when anything but an error of ours comes out, or an input takes longer
than `MOST_S`, or the peak is above `MOST_MB`.
"""

import datetime as dt
import json
import resource
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import ImportRefused
from evals.fuzz_damage import inputs
from evals.fuzz_seeds import PATIENT, Seed, seeds
from store.bringing import Bringing
from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.vault import Vault, create_vault

INPUTS = 100_000
TODAY = dt.date(2026, 11, 24)
FRESH_EVERY = 1_000
"""Inputs into one vault: its history grows with every version of the same entries."""
MOST_S, MOST_MB = 20.0, 1_500
_MEMORY = Path("/dev/shm")  # noqa: S108 files in memory, where the system has such a place: a flush then costs nothing


@dataclass(slots=True)
class Outcomes:
    """What came of the inputs of one importer."""

    counts: Counter[str] = field(default_factory=Counter)
    """`in`, `refused`, or the name of a foreign error."""
    slowest_s: float = 0.0
    slowest: int = -1
    """The number of the slowest input."""
    foreign: dict[str, int] = field(default_factory=dict)
    """Each foreign error with the number of the first input that raised it."""


def fresh(folder: Path, vault: Vault | None) -> Vault:
    """A new vault that has an owner, in the place of the last one."""
    if vault is not None:
        vault.lock()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    made = create_vault(folder / "fuzz.vault", "only for this measurement", FOR_TESTS_ONLY)
    (folder / "patient.json").write_text(json.dumps(PATIENT), encoding="utf-8")
    import_file(made, folder / "patient.json", "Clinic", TODAY)
    return made


def ends(vault: Vault, path: Path) -> str:
    """`in` when anything came in, `refused`, or the name of a foreign error."""
    try:
        brought = list(Bringing(vault, "Fuzz", TODAY, lambda _: lambda done, total: None).bring(path))
    except ImportRefused:
        return "refused"
    except Exception as error:  # noqa: BLE001 that is what is looked for
        return type(error).__name__
    return "in" if any(one.report is not None for one in brought) else "refused"


def fuzz(seed: Seed, rounds: int, folder: Path) -> Outcomes:
    """Brings in so many damaged copies of a seed."""
    outcomes = Outcomes()
    vault: Vault | None = None
    for number in range(rounds):
        if vault is None or number % FRESH_EVERY == 0:
            vault = fresh(folder, vault)
            inside = folder / "in"
            inside.mkdir()
            (inside / "patient.json").write_text(json.dumps(PATIENT), encoding="utf-8")
        path = (folder / "in" if seed.in_folder else folder) / seed.file
        path.write_bytes(inputs(seed.data, seed.importer, number))
        started = time.perf_counter()
        outcome = ends(vault, path.parent if seed.in_folder else path)
        seconds = time.perf_counter() - started
        outcomes.counts[outcome] += 1
        if outcome not in {"in", "refused"}:
            outcomes.foreign.setdefault(outcome, number)
        if seconds > outcomes.slowest_s:
            outcomes.slowest_s, outcomes.slowest = seconds, number
    if vault is not None:
        vault.lock()
    return outcomes


def main() -> int:
    """Prints the table."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else INPUTS
    bad = False
    total = 0
    print(
        f"{'importer':13} {'inputs':>8} {'in':>8} {'refused':>8} {'foreign':>8} {'slowest ms':>11} {'(input)':>8}"
        f" {'peak MB':>8} {'seconds':>8}"
    )
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as name:
        every = seeds(Path(name))
        per_share = wanted / sum(seed.share for seed in every)
        for seed in every:
            rounds = max(1, round(per_share * seed.share + 0.5))
            started = time.perf_counter()
            done = fuzz(seed, rounds, Path(name) / "fuzz")
            peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            total += rounds
            bad = bad or bool(done.foreign) or done.slowest_s > MOST_S or peak_mb > MOST_MB
            print(
                f"{seed.importer:13} {rounds:8,} {done.counts['in']:8,} {done.counts['refused']:8,}"
                f" {sum(done.counts[e] for e in done.foreign):8,} {done.slowest_s * 1000:11.0f} {done.slowest:8,}"
                f" {peak_mb:8.0f} {time.perf_counter() - started:8.0f} {done.foreign or ''}",
                flush=True,
            )
    print(f"{total:,} inputs.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
