"""`python -m evals.visit_changes`: what changed since the last visit, beside an independent reading of the raw files.

For every shared R4 patient and every doctor seen, as of the day before each of the last visits and as of today.
An item is right when kind and entry agree with `evals.visit_gold`.
"""

import datetime as dt
import sys
from collections import Counter

from app.demo import DEMO_TODAY
from core.facts import Letter, Origin, Reading, Visit
from core.mind import Mind
from core.visit.changes import Change, ChangeKind, changes_since
from core.visit.which import last_seen
from evals.shared_minds import each_patient, shared_patients
from evals.visit_gold import Bundle, Item, digest

WINDOWS = 5
"""The last so many visits with each doctor."""


def item(change: Change) -> Item | None:
    """A change as the gold names it; None for what the gold does not list: results that did not move."""
    fact, *before = change.facts
    if isinstance(fact, Letter):
        return "letter", f"{fact.origin.when.iso() if fact.origin.when else ''} {digest(fact.text)}"
    if change.kind is ChangeKind.RESULT:
        assert isinstance(fact, Reading)
        moved = [b for b in before if isinstance(b, Reading) and b.value != fact.value]
        return ("moved", fact.origin.resource) if moved else None
    return change.kind.value, fact.origin.resource


def windows(bundle: Bundle) -> list[tuple[str, str, str]]:
    """(doctor, last visit, the day to prepare on) for every doctor and the last visits with each."""
    days: dict[str, list[str]] = {}
    for day, doctor in bundle.visits():
        days.setdefault(doctor, []).append(day)
    found = []
    for doctor, seen in days.items():
        distinct = sorted(set(seen))[-WINDOWS:]
        evenings = [(dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat() for day in distinct[1:]]
        found += [(doctor, *pair) for pair in zip(distinct, [*evenings, DEMO_TODAY.isoformat()], strict=True)]
    return found


def compare(bundle: Bundle, mind: Mind, window: tuple[str, str, str], totals: Counter[str]) -> list[str]:
    """Counts one window into the totals; gives a line for every item that differs."""
    doctor, last, until = window
    today = dt.date.fromisoformat(until)
    records = mind.records
    assert records is not None
    resource = bundle.by_url.get(doctor)
    who = f"Dr. {resource['name'][0]['family']}" if resource else doctor
    seen = last_seen(Visit(Origin("", "", None), planned=True, who=who), records, today)
    told_day = seen.origin.when.iso() if seen and seen.origin.when else "never"
    totals["windows"] += 1
    totals["last visit right"] += told_day == last
    as_of = type(mind)(**{name: getattr(mind, name) for name in mind.__slots__} | {"today": today})
    ours = {i for c in changes_since(dt.date.fromisoformat(last), records, as_of) if (i := item(c))}
    gold = bundle.changes(last, until)
    for kind in sorted({kind for kind, _ in ours | gold}):
        totals[f"{kind}: present"] += len({i for i in ours & gold if i[0] == kind})
        totals[f"{kind}: in gold"] += len({i for i in gold if i[0] == kind})
        totals[f"{kind}: wrong"] += len({i for i in ours - gold if i[0] == kind})
    where = f"{who} after {last} until {until}"
    different = [] if told_day == last else [f"{where}: last visit told as {told_day}"]
    return different + [f"{where}: {'missing' if i in gold else 'wrong'} {' '.join(i)}" for i in sorted(ours ^ gold)]


def main() -> int:
    """Compare all; the exit code tells whether the bar was met."""
    files = shared_patients()
    if not files:
        print("The shared patients are not here.")
        return 0
    totals: Counter[str] = Counter()
    for file, mind in each_patient(files):
        bundle = Bundle(file)
        for window in windows(bundle):
            for line in compare(bundle, mind, window, totals)[:4]:
                print(f"  {file.stem[:20]} {line}")
    for name in sorted(name for name in totals if ": in gold" in name):
        kind = name.split(":")[0]
        print(f"{kind:10} {totals[f'{kind}: present']} of {totals[name]} present, {totals[f'{kind}: wrong']} wrong")
    present, gold, wrong = (
        sum(n for name, n in totals.items() if name.endswith(end)) for end in ("present", "gold", "wrong")
    )
    print(
        f"{len(files)} patients, {totals['windows']} times of preparing; last visit right {totals['last visit right']};"
    )
    print(f"{present} of {gold} changes present ({100 * present / gold:.1f} %), {wrong} wrong")
    return 0 if present >= 0.98 * gold and not wrong and totals["windows"] == totals["last visit right"] else 1


if __name__ == "__main__":
    sys.exit(main())
