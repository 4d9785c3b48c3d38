"""Our import of an Apple Health export beside healthkit-to-sqlite, in the same run: seconds and peak memory.

`python -m bench.apple_import [RECORDS]`. Each import is a process of its own, twice in turn, on the same
generated file (bench/apple_export.py). healthkit-to-sqlite lives in `.peer-venv-apple`:
`python3 -m venv .peer-venv-apple && .peer-venv-apple/bin/pip install healthkit-to-sqlite`; without it only
ours is measured. It keeps every record and is not encrypted; ours keeps days, and encrypts. The steps of
every day in the vault must be those that the generator wrote.
"""

import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.apple_export import RECORDS, write_export
from store.apple_export import import_apple
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.vault import create_vault, open_vault
from store.wear_filing import Arrival

PEER = Path(".peer-venv-apple/bin/healthkit-to-sqlite")
TODAY = dt.date(2026, 11, 24)
PASSPHRASE = "only for this measurement"  # noqa: S105
ROUNDS = 2


def run(command: list[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of a process."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def ours(export: Path, vault_path: Path) -> None:
    """In a process of its own."""
    vault = create_vault(vault_path, PASSPHRASE, FOR_TESTS_ONLY)
    import_apple(vault, Arrival(export, "Apple Health", TODAY))
    vault.lock()


def same_steps(vault_path: Path, steps: dict[dt.date, int]) -> bool:
    """Whether every day in the vault has the steps that were generated."""
    days = VaultRecords(open_vault(vault_path, PASSPHRASE)).days_of_activity()
    return {day.origin.when.first_day(): day.steps for day in days if day.origin.when} == steps


def main() -> int:
    """Prints the table; 1 when a bar is missed."""
    if sys.argv[1:2] == ["--ours"]:
        ours(Path(sys.argv[2]), Path(sys.argv[3]))
        return 0
    records = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        export = folder / "export.xml"
        steps = write_export(export, records)
        size_mb = export.stat().st_size / 1e6
        print(f"about {records:,} records, {size_mb:.0f} MB, {len(steps)} days; peak memory of the whole process")
        best: dict[str, tuple[float, float]] = {}
        for turn in range(ROUNDS):
            vault, peer = folder / f"{turn}.vault", folder / f"{turn}.db"
            commands = {"plainspoken": [sys.executable, "-m", "bench.apple_import", "--ours", str(export), str(vault)]}
            if PEER.exists():
                commands["healthkit-to-sqlite"] = [str(PEER), str(export), str(peer), "--xml"]
            for who, command in commands.items():
                seconds, peak_mb = run(command)
                print(f"{who:20} {seconds:7.1f} s {size_mb / seconds:7.1f} MB/s {peak_mb:7.0f} MB")
                best[who] = min(best.get(who, (seconds, peak_mb)), (seconds, peak_mb))
            right = same_steps(vault, steps)
            peer.unlink(missing_ok=True)
            print(f"steps of all {len(steps)} days as generated: {'yes' if right else 'NO'}")
    good = right and best["plainspoken"][1] < 300
    if len(best) > 1:
        ratio = best["healthkit-to-sqlite"][0] / best["plainspoken"][0]
        print(f"{ratio:.1f} times as fast as healthkit-to-sqlite (bar: 2); bar for memory: 300 MB")
        good = good and ratio >= 2
    else:
        print(f"healthkit-to-sqlite is not at {PEER}: nothing to compare with.")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
