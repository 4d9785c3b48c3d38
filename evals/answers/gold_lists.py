"""Gold for conditions, allergies, vaccines, procedures, visits and letters."""

import datetime as dt

from evals.answers.gold import ABSENT, DECLINED, FOUND, Gold, Rule, Slots, any_of, dated, ids, some_of
from evals.answers.gold_medicines import MEDICINE_RULES, reasons
from evals.answers.raw import Raw, Resource, active, day, name, name_of, texts


def allergies(raw: Raw, slots: Slots) -> Gold | None:
    """All; a statement that there are none is one."""
    rows = [row for row in raw.of_type("AllergyIntolerance") if active(row)]
    return some_of(rows)


def one_allergy(raw: Raw, slots: Slots) -> Gold | None:
    """The entry."""
    return any_of(raw.named(slots.has, "AllergyIntolerance"))


def conditions(raw: Raw, slots: Slots) -> Gold | None:
    """All still there; circumstances of life (`finding`) need not be told."""
    rows = [row for row in raw.of_type("Condition") if active(row)]
    illnesses = [row for row in rows if "(finding)" not in name(row)]
    return Gold(FOUND, (), ids(rows), least=min(3, len({name(r) for r in illnesses}))) if rows else Gold(ABSENT)


def one_condition(raw: Raw, slots: Slots) -> Gold | None:
    """The entry, of whichever time."""
    return any_of(raw.named(slots.has, "Condition", without=slots.without))


def condition_since(raw: Raw, slots: Slots) -> Gold | None:
    """A year in which it began is said."""
    rows = [row for row in raw.named(slots.has, "Condition", without=slots.without) if day(row)]
    return any_of(rows, dated(map(day, rows)))


def vaccines(raw: Raw, slots: Slots) -> Gold | None:
    """All."""
    return some_of(raw.of_type("Immunization"))


def one_vaccine(raw: Raw, slots: Slots) -> Gold | None:
    """The newest dose."""
    return _newest(raw.named(slots.has, "Immunization"))


def procedures(raw: Raw, slots: Slots) -> Gold | None:
    """All."""
    return some_of(raw.of_type("Procedure"))


def one_procedure(raw: Raw, slots: Slots) -> Gold | None:
    """The newest of the name."""
    return _newest(raw.named(slots.has, "Procedure"))


def _newest(rows: list[Resource]) -> Gold | None:
    newest = [row for row in rows if day(row) == day(rows[0])]
    gold = any_of(newest, dated(map(day, newest)))
    return gold and Gold(FOUND, gold.must, ids(rows), words=gold.words)


def last_visit(raw: Raw, slots: Slots) -> Gold | None:
    """The newest that took place."""
    rows = sorted(raw.of_type("Encounter"), key=day, reverse=True)
    newest = [row for row in rows if day(row) == day(rows[0])]
    return any_of(newest) or Gold(ABSENT)


def hospital(raw: Raw, slots: Slots) -> Gold | None:
    """The newest stay; other visits to a hospital may be mentioned."""
    rows = sorted(raw.of_type("Encounter"), key=day, reverse=True)
    stays = [row for row in rows if row.get("class", {}).get("code") in {"IMP", "ACUTE", "NONAC"}]
    emergencies = [row for row in rows if row.get("class", {}).get("code") in {"EMER", "SS", "OBSENC"}]
    if not stays:
        return Gold(FOUND | ABSENT, (), ids(emergencies)) if emergencies else Gold(ABSENT)
    return Gold(FOUND, (ids(stays[:1]),), ids(stays) | ids(emergencies))


def letters(raw: Raw, slots: Slots) -> Gold | None:
    """Every document with words."""
    found = frozenset(texts(raw))
    return Gold(FOUND, (), found, least=1) if found else Gold(ABSENT)


def changed_since_visit(raw: Raw, slots: Slots) -> Gold | None:
    """Nothing that is older than the last visit but one is told as new."""
    visits = sorted({day(r) for r in raw.of_type("Encounter")}, reverse=True)
    if not visits:
        return None
    new = [r for r in raw.resources if r.get("id") and day(r) and day(r) >= visits[0]]
    return Gold(FOUND | ABSENT, (), ids(new) | ids(raw.of_type("Encounter")))


def next_visit(raw: Raw, slots: Slots) -> Gold:
    """The first that is booked for today or later."""
    coming = [r for r in raw.of_type("Appointment") if r["status"] == "booked" and day(r) >= slots.said["today"]]
    return any_of(sorted(coming, key=day)[:1]) or Gold(ABSENT)


def next_with(raw: Raw, slots: Slots) -> Gold | None:
    """Asked only where nothing is booked with anybody."""
    gold = next_visit(raw, slots)
    return gold if gold.outcomes == ABSENT else None


def care_team(raw: Raw, slots: Slots) -> Gold | None:
    """Somebody of a team in force; without one, somebody who was seen at a visit."""
    teams = [t for t in raw.of_type("CareTeam") if t.get("status") == "active"]
    families = {n for t in teams for n in _members(t)} or {name_of(r) for r in raw.of_type("Practitioner")} - {""}
    if not families:
        return Gold(FOUND | ABSENT, (), ids(raw.of_type("Encounter")))
    kinds = ("Encounter", "CareTeam", "Practitioner", "PractitionerRole", "Organization", "Appointment")
    return Gold(FOUND, (), ids(raw.of_type(*kinds)), words=(frozenset(n.lower() for n in families),))


def _members(team: Resource) -> list[str]:
    named = [p["member"].get("display", "") for p in team.get("participant", []) if "member" in p]
    return [n.split()[-1] for n in named if n.startswith("Dr.")]


def phone(raw: Raw, slots: Slots) -> Gold | None:
    """The number, as digits, of the doctor or of the place where they work."""
    return Gold(FOUND, anything=True, words=(frozenset(slots.has),))


def sleep_last(raw: Raw, slots: Slots) -> Gold | None:
    """Hours and minutes of the night that ended this morning."""
    minutes = raw.nights.get(slots.said["today"])
    if minutes is None:
        return Gold(ABSENT)
    return Gold(FOUND, anything=True, numbers=(frozenset({float(minutes // 60)}), frozenset({float(minutes % 60)})))


def steps_day(raw: Raw, slots: Slots) -> Gold | None:
    """The count of yesterday."""
    yesterday = dt.date.fromisoformat(slots.said["today"]) - dt.timedelta(days=1)
    count = raw.steps.get(yesterday.isoformat())
    return Gold(ABSENT) if count is None else Gold(FOUND, anything=True, numbers=(frozenset({float(count)}),))


def sleep_week(raw: Raw, slots: Slots) -> Gold | None:
    """More or less than usual."""
    return _week(raw.nights)


def steps_week(raw: Raw, slots: Slots) -> Gold | None:
    """More or less than usual."""
    return _week(raw.steps)


def _week(days: dict[str, int]) -> Gold:
    counts = [days[day_] for day_ in sorted(days, reverse=True)]
    if not counts:
        return Gold(ABSENT)
    more = sum(counts[:7]) / 7 > sum(counts[10:]) / len(counts[10:])
    words = {"more than", "longer than"} if more else {"less than", "fewer than", "shorter than"}
    return Gold(FOUND, anything=True, words=(frozenset(words),))


def nothing(raw: Raw, slots: Slots) -> Gold | None:
    """It is not there, and that is said."""
    return Gold(ABSENT)


def not_ours(raw: Raw, slots: Slots) -> Gold | None:
    """Declined."""
    return Gold(DECLINED)


def outside(raw: Raw, slots: Slots) -> Gold | None:
    """Declined or not understood: both are honest of the weather."""
    return Gold(DECLINED | {"unclear"})


def explained(raw: Raw, slots: Slots) -> Gold | None:
    """What it is; the entries of the name may be mentioned."""
    rows = raw.named(slots.has, "MedicationRequest", "Condition", without=slots.without)
    return Gold(FOUND, (), ids(rows) | ids(reasons(raw, rows)))


def capabilities(raw: Raw, slots: Slots) -> Gold | None:
    """Something is said."""
    return Gold(frozenset({"found", "command"}))


LIST_RULES: dict[str, Rule] = {
    **MEDICINE_RULES,
    "allergies": allergies,
    "allergy_one": one_allergy, "conditions": conditions, "condition_one": one_condition,
    "condition_since": condition_since, "vaccines": vaccines, "vaccine_one": one_vaccine, "procedures": procedures,
    "procedure_one": one_procedure, "last_visit": last_visit, "next_visit": next_visit, "next_with": next_with, "care_team": care_team,
    "phone": phone, "sleep_last": sleep_last, "sleep_week": sleep_week, "steps_day": steps_day, "steps_week": steps_week, "hospital": hospital,
    "letters": letters, "changed_since_visit": changed_since_visit, "explain_medicine": explained,
    "explain_condition": explained, "capabilities": capabilities, "absent_test": nothing, "absent_medicine": nothing,
    "absent_condition": nothing, "absent_procedure": nothing, "absent_vaccine": nothing, "absent_span": nothing,
    "absent_letter": nothing, "absent_phone": nothing, "other_person": not_ours, "future": not_ours,
    "opinion": not_ours, "dose_advice": not_ours, "diagnosis": not_ours, "outside": outside,
}  # fmt: skip
