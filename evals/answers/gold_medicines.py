"""Gold for medicines: what is taken, since when, who wrote it, and why."""

from evals.answers.gold import FOUND, Gold, Rule, Slots, any_of, dated, ids, some_of
from evals.answers.raw import Raw, Resource, day, name, name_of


def current(rows: list[Resource]) -> list[Resource]:
    """Prescriptions in force."""
    return [row for row in rows if row.get("status") == "active"]


def reasons(raw: Raw, rows: list[Resource]) -> list[Resource]:
    """The problems that prescriptions name as their reason."""
    references = [reason["reference"] for row in rows for reason in row.get("reasonReference", [])]
    return [raw.by_reference[r] for r in references if r in raw.by_reference]


def medicines(raw: Raw, slots: Slots) -> Gold | None:
    """All in force."""
    return some_of(current(raw.of_type("MedicationRequest")))


def stopped_medicines(raw: Raw, slots: Slots) -> Gold | None:
    """Those not in force."""
    rows = raw.of_type("MedicationRequest")
    now = {_first_word(row) for row in current(rows)}
    return some_of([row for row in rows if row not in current(rows) and _first_word(row) not in now])


def _first_word(row: Resource) -> str:
    """Of the name, without amounts and packages: `metformin`."""
    return next((word for word in name(row).split() if word.isalpha() and len(word) > 3), name(row))


def one_medicine(raw: Raw, slots: Slots) -> Gold | None:
    """The prescription in force, or that it was stopped; its reason may be named."""
    rows = raw.named(slots.has, "MedicationRequest")
    reason = ids(reasons(raw, rows))
    now = current(rows)
    if now:
        gold = any_of(now)
        return gold and Gold(FOUND, gold.must, ids(rows) | reason)
    return any_of(rows, {"no longer", "stopped", "not ", "ended", "until"}, reason)


def medicine_since(raw: Raw, slots: Slots) -> Gold | None:
    """The year of the first prescription is said."""
    rows = [row for row in raw.named(slots.has, "MedicationRequest") if day(row)]
    return any_of(rows, dated(day(r) for r in rows[-1:]), ids(reasons(raw, rows)))


def medicine_when(raw: Raw, slots: Slots) -> Gold | None:
    """The year of any prescription is said."""
    rows = [row for row in raw.named(slots.has, "MedicationRequest") if day(row)]
    return any_of(rows, dated(map(day, rows)), ids(reasons(raw, rows)))


def medicine_who(raw: Raw, slots: Slots) -> Gold | None:
    """The name of who wrote the newest is said; else that the record does not say who."""
    rows = raw.named(slots.has, "MedicationRequest")
    families = [_family(raw, row) for row in (current(rows) or rows)]
    return any_of(rows, {f for f in families if f} or {"doesn't say", "does not say"}, ids(reasons(raw, rows)))


def _family(raw: Raw, request: Resource) -> str:
    requester = request.get("requester", {})
    if requester.get("display"):
        return str(requester["display"]).split()[-1]
    return name_of(raw.by_reference.get(requester.get("reference", ""), {}))


def medicine_why(raw: Raw, slots: Slots) -> Gold | None:
    """Its prescription; the reason where one is written."""
    rows = raw.named(slots.has, "MedicationRequest")
    return any_of(rows, (), ids(rows) | ids(reasons(raw, rows)))


def medicine_changes(raw: Raw, slots: Slots) -> Gold | None:
    """Something that was written in that year; anything else of the medicines ended or began then."""
    rows = [row for row in raw.of_type("MedicationRequest") if day(row).startswith(slots.said["year"])]
    return Gold(FOUND, (ids(rows),), ids(rows)) if rows else None


MEDICINE_RULES: dict[str, Rule] = {
    "medicines": medicines,
    "stopped_medicines": stopped_medicines,
    "take_medicine": one_medicine,
    "dose": one_medicine,
    "medicine_since": medicine_since,
    "medicine_when": medicine_when,
    "medicine_who": medicine_who,
    "medicine_why": medicine_why,
    "medicine_changes": medicine_changes,
}
