"""Out and in again: every record of ../shared/data imported, exported, validated, and imported from the export.

`python -m evals.round_trip [COUNT]` prints a line per file; a difference in what is answered is a failure. Without
`../shared` it says so.
"""

import datetime as dt
import json
import sys
import tempfile
from pathlib import Path

from fhir.resources.R4B.bundle import Bundle
from pydantic import ValidationError

from core.errors import PlainspokenError
from evals.shared import SHARED
from store.exporting import export
from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.vault import Vault, create_vault

DATA = SHARED
TODAY = dt.date(2026, 11, 24)
TOLD = (
    "readings",
    "medicines",
    "allergies",
    "conditions",
    "visits",
    "immunizations",
    "procedures",
    "letters",
    "person",
)


def told(vault: Vault) -> list[object]:
    """Everything that answers are made of, but for the names of resource types that a mapping changes."""
    records = VaultRecords(vault)
    return [
        sorted(map(repr, found)) if isinstance(found := getattr(records, name)(), tuple) else found for name in TOLD
    ]


def round_trip(path: Path, folder: Path) -> str:
    """What came of one file: `same`, or what differs."""
    here, there = (create_vault(folder / f"{n}.vault", "only for evaluation", FOR_TESTS_ONLY) for n in "ab")
    try:
        report = import_file(here, path, "Source", TODAY)
    except PlainspokenError as error:
        return f"not imported: {error.code}"
    done = export(here, folder / "out", TODAY)
    for bundle in done.bundles:
        if bundle.is_r4:
            try:
                Bundle.model_validate(json.loads(bundle.path.read_text(encoding="utf-8")))
            except ValidationError as error:
                return f"does not validate: {error.error_count()} faults"
        again = import_file(there, bundle.path, "Source", TODAY)
        if again.refusals or again.stored != bundle.entries:
            return f"{len(again.refusals)} refused when it came in again"
    beside = sum(bundle.entries for bundle in done.bundles if not bundle.is_r4)
    same = "same" if told(here) == told(there) else "something else is told"
    return f"{same} ({report.stored} entries, {beside} of them not R4)"


def main() -> int:
    """Prints the table; 1 when a record did not come back the same."""
    files = sorted(DATA.glob("fhir-*/**/*.json"))[: int(sys.argv[1]) if len(sys.argv) > 1 else None]
    if not files:
        print(f"There are no records in {DATA}.")
        return 2
    wrong = 0
    for path in files:
        with tempfile.TemporaryDirectory() as folder:
            outcome = round_trip(path, Path(folder))
        wrong += not outcome.startswith(("same", "not imported"))
        print(f"{path.relative_to(DATA)!s:<82} {outcome}")
    print(f"{len(files)} files, {wrong} did not come back the same.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
