"""Questions over one raw record: every kind that makes sense of it, each in the next of its wordings."""

import datetime as dt
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evals.answers import gold_results as g
from evals.answers.gold import MONTHS, Gold, Rule, Slots, ids
from evals.answers.gold_lists import LIST_RULES
from evals.answers.gold_several import of_several
from evals.answers.raw import Raw, name, texts

HERE = Path(__file__).parent
SETS = (1, 2, 3, 4, 5, 6)
"""The sets kept aside."""
THIRD, FIFTH = 3, 5
"""From these sets on the names that were thought of with them are asked too."""
RESOURCES = {"medicine": ("MedicationRequest",), "condition": ("Condition",), "allergen": ("AllergyIntolerance",),
             "vaccine": ("Immunization",), "procedure": ("Procedure",)}  # fmt: skip
TEST_RULES: dict[str, Rule] = {
    "latest": g.latest, "value_year": g.in_year, "value_month": g.in_month, "value_relative": g.relative,
    "trend": g.over_time, "compare": g.over_time, "highest": lambda r, s: g.extreme(r, s, max),
    "lowest": lambda r, s: g.extreme(r, s, min), "average": g.average, "count": g.count, "first": g.first,
    "is_normal": g.is_normal, "explain_test": g.explain_test, "two_tests": g.two_tests,
    "since_started": g.since_started, "before_procedure": g.before_procedure, "out_of_range": g.out_of_range,
    "source": g.explain_test, "when": g.explain_test, "who_ordered": g.explain_test, "follow_year": g.in_year,
    "follow_test": g.latest, "follow_normal": g.is_normal, "follow_trend": g.over_time, "correction": g.latest,
    "letter_about": g.letter_about, "two_questions": g.latest, "three_questions": g.latest,
}  # fmt: skip
AFTER_A_RESULT = {"source", "when", "who_ordered", "follow_year", "follow_normal", "follow_trend"}
SEVERAL = {"two_questions", "three_questions"}
AFTER_ANOTHER = {"follow_test", "correction"}
UNANSWERABLE = {"absent_test", "absent_medicine", "absent_condition", "absent_procedure", "absent_vaccine",
                "absent_span", "absent_letter", "absent_phone", "other_person", "future", "opinion", "dose_advice",
                "diagnosis", "outside", "next_with"}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One question with its gold."""

    kind: str
    words: str
    context: tuple[str, ...]
    gold: Gold


@dataclass(frozen=True)
class Wordings:
    """What is asked and how things are called in it."""

    by_kind: dict[str, list[str]]
    names: dict[str, Any]
    unseen: int
    """The number of the set kept aside; 0 for the one to mend by."""

    def call(self, entry: dict[str, Any], dice: random.Random) -> str:
        """One of the names of a thing."""
        names: list[str] = entry["names"] + (entry["unseen"] if self.unseen else [])
        if self.unseen >= THIRD:
            names = names + entry.get("third", [])
        if self.unseen >= FIFTH:
            names = names + entry.get("fifth", [])
        return dice.choice(names)


def read_wordings(unseen: int) -> Wordings:
    """Those to mend by (0), or one of the sets kept aside (1 to 6)."""
    file = HERE / ("wordings.toml", "unseen.toml", *(f"unseen_{n}.toml" for n in SETS[1:]))[unseen]
    return Wordings(_toml(file), _toml(HERE / "names.toml"), unseen)


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def questions(raw: Raw, today: dt.date, wordings: Wordings, turn: int) -> Iterator[Asked]:
    """Each kind once or twice; `turn` (the number of the record) walks through the wordings."""
    for kind, ways in wordings.by_kind.items():
        rule = TEST_RULES.get(kind) or LIST_RULES.get(kind)
        times = 2 if "{test}" in ways[0] or kind in UNANSWERABLE else 1
        for time in range(times if rule else 0):
            words = ways[(turn * times + time) % len(ways)]
            dice = random.Random(f"{raw.path.name} {kind} {time}")
            for _ in range(4):
                asked = rule and _ask(kind, words, rule, _Filling(raw, today, wordings, dice))
                if asked:
                    yield asked
                    break


@dataclass(frozen=True)
class _Filling:
    raw: Raw
    today: dt.date
    wordings: Wordings
    dice: random.Random

    def there(self, sort: str) -> list[dict[str, Any]]:
        """Entries of names.toml that this record has."""
        return [e for e in self.wordings.names[sort] if self._has(sort, e)]

    def absent(self, sort: str) -> list[dict[str, Any]]:
        """Entries for what may be absent, that this record has nothing of."""
        return [e for e in self.wordings.names[f"absent_{sort}"] if not self._has(sort, e)]

    def _has(self, sort: str, entry: dict[str, Any]) -> bool:
        if sort == "test":
            return bool(self.raw.under(entry["codes"]))
        rows = self.raw.named(entry["has"], *RESOURCES[sort], without=tuple(entry.get("not", ())))
        return any(not entry.get("exact") or name(row).split()[0] == entry["has"][0] for row in rows)


def _ask(kind: str, words: str, rule: Rule, filling: _Filling) -> Asked | None:
    slots = Slots({"today": filling.today.isoformat()})
    context: tuple[str, ...] = ()
    needs = {part.split("}")[0] for part in words.split("{")[1:]}
    about_a_test = kind in AFTER_A_RESULT | AFTER_ANOTHER or "test" in needs
    if about_a_test:
        filled = _with_test(slots, filling, kind)
        if filled is None:
            return None
        slots = filled
    for need in sorted(needs - set(slots.said)):
        filled = _with_thing(need, slots, filling, beside=about_a_test)
        if filled is None:
            return None
        slots = filled
    if kind in AFTER_A_RESULT:
        context = (f"what was my last {slots.said['test']}",)
    elif kind in AFTER_ANOTHER:
        context = (f"what was my last {slots.said['test2']}",)
    gold = _gold(kind, words, rule, filling.raw, slots)
    return Asked(kind, words.format(**slots.said), context, gold) if gold else None


def _with_test(slots: Slots, filling: _Filling, kind: str) -> Slots | None:
    there = filling.there("test")
    if len(there) < 2:
        return None
    one, two = filling.dice.sample(there, 2)
    rows = filling.raw.under(one["codes"])
    some = filling.dice.choice(rows).when
    first_year = int(rows[-1].when[:4])
    today = filling.today
    said = {
        "test": filling.wordings.call(one, filling.dice),
        "test2": filling.wordings.call(two, filling.dice),
        "year": some[:4],
        "month": MONTHS[int(some[5:7]) - 1] if len(some) >= 7 else "",
        "iso": some[:7],
        "empty_year": str(first_year - 2),
        "last_year": str(today.year - 1),
        "a_year_ago": today.replace(year=today.year - 1, day=min(today.day, 28)).isoformat(),
    }
    besides = tuple(code for test in (one, two) if _is_wide(test, said) for code in test["besides"])
    return replace(slots, said=slots.said | said, codes=one["codes"], codes2=two["codes"], besides=besides)


def _is_wide(test: dict[str, Any], said: dict[str, str]) -> bool:
    return bool({said["test"], said["test2"]} & set(test.get("wide", ())))


def _with_thing(need: str, slots: Slots, filling: _Filling, beside: bool) -> Slots | None:
    if need == "year":
        years = {str(row.get("authoredOn", ""))[:4] for row in filling.raw.of_type("MedicationRequest")} - {""}
        return replace(slots, said=slots.said | {"year": filling.dice.choice(sorted(years))}) if years else None
    if need in {"word", "absent_word"}:
        words = filling.wordings.names["words"]
        pool = words["absent"] if need == "absent_word" else words["unseen" if filling.wordings.unseen else "names"]
        return replace(slots, said=slots.said | {need: filling.dice.choice(pool)}) if texts(filling.raw) else None
    sort = need.removeprefix("absent_")
    if need == "absent_doctor":
        return replace(slots, said=slots.said | {need: filling.dice.choice(["Doctor Frankenstein", "Doctor Zhivago"])})
    if need == "doctor":
        return _with_doctor(slots, filling)
    if sort not in {"test", *RESOURCES}:
        return None
    pool = filling.absent(sort) if need != sort else filling.there(sort)
    if not pool:
        return None
    entry = filling.dice.choice(pool)
    said = slots.said | {need: filling.wordings.call(entry, filling.dice)}
    if beside:
        return replace(slots, said=said, has2=entry.get("has", []))
    return replace(slots, said=said, has=entry.get("has", []), without=tuple(entry.get("not", ())))


def _with_doctor(slots: Slots, filling: _Filling) -> Slots | None:
    """A practitioner with a telephone, of their own or of the place where they work."""
    numbers: dict[str, set[str]] = {}
    for role in filling.raw.of_type("PractitionerRole", "Practitioner"):
        person = filling.raw.by_reference.get(role.get("practitioner", {}).get("reference", ""), role)
        place = filling.raw.by_reference.get(role.get("organization", {}).get("reference", ""), {})
        for contact in [c for r in (role, person, place) for c in r.get("telecom", []) if c["system"] == "phone"]:
            if "name" in person:
                numbers.setdefault(person["name"][0]["family"], set()).add(contact["value"])
    if not numbers:
        return None
    family = filling.dice.choice(sorted(numbers))
    return replace(slots, said=slots.said | {"doctor": f"Doctor {family}"}, has=sorted(numbers[family]))


def _gold(kind: str, words: str, rule: Rule, raw: Raw, slots: Slots) -> Gold | None:
    gold = rule(raw, slots)
    if gold and slots.besides:
        gold = replace(gold, may=gold.may | ids(raw.under(list(slots.besides))))
    if gold is None or kind not in {*SEVERAL, "when", "source"}:
        return gold
    if kind == "when":
        rows = raw.under(slots.codes)
        return replace(gold, words=(frozenset({str(int(rows[0].when[8:10]))}),)) if len(rows[0].when) >= 10 else gold
    if kind == "source":
        return gold
    return of_several(words, gold, raw, slots)
