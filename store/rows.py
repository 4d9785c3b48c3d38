"""Facts as rows of their tables and back; the columns are those of `migrations`."""

from collections.abc import Callable, Mapping
from typing import Any

from core.facts import (
    Allergy,
    CareMember,
    ConceptKind,
    Condition,
    DayOfActivity,
    Doing,
    Fact,
    Immunization,
    Letter,
    Medicine,
    MedicineStatus,
    Night,
    Origin,
    PartialDate,
    Procedure,
    Reading,
    ReferenceRange,
    VaccineAdvice,
    VaccineStatus,
    Visit,
)
from store import care_rows
from store.fhir_dates import parse_date
from store.fhir_entry import Finding

Row = Mapping[str, Any]

TABLES: Mapping[type[object], str] = {
    Reading: "reading",
    Medicine: "medicine",
    Allergy: "allergy",
    Condition: "condition",
    Visit: "visit",
    Immunization: "immunization",
    VaccineAdvice: "vaccine_advice",
    Procedure: "procedure",
    Letter: "letter",
    DayOfActivity: "day_of_activity",
    Night: "night",
    CareMember: "care_member",
}
KINDS: Mapping[type[object], ConceptKind] = {
    Reading: ConceptKind.TEST,
    Medicine: ConceptKind.MEDICINE,
    Allergy: ConceptKind.ALLERGY,
    Condition: ConceptKind.CONDITION,
    Immunization: ConceptKind.VACCINE,
    VaccineAdvice: ConceptKind.VACCINE,
    Procedure: ConceptKind.PROCEDURE,
}
"""Facts that are filed under a name of their own."""


def row_of(finding: Finding) -> dict[str, object]:
    """The columns of a fact, without those that place it (`resource_id`, `name_id`, `at`)."""
    fact = finding.fact
    columns: dict[str, object] = {"written": _iso(fact.origin.when), "performer": fact.origin.performer}
    match fact:
        case Reading():
            known = fact.range
            return columns | {
                "value": fact.value,
                "unit": fact.unit,
                "text": fact.text,
                "low": known.low if known else None,
                "high": known.high if known else None,
                "has_range": known is not None,
                "preliminary": finding.preliminary,
                "instant": finding.instant or None,
            }
        case Medicine():
            return columns | {
                "status": fact.status.value,
                "dose": fact.dose,
                "reason": fact.reason,
                "ended": _iso(fact.ended),
            }
        case Allergy():
            return columns | {name: getattr(fact, name) for name in ("active", "reaction", "severe", "none_known")}
        case Condition():
            return columns | {"active": fact.active, "ended": _iso(fact.ended), "confirmed": fact.confirmed}
        case Visit():
            named = {name: getattr(fact, name) for name in ("planned", "what", "who", "hospital_stay")}
            return columns | named | {"until": _iso(fact.until), "time_of_day": fact.at}
        case Letter():
            return columns | {"title": fact.title, "text": fact.text}
        case DayOfActivity() | Night() | CareMember():
            return columns | care_rows.columns_of(fact)
        case VaccineAdvice():
            columns |= {"status": fact.status.value, "due": _iso(fact.due)}
        case Immunization() | Procedure() | Doing():
            # A doing stands in the audit and is never filed.
            pass
    return columns


def _iso(date: PartialDate | None) -> str | None:
    return date.iso() if date else None


def _origin(row: Row) -> Origin:
    return Origin(row["resource"], row["source"], parse_date(row["written"]), row["performer"])


def _reading(row: Row) -> Reading:
    known = ReferenceRange(row["low"], row["high"], "lab") if row["has_range"] else None
    return Reading(_origin(row), row["key"], row["display"], row["value"], row["unit"], row["text"], known)


def _medicine(row: Row) -> Medicine:
    return Medicine(
        origin=_origin(row),
        key=row["key"],
        name=row["display"],
        status=MedicineStatus(row["status"]),
        dose=row["dose"],
        reason=row["reason"],
        ended=parse_date(row["ended"]),
    )


def _allergy(row: Row) -> Allergy:
    return Allergy(
        origin=_origin(row),
        key=row["key"],
        name=row["display"],
        active=bool(row["active"]),
        reaction=row["reaction"],
        severe=bool(row["severe"]),
        none_known=bool(row["none_known"]),
    )


def _condition(row: Row) -> Condition:
    return Condition(
        origin=_origin(row),
        key=row["key"],
        name=row["display"],
        active=bool(row["active"]),
        ended=parse_date(row["ended"]),
        confirmed=bool(row["confirmed"]),
    )


def _visit(row: Row) -> Visit:
    return Visit(
        origin=_origin(row),
        planned=bool(row["planned"]),
        what=row["what"],
        who=row["who"],
        hospital_stay=bool(row["hospital_stay"]),
        until=parse_date(row["until"]),
        at=row["time_of_day"],
    )


def _vaccine_advice(row: Row) -> VaccineAdvice:
    status, due = VaccineStatus(row["status"]), parse_date(row["due"])
    return VaccineAdvice(_origin(row), row["key"], row["display"], status, due)


FACTS: Mapping[type[object], Callable[[Row], Fact]] = {
    Reading: _reading,
    Medicine: _medicine,
    Allergy: _allergy,
    Condition: _condition,
    Visit: _visit,
    Immunization: lambda row: Immunization(_origin(row), row["key"], row["display"]),
    VaccineAdvice: _vaccine_advice,
    Procedure: lambda row: Procedure(_origin(row), row["key"], row["display"]),
    Letter: lambda row: Letter(_origin(row), row["title"], row["text"]),
    DayOfActivity: lambda row: care_rows.day_of_activity(row, _origin(row)),
    Night: lambda row: care_rows.night(row, _origin(row)),
    CareMember: lambda row: care_rows.care_member(row, _origin(row)),
}
"""How a row becomes a fact again."""
