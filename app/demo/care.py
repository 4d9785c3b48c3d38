"""Builders of what care is made of: problems, prescriptions, letters, of either source."""

from base64 import b64encode
from typing import Any

from app.demo.resources import HL7, LOINC, RXNORM, SNOMED, Resource, coded, local, resource, status_of, to


def condition(row: tuple[str, str, str, str, str], subject: str) -> Resource:
    """A problem of the list."""
    ident, code, name, onset, ended = row
    return resource(
        "Condition",
        ident,
        clinicalStatus=status_of("condition-clinical", "resolved" if ended else "active"),
        verificationStatus=status_of("condition-ver-status", "confirmed"),
        category=[coded(HL7 + "condition-category", "problem-list-item", "Problem List Item")],
        code=coded(SNOMED, code, name),
        subject=to(subject),
        onsetDateTime=onset,
        abatementDateTime=ended or None,
    )


def medicine(row: tuple[str, str, str, str, str, str, str, str, dict[str, Any]], subject: str) -> Resource:
    """A prescription; its reason is the id of a condition, in lower case, or words, with a capital."""
    ident, code, name, written, ended, prescriber, reason, instruction, repeat = row
    dosage: Resource = {
        "text": instruction,
        "timing": {"repeat": repeat},
        "asNeededBoolean": "as needed" in instruction,
        "route": coded(SNOMED, "26643006", "Oral route"),
        "doseAndRate": [{"doseQuantity": {"value": 1, "unit": "tablet"}}],
    }
    period = {"start": written} | ({"end": ended} if ended else {})
    return resource(
        "MedicationRequest",
        ident,
        status="stopped" if ended else "active",
        intent="order",
        medicationCodeableConcept=coded(RXNORM, code, name),
        subject=to(subject),
        authoredOn=written,
        requester=to(prescriber),
        reasonReference=[to("Condition/" + reason)] if reason and reason.islower() else None,
        reasonCode=[{"text": reason}] if reason and not reason.islower() else None,
        dosageInstruction=[dosage],
        dispenseRequest={"validityPeriod": period},
    )


def letter(ident: str, code: tuple[str, str], title: str, date: str, text: str) -> Resource:
    """A letter with its text inside."""
    content = {"contentType": "text/plain; charset=utf-8", "data": b64encode(text.encode()).decode(), "title": title}
    return resource(
        "DocumentReference",
        ident,
        status="current",
        docStatus="final",
        type=coded(LOINC, *code),
        date=local(date, "16:20"),
        description=title,
        content=[{"attachment": content}],
    )
