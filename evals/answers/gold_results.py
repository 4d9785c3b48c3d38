"""Gold for results: the newest, of a time, over time, extremes, means and counts."""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from evals.answers.gold import ABSENT, FOUND, Gold, Slots, ids, values
from evals.answers.raw import Raw, Result, day, texts


def told(rows: list[Result], among: list[Result]) -> Gold:
    """The newest of `rows` (of one moment: any of them) must be there with its value, `among` may."""
    if not rows:
        return Gold(ABSENT)
    same = [row for row in rows if row.when[:10] == rows[0].when[:10]]
    either = [v for row in same for v in values(row)]
    numbers = (frozenset().union(*either),) if len(same) > 1 else values(rows[0])
    return Gold(FOUND, (ids(same),), ids(among), numbers=numbers)


def latest(raw: Raw, slots: Slots) -> Gold | None:
    """The newest result; older ones may be compared with."""
    rows = raw.under(slots.codes)
    return told(rows, rows)


def in_year(raw: Raw, slots: Slots) -> Gold | None:
    """The newest of the year named."""
    return within(raw, slots, slots.said["year"])


def in_month(raw: Raw, slots: Slots) -> Gold | None:
    """The newest of the month named."""
    return within(raw, slots, slots.said["iso"])


def within(raw: Raw, slots: Slots, prefix: str) -> Gold:
    """The newest whose day begins with the prefix; the others of it may, none else."""
    inside = [row for row in raw.under(slots.codes) if row.when.startswith(prefix)]
    return told(inside, inside)


def relative(raw: Raw, slots: Slots) -> Gold | None:
    """Last year: the calendar year before, or the twelve months up to today; any result of either."""
    rows = [r for r in raw.under(slots.codes) if r.when[:10] <= slots.said["today"]]
    recent = [r for r in rows if slots.said["a_year_ago"] <= r.when]
    calendar = [r for r in rows if r.when[:4] == slots.said["last_year"]]
    if not recent and not calendar:
        return Gold(ABSENT)
    inside = ids(recent) | ids(calendar)
    return Gold(FOUND if recent and calendar else FOUND | ABSENT, (inside,), inside)


def over_time(raw: Raw, slots: Slots) -> Gold | None:
    """The newest and at least one before it."""
    rows = raw.under(slots.codes)
    days = {row.when[:10] for row in rows}
    newest = [row for row in rows if row.when[:10] == rows[0].when[:10]]
    older = ids(rows) - ids(newest)
    return Gold(FOUND, (ids(newest), older), ids(rows)) if len(days) > 1 else None


def extreme(raw: Raw, slots: Slots, best: Callable[[Iterable[float]], float]) -> Gold | None:
    """Any of the results with the largest or smallest (upper) value."""
    rows = raw.under(slots.codes)
    edge = best(row.numbers[0] for row in rows)
    there = [row for row in rows if row.numbers[0] == edge]
    return Gold(FOUND, (ids(there),), ids(rows), numbers=(values(there[0])[0],))


def average(raw: Raw, slots: Slots) -> Gold | None:
    """The mean of all in the unit of the newest, of a blood pressure of the upper."""
    every = raw.under(slots.codes)
    rows = [row for row in every if row.unit == every[0].unit]
    mean = sum(row.numbers[0] for row in rows) / len(rows)
    return Gold(FOUND, (), ids(every), numbers=(frozenset({mean, mean * 2.20462, mean / 2.54, mean * 1.8 + 32}),))


def count(raw: Raw, slots: Slots) -> Gold | None:
    """How many; what was written twice for one moment may count once."""
    rows = raw.under(slots.codes)
    times = {float(len(rows)), float(len({(r.when, r.numbers) for r in rows})), float(len({r.when[:10] for r in rows}))}
    return Gold(FOUND, (), ids(rows), numbers=(frozenset(times),))


def first(raw: Raw, slots: Slots) -> Gold | None:
    """The oldest."""
    rows = raw.under(slots.codes)
    oldest = [row for row in rows if row.when[:10] == rows[-1].when[:10]]
    return Gold(FOUND, (ids(oldest),), ids(rows), numbers=values(oldest[0]) if len(oldest) == 1 else ())


def is_normal(raw: Raw, slots: Slots) -> Gold | None:
    """The newest, and on which side of the laboratory's range it lies where one is printed."""
    rows = raw.under(slots.codes)
    gold = told(rows, rows)
    newest = rows[0]
    if len(gold.must[0]) > 1 or not newest.ranged:
        return Gold(FOUND, gold.must, gold.may)
    sides = {
        -1: ("below", "under", "lower"),
        0: ("usual range", "usual", "within", "inside"),
        1: ("above", "over", "higher"),
    }
    never = {-1: {"above"}, 0: {"above your", "below your"}, 1: {"below"}}[newest.outside]
    return Gold(FOUND, gold.must, gold.may, words=(frozenset(sides[newest.outside]),), never=frozenset(never))


def out_of_range(raw: Raw, slots: Slots) -> Gold | None:
    """Newest results outside the range printed beside them; ones without a printed range may be told too."""
    merged = [raw.under(codes) for codes in _same_test(raw)]
    newest = [row for rows in merged for row in rows if row.when[:10] == rows[0].when[:10]]
    off = [r for r in newest if r.outside]
    open_ = [r for r in newest if not r.ranged]
    if len(open_) == len(newest):
        return None
    return Gold(FOUND if off else FOUND | ABSENT, (), ids(off) | ids(open_), least=min(3, len(off)))


def _same_test(raw: Raw) -> list[list[str]]:
    """The codes of each test: some laboratories use two for one."""
    names = Path(__file__).with_name("names.toml").read_text(encoding="utf-8")
    groups = [entry["codes"] for entry in tomllib.loads(names)["test"]]
    grouped = {code for codes in groups for code in codes}
    known = [codes for codes in groups if raw.under(codes)]
    return known + [[code] for code in raw.results if code not in grouped]


def explain_test(raw: Raw, slots: Slots) -> Gold | None:
    """What it is; her own results may be mentioned."""
    return Gold(FOUND, (), ids(raw.under(slots.codes)))


def two_tests(raw: Raw, slots: Slots) -> Gold | None:
    """The newest of both."""
    one, two = (told(rows, rows) for rows in (raw.under(slots.codes), raw.under(slots.codes2)))
    return Gold(FOUND, one.must + two.must, one.may | two.may, numbers=one.numbers + two.numbers)


def since_started(raw: Raw, slots: Slots) -> Gold | None:
    """The newest since the medicine was first written; earlier ones may be compared with."""
    rows = raw.under(slots.codes)
    began = min((day(r) for r in raw.named(slots.has2, "MedicationRequest") if day(r)), default="")
    inside = [row for row in rows if row.when[:10] >= began]
    if not began:
        return None
    gold = told(inside, rows)
    return replace(gold, may=gold.may | ids(raw.named(slots.has2, "MedicationRequest")))


def before_procedure(raw: Raw, slots: Slots) -> Gold | None:
    """The newest before it; asked only of what was done once."""
    done = raw.named(slots.has2, "Procedure")
    if len({day(r) for r in done}) != 1:
        return None
    inside = [row for row in raw.under(slots.codes) if row.when[:10] < day(done[0])]
    gold = told(inside, inside)
    return replace(gold, may=gold.may | ids(done))


def letter_about(raw: Raw, slots: Slots) -> Gold | None:
    """A letter that holds the word, or that there is none."""
    stem = slots.said["word"].removesuffix("ing").removesuffix("s")
    holding = frozenset(ident_ for ident_, text in texts(raw).items() if stem in text)
    return Gold(FOUND, (holding,), holding, words=(frozenset({stem}),)) if holding else Gold(ABSENT)
