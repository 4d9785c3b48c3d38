"""What the right answer to each fixture rests on, from the raw demo bundles alone.

This shares no code with the product: it reads the JSON of `app/demo` with the standard library, knows
the record only by its FHIR fields, and answers with ids (`Observation/a1c-2026-10-03`). `must` are the
facts an answer has to rest on, `may` those it can mention besides. A rule is a list: its name, then
its arguments. `python audio_fixtures/gold.py latest 4548-4` prints one.
"""

import base64
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

DEMO = Path(__file__).resolve().parents[1] / "app" / "demo"
BUNDLES = ("riverside-clinic.json", "county-hospital.json")
TODAY = "2026-11-24"

Resource = dict[str, Any]
Gold = tuple[list[str], list[str]]
"""`must` and `may`."""


def read_record() -> tuple[list[Resource], dict[str, Resource]]:
    """Every resource of both bundles, and what each reference in them points to."""
    found, by_reference = [], {}
    for name in BUNDLES:
        for entry in json.loads((DEMO / name).read_text(encoding="utf-8"))["entry"]:
            resource = entry["resource"]
            found.append(resource)
            by_reference[entry["fullUrl"]] = by_reference[ident(resource)] = resource
    return found, by_reference


def ident(resource: Resource) -> str:
    """`Type/id`."""
    return f"{resource['resourceType']}/{resource['id']}"


RECORD, BY_REFERENCE = read_record()


def of_type(kind: str) -> list[Resource]:
    """All resources of a type."""
    return [r for r in RECORD if r["resourceType"] == kind]


def day(resource: Resource) -> str:
    """The local date of an observation, encounter, appointment, vaccine."""
    period = resource.get("period", {})
    when = (
        resource.get("effectiveDateTime")
        or resource.get("occurrenceDateTime")
        or resource.get("start")
        or period["start"]
    )
    return str(when[:10])


def observations(code: str) -> list[Resource]:
    """Valid results under a LOINC code, newest first."""
    rows = [
        r
        for r in of_type("Observation")
        if r["status"] == "final" and any(c["code"] == code for c in r["code"]["coding"])
    ]
    return sorted(rows, key=lambda r: str(r["effectiveDateTime"]), reverse=True)


def latest(*codes: str) -> Gold:
    """The newest of each test must be there, older ones may; so may all of the tests after `maybe`."""
    asked = codes[: codes.index("maybe")] if "maybe" in codes else codes
    aside = codes[len(asked) + 1 :]
    must = [ident(observations(code)[0]) for code in asked]
    older = [ident(r) for code in asked for r in observations(code)[1:]]
    return must, older + [ident(r) for code in aside for r in observations(code)]


def within(since: str, until: str, code: str) -> Gold:
    """The newest between two days must be there, the others between them may."""
    inside = [ident(r) for r in observations(code) if since <= day(r) <= until]
    return inside[:1], inside[1:]


def number(result: Resource) -> float:
    """The value of a result; of a blood pressure the upper one."""
    parts = [c for c in result.get("component", []) if c["code"]["coding"][0]["code"] == "8480-6"]
    return float((parts or [result])[0]["valueQuantity"]["value"])


def highest(code: str) -> Gold:
    """The one result with the largest value."""
    return [ident(max(observations(code), key=number))], []


def lowest(code: str) -> Gold:
    """The one result with the smallest value."""
    return [ident(min(observations(code), key=number))], []


def first(code: str) -> Gold:
    """The oldest result."""
    return [ident(observations(code)[-1])], []


def every(code: str, since: str = "", until: str = "9") -> Gold:
    """All results, between two days where they are given: what an average or a count rests on."""
    return [ident(r) for r in observations(code) if since <= day(r) <= until], []


def explain_test(code: str) -> Gold:
    """General knowledge; her own values may be mentioned."""
    return [], [ident(r) for r in observations(code)]


def is_outside(result: Resource) -> bool:
    """Whether a number lies outside the range the laboratory printed beside it."""
    value = result.get("valueQuantity", {}).get("value")
    if value is None or "comparator" in result["valueQuantity"]:
        return False
    ends = result.get("referenceRange", [{}])[0]
    low, high = ends.get("low", {}).get("value"), ends.get("high", {}).get("value")
    return (low is not None and value < low) or (high is not None and value > high)


def out_of_range() -> Gold:
    """The newest result of every test whose newest result is outside its range."""
    codes = {r["code"]["coding"][0]["code"] for r in of_type("Observation") if r["status"] == "final"}
    newest = [observations(code)[0] for code in sorted(codes)]
    return sorted(ident(r) for r in newest if is_outside(r)), []


def ingredient(request: Resource) -> str:
    """The first word of a medicine's name that is neither number nor unit: `metformin`."""
    words = request["medicationCodeableConcept"]["text"].split()
    return next(w for w in words if w.isalpha() and w not in {"HR", "MG"}).lower()


def requests(current: bool) -> list[Resource]:
    """Prescriptions in force, or those that are not."""
    return [r for r in of_type("MedicationRequest") if (r["status"] == "active") == current]


def medicines() -> Gold:
    """All that is taken now."""
    return sorted(map(ident, requests(current=True))), []


def stopped_medicines() -> Gold:
    """What was stopped and is not taken in another dose."""
    taken = {ingredient(r) for r in requests(current=True)}
    return sorted(ident(r) for r in requests(current=False) if ingredient(r) not in taken), []


def reasons(request: Resource) -> list[str]:
    """The conditions a medicine is given for."""
    return [ident(BY_REFERENCE[r["reference"]]) for r in request.get("reasonReference", [])]


def medicine(name: str) -> Gold:
    """The prescription in force must be there, older doses and the condition may."""
    now = [r for r in requests(current=True) if ingredient(r) == name]
    before = [r for r in requests(current=False) if ingredient(r) == name]
    return list(map(ident, now)), [*map(ident, before), *(c for r in now for c in reasons(r))]


def explain_medicine(name: str) -> Gold:
    """General knowledge; her prescription and its reason may be mentioned."""
    must, may = medicine(name)
    return [], must + may


def allergies() -> Gold:
    """All of them."""
    return sorted(map(ident, of_type("AllergyIntolerance"))), []


def is_active(condition: Resource) -> bool:
    """Whether a problem is still there."""
    return bool(condition["clinicalStatus"]["coding"][0]["code"] == "active")


def condition(word: str) -> Gold:
    """The problem whose name holds the word."""
    return [ident(r) for r in of_type("Condition") if word in r["code"]["text"].lower()], []


def conditions() -> Gold:
    """All that are still there."""
    return sorted(ident(r) for r in of_type("Condition") if is_active(r)), []


def people(visit: Resource) -> str:
    """Everybody who takes part, as displayed."""
    return " ".join((p.get("individual") or p.get("actor") or {}).get("display", "") for p in visit["participant"])


def last_visit(who: str = "") -> Gold:
    """The newest visit that took place."""
    past = [r for r in of_type("Encounter") if r["status"] == "finished" and day(r) <= TODAY and who in people(r)]
    return [ident(max(past, key=day))], []


def next_visit(who: str = "") -> Gold:
    """The first appointment to come."""
    coming = [r for r in of_type("Appointment") if r["status"] == "booked" and day(r) >= TODAY and who in people(r)]
    return [ident(min(coming, key=day))], []


def hospital_stay() -> Gold:
    """The newest stay overnight; other visits to the hospital may be mentioned."""
    stays = [r for r in of_type("Encounter") if r["class"]["code"] == "IMP"]
    newest = ident(max(stays, key=day))
    others = [ident(r) for r in of_type("Encounter") if r["class"]["code"] in {"IMP", "EMER", "SS"}]
    return [newest], [name for name in others if name != newest]


def vaccine(word: str) -> Gold:
    """The newest dose must be there, earlier ones may."""
    given = [
        r for r in of_type("Immunization") if r["status"] == "completed" and word in r["vaccineCode"]["text"].lower()
    ]
    names = list(map(ident, sorted(given, key=day, reverse=True)))
    return names[:1], names[1:]


def letters() -> Gold:
    """All of them."""
    return sorted(map(ident, of_type("DocumentReference"))), []


def letters_with(word: str) -> Gold:
    """Those that hold the word."""
    texts = {
        ident(r): base64.b64decode(r["content"][0]["attachment"]["data"]).decode() for r in of_type("DocumentReference")
    }
    return sorted(name for name, text in texts.items() if word in text.lower()), []


def changed() -> Gold:
    """What is dated after the last visit must be there; the visit may be mentioned."""
    past = [r for r in of_type("Encounter") if r["status"] == "finished" and day(r) <= TODAY]
    last = max(past, key=day)
    kinds = ("Observation", "Immunization", "Procedure", "Encounter")
    newer = [ident(r) for kind in kinds for r in of_type(kind) if TODAY >= str(when(r)) > day(last)]
    written = [ident(r) for r in of_type("DocumentReference") if TODAY >= r["date"][:10] > day(last)]
    ordered = [ident(r) for r in of_type("MedicationRequest") if TODAY >= r["authoredOn"][:10] > day(last)]
    return sorted([*newer, *written, *ordered]), [ident(last)]


def when(resource: Resource) -> str:
    """Its day, also where it is given as a performed date or period."""
    performed = resource.get("performedDateTime") or resource.get("performedPeriod", {}).get("start")
    return str(performed[:10]) if performed else day(resource)


def phone(who: str) -> Gold:
    """The role under which somebody of that name can be called."""
    named = (r for r in of_type("Practitioner") if who in r["name"][0]["family"].lower())
    doctors = {ident(r) for r in named if any(t["system"] == "phone" for t in r.get("telecom", ()))}
    roles = [r for r in of_type("PractitionerRole") if ident(BY_REFERENCE[r["practitioner"]["reference"]]) in doctors]
    return [ident(r) for r in roles], []


def nothing() -> Gold:
    """No fact of the record belongs to the answer."""
    return [], []


RULES: dict[str, Callable[..., Gold]] = {
    rule.__name__: rule
    for rule in (
        latest, within, highest, lowest, first, every, explain_test, out_of_range, medicines, stopped_medicines, medicine, explain_medicine,
        allergies, condition, conditions, last_visit, next_visit, hospital_stay, vaccine, letters, letters_with,
        changed, phone, nothing,
    )
}  # fmt: skip


def gold(rule: Sequence[str]) -> Gold:
    """`must` and `may` of a rule; an empty rule is `nothing`."""
    name, *arguments = rule or ["nothing"]
    return RULES[name](*arguments)


if __name__ == "__main__":
    print(json.dumps(dict(zip(("must", "may"), gold(sys.argv[1:]), strict=True)), indent=1))
