"""All of HL7's C-CDA examples, imported: what came in by kind beside an independent count, and what was refused.

An example that says whose it is gets a vault of its own; one that does not (a section, an entry) comes into the
record of an invented person, as it would for somebody who has a record already.
"""

import datetime as dt
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from core.errors import ImportRefused, NoPatient
from evals.raw_counts import cda_counts, xml_root
from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.report import ImportReport
from store.vault import create_vault

TODAY = dt.date(2026, 11, 24)
SOMEBODY = {
    "resourceType": "Patient",
    "id": "somebody",
    "name": [{"family": "Winter", "given": ["Ada"]}],
    "birthDate": "1948-03-02",
}
KINDS = {
    "allergy": ("AllergyIntolerance",),
    "problem": ("Condition",),
    "medicine": ("MedicationRequest", "MedicationStatement"),
    "measurement": ("Observation",),
    "vaccine": ("Immunization",),
    "procedure": ("Procedure",),
    "visit": ("Encounter",),
    "plan": ("Appointment",),
}


@dataclass(slots=True)
class Sum:
    """What all examples came to."""

    files: int = 0
    differing: list[str] = field(default_factory=list)
    stored: Counter[str] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)
    refused: dict[str, list[str]] = field(default_factory=dict)
    entries: Counter[str] = field(default_factory=Counter)


def bring(path: Path, folder: Path, number: int) -> tuple[ImportReport, int]:
    """The example in a vault of its own, and how many blood pressures it joined; raises `ImportRefused`."""
    vault = create_vault(folder / f"{number}.vault", "only for this measurement", FOR_TESTS_ONLY)
    try:
        report = import_file(vault, path, "Example", TODAY)
    except NoPatient:
        own = folder / f"{number}.json"
        own.write_text(json.dumps(SOMEBODY), encoding="utf-8")
        import_file(vault, own, "Own", TODAY)
        report = import_file(vault, path, "Example", TODAY)
    with vault.reading() as connection:
        kept = connection.execute("SELECT raw FROM resource WHERE type = 'Observation'").fetchall()
    vault.lock()
    return report, sum("component" in json.loads(raw) for (raw,) in kept)


def measure(examples: Path, folder: Path) -> Sum:
    """Imports every XML file below and compares it with the independent count."""
    total = Sum()
    paths = (path for path in sorted(examples.rglob("*")) if path.suffix.lower() == ".xml")
    for number, path in enumerate(paths):
        total.files += 1
        name = str(path.relative_to(examples))
        try:
            report, joined = bring(path, folder, number)
        except ImportRefused as error:
            reason = str(error).replace(str(path), "It", 1).split(". ")[0]
            total.refused.setdefault(reason, []).append(name)
            continue
        _compare(total, path, name, (report, joined))
    return total


def _compare(total: Sum, path: Path, name: str, came: tuple[ImportReport, int]) -> None:
    report, joined = came
    root = xml_root(path)
    expected = cda_counts(root) if root is not None else Counter[str]()
    types = Counter({count.type: count.total for count in report.counts})
    total.entries += types
    total.entries["refused"] += len(report.refusals)
    for refusal in report.refusals:
        total.differing.append(f"{name}: {refusal.sentence}")
    for kind, names in KINDS.items():
        # The two halves of a blood pressure are two statements in a C-CDA and one resource in FHIR.
        stored = sum(types[one] for one in names) + (joined if kind == "measurement" else 0)
        total.stored[kind] += stored
        total.expected[kind] += expected[kind]
        if stored != expected[kind]:
            total.differing.append(f"{name}: {kind} {stored} of {expected[kind]}")


def show(total: Sum) -> bool:
    """Prints the table; whether all counts agree or are explained."""
    came = total.files - sum(map(len, total.refused.values()))
    print(f"\nC-CDA: {came} of {total.files} examples came in, {sum(total.entries.values())} entries")
    print(f"{'kind':12} in files  stored")
    for kind in KINDS:
        print(f"{kind:12} {total.expected[kind]:8} {total.stored[kind]:7}")
    print("Differing:" if total.differing else "No difference.")
    for line in total.differing:
        print(f"  {line}")
    print("Refused files:")
    for reason, names in total.refused.items():
        print(f"  {len(names)} x {reason}")
        for name in names:
            print(f"      {name[:140]}")
    return not total.differing
