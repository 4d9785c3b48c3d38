"""What is new: medicines of a span, and everything since the last visit."""

from collections.abc import Sequence

from core.answers import Sentence
from core.draft import Draft, Told, absent, in_parts, tell, told
from core.facts import EVER, ConceptKind, Fact, Medicine
from core.mind import Mind
from core.ports import Records
from core.prescription import say_strength
from core.questions import Concept, Question
from core.saying import capital, say_count, say_list, say_on, say_span
from core.wording.medicines import is_current


def say_changes(question: Question, records: Records, mind: Mind) -> Draft:
    """What was added in the span; of the medicines only, or of everything."""
    if question.about is ConceptKind.MEDICINE:
        return _of_medicines(question, records, mind)
    points, facts = _points(question, records, mind)
    if not points:
        return absent(f"I find nothing new {_then(question)} in your record.")
    things = "One thing is" if len(points) == 1 else f"{capital(say_count(len(points)))} things are"
    lead = tell(f"{things} new {_then(question)}.", *(t.fact for t in facts))
    return in_parts([lead], points, facts)


def _then(question: Question) -> str:
    return say_span(question.said_span) or "lately"


def _of_medicines(question: Question, records: Records, mind: Mind) -> Draft:
    changes, facts = _medicine_points(question, records, mind)
    if not changes:
        return absent(f"I find no change in your medicines {_then(question)}.")
    return in_parts([], changes, facts)


def _medicine_points(question: Question, records: Records, mind: Mind) -> tuple[list[Sentence], tuple[Told, ...]]:
    """New, in another strength, written again, no longer taken: each medicine once."""
    every = [(mind.named(ConceptKind.MEDICINE, m.key, m.name), m) for m in records.medicines()]
    names = list(dict.fromkeys(concept for concept, _ in every))
    points: list[Sentence] = []
    facts: tuple[Told, ...] = ()
    again: list[tuple[Concept, Medicine]] = []
    for concept in names:
        written = [m for c, m in every if c == concept]
        inside = [m for m in written if m.origin.when and question.span.holds(m.origin.when)]
        ended = [m for m in written if m.ended and question.span.holds(m.ended) and not is_current(m, mind.today)]
        if inside and question.span != EVER:
            point = _change(concept, inside, written, mind)
            points += [point] if point else []
            again += [] if point else [(concept, inside[0])]
            facts += told(concept.id, inside) if point else ()
        elif ended and ended[0] == written[0]:
            points.append(tell(f"{capital(concept.spoken)} is no longer listed as taken.", ended[0]))
            facts += told(concept.id, ended[:1])
    if again:
        said = say_list(list(dict.fromkeys(c.spoken for c, _ in again))[:3])
        points.append(tell(f"Written again as before: {said}.", *(m for _, m in again)))
        facts += tuple(Told(m, c.id) for c, m in again)
    return points, facts


def _change(concept: Concept, inside: Sequence[Medicine], written: Sequence[Medicine], mind: Mind) -> Sentence | None:
    newest = inside[0]
    earlier = [
        m
        for m in written
        if m not in inside and m.origin.when and newest.origin.when and m.origin.when < newest.origin.when
    ]
    when = say_on(newest.origin.when, mind.today) if newest.origin.when else ""
    if not earlier:
        return tell(f"{capital(concept.spoken)} was new, {when}.", newest)
    now, before = say_strength(newest.name), say_strength(earlier[0].name)
    if now and now != before:
        return tell(f"{capital(concept.spoken)} was changed to {now}, {when}.", newest)
    return None


def _points(question: Question, records: Records, mind: Mind) -> tuple[list[Sentence], tuple[Told, ...]]:
    span = question.span
    points, facts = _medicine_points(question, records, mind)
    newly: list[tuple[str, str, Sequence[Fact]]] = [
        ("You were in hospital", "visit", [v for v in records.visits() if v.hospital_stay and not v.planned]),
        ("A new problem is listed", "condition", [c for c in records.conditions() if c.active]),
        ("This was done", "procedure", records.procedures()),
        ("You got a vaccine", "vaccine", records.immunizations()),
        ("There is a new letter", "letter", records.letters()),
        ("There are new test results", "test", records.readings(None, span)),
    ]
    for lead, concept, every in newly:
        inside = [f for f in every if f.origin.when and span.holds(f.origin.when)]
        if inside and span != EVER:
            points.append(tell(f"{lead}{_which(inside[0], mind)}, {_on(inside[0], mind)}.", inside[0]))
            facts += told(concept, inside[:1])
    return points, facts


_NAMED = {"Condition": ConceptKind.CONDITION, "Procedure": ConceptKind.PROCEDURE, "Immunization": ConceptKind.VACCINE,
          "Reading": ConceptKind.TEST}  # fmt: skip


def _which(fact: Fact, mind: Mind) -> str:
    kind, key, name = _NAMED.get(type(fact).__name__), getattr(fact, "key", ""), getattr(fact, "name", "")
    if kind is None:
        return ""
    spoken = mind.named(kind, key, name).spoken
    return f", among them {spoken}" if kind is ConceptKind.TEST else f": {spoken}"


def _on(fact: Fact, mind: Mind) -> str:
    return say_on(fact.origin.when, mind.today) if fact.origin.when else ""
