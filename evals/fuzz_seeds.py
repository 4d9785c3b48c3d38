"""Sound files of every form that comes in, small and invented: what `evals.import_fuzz` damages."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.apple_export import write_export
from evals.fuzz_damage import packed

SUMMARY = Path(__file__).parent / "seeds" / "summary.xml"
Json = dict[str, Any]
ME = {"reference": "Patient/p1"}
PATIENT: Json = {
    "resourceType": "Patient", "id": "p1", "gender": "female", "birthDate": "1948-03-02",
    "name": [{"family": "Winter", "given": ["Ada"]}],
    "identifier": [{"system": "http://clinic.example/mrn", "value": "4711"}],
}  # fmt: skip
R4: list[Json] = [
    PATIENT,
    {
        "resourceType": "Observation", "id": "o1", "status": "final", "subject": ME,
        "code": {"text": "Glucose", "coding": [{"system": "http://loinc.org", "code": "2345-7"}]},
        "effectiveDateTime": "2026-10-03T08:00:00-04:00",
        "valueQuantity": {"value": 101.5, "unit": "mg/dl", "system": "http://unitsofmeasure.org", "code": "mg/dL"},
        "referenceRange": [{"low": {"value": 70, "unit": "mg/dL"}, "high": {"value": 99}, "text": "70 - 99"}],
        "performer": [{"reference": "Practitioner/dr"}],
    },
    {
        "resourceType": "MedicationRequest", "id": "m1", "status": "active", "intent": "order", "subject": ME,
        "medicationCodeableConcept": {"text": "metformin 500 MG Oral Tablet"}, "authoredOn": "2024-02-13",
        "dosageInstruction": [
            {"timing": {"repeat": {"frequency": 2, "period": 1, "periodUnit": "d", "when": ["CM"]}},
             "doseAndRate": [{"doseQuantity": {"value": 1, "unit": "tablet"}}]}
        ],
    },
    {
        "resourceType": "AllergyIntolerance", "id": "a1", "patient": ME, "code": {"text": "Penicillin"},
        "clinicalStatus": {"coding": [{"code": "active"}]}, "reaction": [{"manifestation": [{"text": "Hives"}]}],
    },
    {
        "resourceType": "DocumentReference", "id": "d1", "status": "current", "subject": ME, "type": {"text": "Letter"},
        "content": [{"attachment": {"contentType": "text/html; charset=utf-8", "data": "PHA+QWxsIGlzIHdlbGwuPC9wPg=="}}],
    },
    {
        "resourceType": "Encounter", "id": "e1", "status": "finished", "class": {"code": "AMB"}, "subject": ME,
        "period": {"start": "2026-10-06T09:00:00-04:00"}, "type": [{"text": "Check-up"}],
    },
    {"resourceType": "Practitioner", "id": "dr", "name": [{"prefix": ["Dr."], "family": "Moreau"}]},
]  # fmt: skip
"""One of each of the kinds that are read most."""
STU3: list[Json] = [
    PATIENT,
    {
        "resourceType": "AllergyIntolerance", "id": "a1", "patient": ME, "clinicalStatus": "active",
        "verificationStatus": "confirmed", "code": {"text": "Sulfa"}, "category": ["medication"], "assertedDate": "2000",
    },
    {
        "resourceType": "Condition", "id": "c1", "subject": ME, "clinicalStatus": "active", "assertedDate": "2007-12-05",
        "verificationStatus": "confirmed", "code": {"text": "Gout"},
    },
    {
        "resourceType": "MedicationRequest", "id": "m1", "status": "active", "intent": "order", "subject": ME,
        "medicationCodeableConcept": {"text": "benazepril 10 MG"}, "context": {"reference": "Encounter/e1"},
        "requester": {"agent": {"reference": "Practitioner/dr"}},
        "dosageInstruction": [{"doseQuantity": {"value": 1, "unit": "tablet"}}],
    },
    {
        "resourceType": "Observation", "id": "o1", "status": "final", "subject": ME, "code": {"text": "Weight"},
        "comment": "after breakfast", "valueQuantity": {"value": 71.5, "unit": "kg"},
        "related": [{"type": "has-member", "target": {"reference": "Observation/o2"}}],
    },
]  # fmt: skip
TABLE = "Date,Test,Result,Unit,Range,Lab\n" + "".join(
    f"2026-{month:02d}-14,Test {month},{month}.50,mg/dL,1 - 9,County\n" for month in range(1, 13)
)
SLEEP = {"startTime": "2026-10-02T23:00:00.000", "endTime": "2026-10-03T06:30:00.000", "levels": {"data": []}}
STEPS = [{"dateTime": f"10/03/26 {hour:02d}:00:00", "value": "80"} for hour in range(24)]
PDF = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\n"
    b"endobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n"
    b"4 0 obj\n<< /Length 59 >>\nstream\nBT /F1 12 Tf (A letter that says that all is well.) Tj ET     \nendstream\nendobj\n"
    b"5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n"
    b"trailer\n<< /Root 1 0 R /Size 6 >>\nstartxref\n0\n%%EOF\n"
)


@dataclass(frozen=True, slots=True)
class Seed:
    """A sound file for one importer."""

    importer: str
    file: str
    """Its name: some importers go by it."""
    data: bytes = field(repr=False)
    share: float = 1.0
    """Of the inputs; a PDF is read in a process of its own, so it gets few."""
    in_folder: bool = False
    """Whether the file is brought in as a folder that holds it and a sound one."""


def bundle(resources: list[Json]) -> bytes:
    """A bundle as it is exported."""
    entries = [{"fullUrl": f"http://x/{r['resourceType']}/{r['id']}", "resource": r} for r in resources]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}, indent=1).encode()


def seeds(folder: Path) -> list[Seed]:
    """A sound file for each importer; `folder` is written to."""
    export = folder / "seed.xml"
    write_export(export, 10)
    apple = export.read_bytes()[:30_000].rpartition(b"\n <Record")[0] + b"</HealthData>"
    export.unlink()
    lines = b"".join(json.dumps(resource).encode() + b"\n" for resource in R4)
    summary = SUMMARY.read_bytes()
    sleep, steps = json.dumps([SLEEP] * 5).encode(), json.dumps(STEPS).encode()
    return [
        Seed("FHIR R4", "bundle.json", bundle(R4), 1.5),
        Seed("FHIR NDJSON", "lines.ndjson", lines),
        Seed("FHIR STU3", "older.json", bundle(STU3)),
        Seed("FHIR zip", "export.zip", packed({"a.json": bundle(R4), "b.xml": summary})),
        Seed("folder", "lines.ndjson", lines, 0.5, in_folder=True),
        Seed("C-CDA", "summary.xml", summary, 1.5),
        Seed("Apple XML", "export.xml", apple),
        Seed("Apple zip", "export.zip", packed({"apple_health_export/export.xml": apple})),
        Seed("Fitbit sleep", "sleep-2026-10-01.json", sleep),
        Seed("Fitbit steps", "steps-2026-10-01.json", steps),
        Seed(
            "Fitbit zip", "takeout.zip", packed({"Fitbit/sleep-2026-10-01.json": sleep, "Profile.csv": b"a,b\n1,2\n"})
        ),
        Seed("table", "results.csv", TABLE.encode()),
        Seed("letter", "letter.pdf", PDF, 0.01),
    ]
