"""Imports all shared records and compares what is in the vault with an independent count.

`python -m evals.import_counts` prints, per FHIR patient (R4 and STU3), entries in the file, stored and refused,
readings beside values in the file, ranges read beside ranges in the file, whether counts per resource type and
raw text agree with a plain `json.loads` of the file; then all C-CDA examples by kind; then every refusal with
its reason. The counts share no code with the importer (`evals.raw_counts`). Without `../shared` it says so.
"""

import datetime as dt
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from evals.cda_counts import measure as measure_cda
from evals.cda_counts import show as show_cda
from evals.raw_counts import json_counts, json_ranges, json_values
from evals.shared import SHARED
from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.report import ImportReport, Refusal
from store.vault import Vault, create_vault

FOLDERS = ("fhir-r4-synthea", "fhir-r4-notes", "fhir-stu3-ranges")
TODAY = dt.date(2026, 11, 24)


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
    raw, kept = json_counts(path), stored(report)
    readings = VaultRecords(vault).readings()
    ranged, ranges = len([r for r in readings if r.range]), json_ranges(path)
    agrees = kept == raw and same_text(vault, path) and len(readings) == json_values(path) and ranged == ranges
    vault.lock()
    print(
        f"{path.stem[:32]:32} {raw.total():7} {kept.total():7} {len(report.refusals):8} {len(readings):9}"
        f" {json_values(path):7} {ranged:7} {ranges:7} {'yes' if agrees else 'NO':>7} {seconds:8.2f}"
    )
    return agrees, seconds, kept, report.refusals


def main() -> int:
    """Prints the tables; 1 when a count differs, 0 when all agree or there is nothing to measure."""
    paths = [path for folder in FOLDERS for path in sorted((SHARED / folder).glob("*.json"))]
    if not paths:
        print(f"There are no shared records under {SHARED}: nothing was measured.")
        return 0
    print(f"{'patient':32} entries  stored  refused  readings  values  ranged  ranges  agrees  seconds")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results = [measure(path, folder) for path in paths]
        types = sum((kept for _, _, kept, _ in results), Counter[str]())
        refusals = Counter(refusal.sentence for *_, refused in results for refusal in refused)
        print(f"\nFHIR: {types.total()} entries of {len(types)} types in {sum(r[1] for r in results):.1f} s")
        print(", ".join(f"{kind} {count}" for kind, count in types.most_common()))
        print("Refused: " + ("none." if not refusals else ""))
        for sentence, count in refusals.most_common():
            print(f"  {count} x {sentence}")
        examples_agree = show_cda(measure_cda(SHARED / "ccda-examples", folder))
    return 0 if examples_agree and all(agrees for agrees, *_ in results) else 1


if __name__ == "__main__":
    sys.exit(main())
