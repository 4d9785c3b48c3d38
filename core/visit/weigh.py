"""Which changes come first: by what they are, by what this doctor treats, and one of each kind before a second."""

from collections import Counter
from collections.abc import Sequence

from core.facts import ConceptKind, Medicine, Reading, Visit
from core.mind import Mind
from core.ranges import Place, place
from core.specialties import same_doctor
from core.visit.book import VisitKind
from core.visit.changes import Change, ChangeKind

_BASE = {
    ChangeKind.OUTSIDE: 60, ChangeKind.STAY: 58, ChangeKind.CHANGED: 56, ChangeKind.STARTED: 54,
    ChangeKind.STOPPED: 52, ChangeKind.CONDITION: 50, ChangeKind.LETTER: 48, ChangeKind.DUE: 40, ChangeKind.BACK: 38,
    ChangeKind.COURSE: 24, ChangeKind.RESOLVED: 12, ChangeKind.RESULT: 0,
}  # fmt: skip
"""Our choice: what needs an answer before what is only news."""
_FOR = {
    VisitKind.RESULTS: {ChangeKind.OUTSIDE: 20, ChangeKind.BACK: 20},
    VisitKind.MEDICINES: dict.fromkeys((ChangeKind.STARTED, ChangeKind.CHANGED, ChangeKind.STOPPED), 25),
    VisitKind.CHECK_UP: {ChangeKind.DUE: 15, ChangeKind.LETTER: 5},
}
_THEIRS, _NAMED, _NEWLY, _STEADY, _AGAIN = 25, 5, 10, -20, -40
"""It is what this doctor treats; its name says so; it was usual before; it is as it was; a second of its kind."""


def ranked(changes: Sequence[Change], visit: Visit, kind: VisitKind, mind: Mind) -> tuple[Change, ...]:
    """The changes, what matters most for this visit first; the order they came in breaks ties."""
    treats = treated_by(visit, mind)
    weights = {id(change): weight(change, kind, treats, mind) for change in changes}
    return tuple(spread(sorted(changes, key=lambda change: -weights[id(change)]), weights))


def spread(changes: Sequence[Change], weights: dict[int, float]) -> list[Change]:
    """Each further change of one kind counts less, so that the first three tell of different things."""
    seen: Counter[ChangeKind] = Counter()
    lowered = []
    for change in changes:
        lowered.append((weights[id(change)] + _AGAIN * seen[change.kind], change))
        seen[change.kind] += 1
    return [change for _, change in sorted(lowered, key=lambda pair: -pair[0])]


def treated_by(visit: Visit, mind: Mind) -> frozenset[str]:
    """Lay words for what this visit's doctor treats: `kidney`."""
    texts = (visit.what, visit.origin.performer)
    return frozenset(w for w in mind.knowledge.specialties if same_doctor(w, texts, mind.knowledge.specialties))


def weight(change: Change, kind: VisitKind, treats: frozenset[str], mind: Mind) -> float:
    """How much one change matters."""
    theirs = _THEIRS * concerns(change, treats, mind) + _NAMED * any(word in change.name for word in treats)
    return _BASE[change.kind] + _FOR.get(kind, {}).get(change.kind, 0) + theirs + _moved(change)


def concerns(change: Change, treats: frozenset[str], mind: Mind) -> bool:
    """Whether it is about what this doctor treats, by its name, its lay groups or its reason."""
    fact = change.facts[0]
    about = [change.name, getattr(fact, "reason", ""), getattr(fact, "what", "")]
    of_kind = ConceptKind.TEST if isinstance(fact, Reading) else ConceptKind.MEDICINE
    if isinstance(fact, Reading | Medicine):
        entry = mind.entries.get((of_kind, change.concept))
        about += entry.classes if entry else ()
    return any(same_doctor(word, about, mind.knowledge.specialties) for word in treats)


def _moved(change: Change) -> int:
    now, *before = change.facts
    if change.kind is not ChangeKind.OUTSIDE or not isinstance(now, Reading):
        return 0
    last = next((fact for fact in before if isinstance(fact, Reading)), None)
    if last is None or place(last) in (Place.WITHIN, Place.UNKNOWN):
        return _NEWLY
    return _STEADY if last.value == now.value else 0
