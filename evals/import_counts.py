"""Imports every shared FHIR R4 patient and compares what is in the vault with an independent count.

`python -m evals.import_counts` prints, per patient, entries in the file, stored and refused, whether the
counts per resource type and the raw text agree with a plain `json.loads` of the file, and seconds; then
every refusal with its reason. The count shares no code with the importer. Without `../shared` it says so.
"""

import datetime as dt
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.report import ImportReport, Refusal
from store.vault import Vault, create_vault

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
FOLDERS = ("fhir-r4-synthea", "fhir-r4-notes")
TODAY = dt.date(2026, 11, 24)


def count_raw(path: Path) -> Counter[str]:
    """Resources per type, by plain JSON reading."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Counter(entry["resource"]["resourceType"] for entry in content["entry"])


def values_raw(path: Path) -> int:
    """Observations and components that bear a value, by plain JSON reading."""
    content = json.loads(path.read_text(encoding="utf-8"))
    observations = [e["resource"] for e in content["entry"] if e["resource"]["resourceType"] == "Observation"]
    parts = [part for o in observations for part in (o, *o.get("component", ()))]
    return sum(any(key.startswith("value") for key in part) for part in parts)


def same_text(vault: Vault, path: Path) -> bool:
    """Whether every resource of the file is in the vault with the same content."""
    content = json.loads(path.read_text(encoding="utf-8"))
    with vault.reading() as connection:
        rows = connection.execute("SELECT type, logical_id, raw FROM resource").fetchall()
    kept = {(kind, identity): json.loads(raw) for kind, identity, raw in rows}
    resources = [entry["resource"] for entry in content["entry"]]
    return all(kept.get((r["resourceType"], r["id"])) == r for r in resources) and len(kept) == len(resources)


def stored(report: ImportReport) -> Counter[str]:
    """Resources per type, as the import reports them."""
    return Counter({count.type: count.total for count in report.counts})


def measure(path: Path, folder: Path) -> tuple[bool, float, Counter[str], tuple[Refusal, ...]]:
    """Imports one file into a vault of its own and prints its row."""
    vault = create_vault(folder / f"{path.stem}.vault", "only for this measurement", FOR_TESTS_ONLY)
    started = time.perf_counter()
    report = import_file(vault, path, path.parent.name, TODAY)
    seconds = time.perf_counter() - started
    raw, kept = count_raw(path), stored(report)
    readings, values = len(VaultRecords(vault).readings()), values_raw(path)
    agrees = kept == raw and same_text(vault, path) and readings == values
    vault.lock()
    print(
        f"{path.stem[:24]:24} {raw.total():7} {kept.total():7} {len(report.refusals):8} {readings:9} {values:7}"
        f" {'yes' if agrees else 'NO':>7} {seconds:8.2f} {path.stat().st_size / 1e6:6.1f}"
    )
    return agrees, seconds, kept, report.refusals


def main() -> int:
    """Prints the table; 1 when a count differs, 0 when all agree or there is nothing to measure."""
    paths = [path for folder in FOLDERS for path in sorted((SHARED / folder).glob("*.json"))]
    if not paths:
        print(f"There are no shared patients under {SHARED}: nothing was measured.")
        return 0
    print(f"{'patient':24} entries  stored  refused  readings  values  agrees  seconds     MB")
    with tempfile.TemporaryDirectory() as folder:
        results = [measure(path, Path(folder)) for path in paths]
    types = sum((kept for _, _, kept, _ in results), Counter[str]())
    refusals = Counter(refusal.sentence for *_, refused in results for refusal in refused)
    print(f"\n{types.total()} entries of {len(types)} types in {sum(r[1] for r in results):.1f} s")
    print(", ".join(f"{kind} {count}" for kind, count in types.most_common()))
    print("Refused: " + ("none." if not refusals else ""))
    for sentence, count in refusals.most_common():
        print(f"  {count} x {sentence}")
    return 0 if all(agrees for agrees, *_ in results) else 1


if __name__ == "__main__":
    sys.exit(main())
