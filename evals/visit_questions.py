"""`python -m evals.visit_questions`: the questions proposed to every shared patient, and the demo record's.

As of the day before each of the last visits with every doctor, and as of today: each question must rest on named facts
that the record holds, say no number that they do not give, and be easy enough to read (Flesch-Kincaid, with the names
of tests and medicines counted as one short word: the record chose them).
"""

import datetime as dt
import statistics
import sys
from collections.abc import Iterator

from app.demo.record import demo_path, open_demo
from app.knowledge import load_knowledge
from core.answers import Answer, Outcome
from core.check import unfounded
from core.draft import tell
from core.facts import Origin, Visit
from core.mind import Mind, make_mind
from core.visit.book import FIRST, VisitKind
from core.visit.changes import changes_since
from core.visit.evidence import facts_of
from core.visit.propose import Proposal, proposals
from core.visit.weigh import ranked
from evals.reading_grade import grade
from evals.shared_minds import each_patient, shared_patients
from evals.visit_changes import windows
from evals.visit_gold import Bundle
from store.records import VaultRecords

HARDEST = 6.0
CALLED = "it"
"""What stands for a name of the record when the grade is counted."""


def proposed(mind: Mind, last: str, visit: Visit) -> Iterator[tuple[VisitKind, tuple[Proposal, ...]]]:
    """For each kind of visit, the questions in their order."""
    records = mind.records
    assert records is not None
    for kind in VisitKind:
        changes = ranked(changes_since(dt.date.fromisoformat(last), records, mind), visit, kind, mind)
        yield kind, proposals(changes, kind, records, mind)


def faults(proposal: Proposal, mind: Mind) -> list[str]:
    """What is wrong with one question."""
    assert mind.records is not None
    resources = tuple(dict.fromkeys(fact.origin.resource for fact in proposal.facts))
    held = facts_of(resources, mind.records)
    answer = Answer(Outcome.FOUND, (tell(proposal.words, *held),), held)
    found = [] if proposal.facts and {f.origin.resource for f in held} == set(resources) else ["rests on nothing"]
    return found + [f"says {number}" for number in unfounded(answer, mind.today)]


def masked(proposal: Proposal, mind: Mind) -> str:
    """The question without the names of the record."""
    text = proposal.words
    for concept in sorted(mind.lexicon.concepts, key=lambda c: -len(c.spoken)):
        if concept.spoken in text and len(concept.spoken) > len(CALLED):
            text = text.replace(concept.spoken, CALLED)
    return text


def main() -> int:
    """Print the table; the exit code tells whether the bars were met."""
    opened = open_demo(demo_path())
    demo = make_mind(VaultRecords(opened.vault), load_knowledge(), opened.today)
    patel = Visit(Origin("", "", None), planned=True, what="Follow-up of kidney disease", who="Dr. Anil Patel")
    asked = list(rows(demo, "2026-06-11", patel))
    for file, mind in each_patient(shared_patients()):
        for doctor, last, until in windows(Bundle(file)):
            today = dt.date.fromisoformat(until)
            as_of = type(mind)(**{name: getattr(mind, name) for name in mind.__slots__} | {"today": today})
            asked += rows(as_of, last, Visit(Origin("", "", None), planned=True, who=doctor))
    wrong = [f"{why}: {words}" for words, _, whys, _ in asked for why in whys]
    grades = {words: level for words, level, _, _ in asked}
    longest = max((many for _, _, _, many in asked), default=0)
    hard = [words for words, level in grades.items() if level > HARDEST]
    for line in [*dict.fromkeys(wrong)][:20] + [
        f"grade {grades[w]:.1f}: {w}" for w in sorted(hard, key=lambda w: -grades[w])[:8]
    ]:
        print(f"  {line}")
    print(f"{len(asked)} questions proposed, {len(grades)} different; {len(wrong)} rest on less than they say")
    print(
        f"grade: median {statistics.median(grades.values()):.1f}, mean {statistics.mean(grades.values()):.1f},"
        f" {len(hard)} of {len(grades)} above {HARDEST:g}; at most {longest} on a first list"
    )
    return 1 if wrong or statistics.median(grades.values()) > HARDEST or longest > FIRST else 0


def rows(mind: Mind, last: str, visit: Visit) -> Iterator[tuple[str, float, list[str], int]]:
    """Words, grade, faults, and how many stand on the first list."""
    for _, found in proposed(mind, last, visit):
        for proposal in found:
            yield proposal.words, grade(masked(proposal, mind)), faults(proposal, mind), len(found[:FIRST])


if __name__ == "__main__":
    sys.exit(main())
