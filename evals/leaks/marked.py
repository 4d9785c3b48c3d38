"""Records of every kind that is taken in, each with marked words wherever a word may stand; all invented."""

import base64
import json
import zipfile
from pathlib import Path

MARKER = "zyxquorfle"
"""In every name, value and text of the record."""
ASKED = "wobblegrint"
"""Only in what is asked."""
SECRET = "flumdiggle ostrand kepwick"  # noqa: S105 - of a record that is thrown away
"""The passphrase."""

_W = f"the {MARKER} word"
_PERSON = {
    "resourceType": "Patient",
    "id": "p1",
    "name": [{"family": _W, "given": [MARKER]}],
    "birthDate": "1948-03-02",
    "telecom": [{"system": "phone", "value": _W}],
}


def _subject(kind: str, number: int, **more: object) -> dict[str, object]:
    return {"resourceType": kind, "id": f"{kind.lower()}{number}", "subject": {"reference": "Patient/p1"}, **more}


def _concept() -> dict[str, object]:
    return {"text": _W, "coding": [{"system": "http://loinc.org", "code": "2823-3", "display": _W}]}


def _resources(many: int) -> list[dict[str, object]]:
    text = base64.b64encode(_W.encode()).decode()
    when = "2026-10-03T10:00:00Z"
    observed = [
        _subject(
            "Observation", n, status="final", code=_concept(), effectiveDateTime=when, valueString=f"{_W} {n}",
            note=[{"text": _W}],
        )
        for n in range(many)
    ]  # fmt: skip
    return [
        _PERSON,
        *observed,
        _subject("Condition", 1, code=_concept()),
        _subject(
            "MedicationRequest", 1, status="active", intent="order", medicationCodeableConcept=_concept(),
            dosageInstruction=[{"text": _W}],
        ),
        _subject("DocumentReference", 1, status="current", content=[{"attachment": {"contentType": "text/plain", "data": text}}]),
        _subject("Observation", -1, status=_W, code=_concept()),
    ]  # fmt: skip


def _bundle(many: int) -> str:
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": [{"resource": r} for r in _resources(many)]})  # fmt: skip


def _document() -> str:
    return f"""<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<id root="9.9" extension="d1"/><code code="34133-9" codeSystem="2.16.840.1.113883.6.1"/><title>{_W}</title>
<effectiveTime value="20260901120000+0000"/><recordTarget><patientRole><id root="1.2.3" extension="4711"/><patient>
<name><given>{MARKER}</given><family>{_W}</family></name><birthTime value="19480302"/></patient></patientRole></recordTarget>
<component><structuredBody><component><section><title>{_W}</title><text>{_W} in a section</text></section></component>
</structuredBody></component></ClinicalDocument>"""


def _watch() -> str:
    return f"""<HealthData><Me HKCharacteristicTypeIdentifierDateOfBirth="1948-03-02"/>
<Record type="HKQuantityTypeIdentifierStepCount" sourceName="{_W}" unit="count" device="{_W}"
 startDate="2026-10-03 10:00:00 -0400" endDate="2026-10-03 10:10:00 -0400" value="600"/>
<Record type="HKQuantityTypeIdentifierBodyMass" sourceName="{_W}" unit="{_W}"
 startDate="2026-10-03 10:00:00 -0400" endDate="2026-10-03 10:10:00 -0400" value="{_W}"/></HealthData>"""


def _letter() -> bytes:
    stream = f"BT /F1 12 Tf 72 720 Td (Dear {_W}, all is well.) Tj ET"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 "
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"{page}<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    )
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    return f"{body}xref\n0 5\n0000000000 65535 f \n{rows}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n".encode()


def write_marked(folder: Path, many: int) -> list[Path]:
    """Writes a record of each kind, the first with this many results, and gives their paths in order."""
    folder.mkdir()
    texts = {
        "bundle.json": _bundle(many),
        "lines.ndjson": "\n".join(json.dumps(one) for one in _resources(3)),
        "document.xml": _document(),
        "watch.xml": _watch(),
        "results.csv": f"date,test,value,unit\n2026-10-03,{_W},{_W},mmol/L\n2026-10-03,{_W},7,{_W}\n{_W},{_W},7,x\n",
        "cut.json": _bundle(3)[:-9],
        "cut.xml": _document()[:-30],
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "letter.pdf").write_bytes(_letter())
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        for name in ("bundle.json", "lines.ndjson", "document.xml"):
            archive.writestr(name, texts[name])
    return [folder / name for name in (*texts, "letter.pdf", "all.zip")]
