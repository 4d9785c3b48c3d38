"""Answers that take several values of a test together: highest, lowest, average, first, how often."""

from collections.abc import Callable, Sequence
from statistics import fmean

from core.alike import Alike, alike
from core.answers import Sentence
from core.draft import Draft, absent, found, tell, told
from core.facts import Reading
from core.measurement import Measurement
from core.mind import Mind
from core.ports import Records
from core.questions import Concept, Kind, Question
from core.saying import say_count, say_month, say_on, say_quantity, say_span
from core.wording.absence import no_such_test, none_in_span
from core.wording.readings import LEFT_OUT, series_of

Wording = Callable[[Question, Concept, Sequence[Measurement], Mind], Draft]


def say_of_many(question: Question, records: Records, mind: Mind) -> Draft:
    """One question over all values of a span; values that cannot be compared are left out, and it is said."""
    concept = question.subjects[0]
    series = series_of(concept, records, mind)
    if not series:
        return no_such_test(concept, records, mind)
    inside = [m for m in series if question.span.holds(m.origin.when)]
    if not inside:
        return none_in_span(question, concept)
    return KINDS[question.kind](question, concept, inside, mind)


def _extreme(question: Question, concept: Concept, inside: Sequence[Measurement], mind: Mind) -> Draft:
    plain = alike(inside, mind.conversions, concept.id)
    if not plain.measurements:
        return absent(f"The results for {concept.spoken} in your record are not plain numbers.")
    pick = max if question.kind is Kind.HIGHEST else min
    most = pick(plain.measurements, key=plain.value)
    text = f"Your {question.kind.value} {concept.spoken}{_in(question)} was {most.said(mind.units)}."
    sentences = [tell(text, *most.readings), _when(most, mind), *_of_units(plain, most)]
    return found(sentences, told(concept.id, most.readings))


def _average(question: Question, concept: Concept, inside: Sequence[Measurement], mind: Mind) -> Draft:
    plain = alike([m for m in inside if len(m.readings) == len(inside[0].readings)], mind.conversions, concept.id)
    if not plain.measurements:
        return absent(f"The results for {concept.spoken} in your record are not plain numbers.")
    facts = [r for m in plain.measurements for r in m.readings]
    halves = [[r.value for r in column if r.value is not None] for column in zip(*_halves(plain), strict=True)]
    means = [fmean(values) for values in (plain.values, *halves[1:])]
    digits = 0 if all(r.value is None or r.value == int(r.value) for r in facts) else 1
    said = (
        " over ".join(f"{mean:.0f}" for mean in means)
        if len(means) == 2
        else say_quantity(round(means[0], digits), facts[0].unit, mind.units)
    )
    sentences = [
        tell(f"Your {concept.spoken}{_in(question)} was {said} on average.", *facts),
        tell(f"I worked that out from {_results(len(plain.measurements))}.", *facts),
        *_of_units(plain, plain.measurements[0]),
    ]
    return found(sentences, told(concept.id, facts))


def _results(count: int) -> str:
    return f"{say_count(count)} result{'' if count == 1 else 's'}"


def _halves(plain: Alike) -> list[tuple[Reading, ...]]:
    return [m.readings for m in plain.measurements]


def _of_units(plain: Alike, told_of: Measurement) -> list[Sentence]:
    """That values were converted, or could not be."""
    said = []
    if plain.converted:
        said.append(tell("Not all are in the same unit, so I converted them to compare.", *told_of.readings))
    if plain.left_out:
        said.append(tell(LEFT_OUT, *told_of.readings))
    return said


def _first(question: Question, concept: Concept, inside: Sequence[Measurement], mind: Mind) -> Draft:
    dated = [m for m in inside if m.origin.when]
    first = (dated or list(inside))[-1]
    text = f"The first {concept.spoken} in your record{_in(question)} was {first.said(mind.units)}."
    return found([tell(text, *first.readings), _when(first, mind)], told(concept.id, first.readings))


def _count(question: Question, concept: Concept, inside: Sequence[Measurement], mind: Mind) -> Draft:
    facts = [r for m in inside for r in m.readings]
    times = "once" if len(inside) == 1 else f"{say_count(len(inside))} times"
    sentences = [tell(f"Your record has {concept.spoken}{_in(question)} {times}.", *facts)]
    oldest = inside[-1].origin.when
    if len(inside) > 1 and oldest and not question.said_span:
        sentences.append(tell(f"The first was in {say_month(oldest, mind.today)}.", *inside[-1].readings))
    return found([*sentences, _newest(inside[0], mind)], told(concept.id, facts))


def _in(question: Question) -> str:
    return f" {say_span(question.said_span)}" if question.said_span else ""


def _when(m: Measurement, mind: Mind) -> Sentence:
    when = f"That was {say_on(m.origin.when, mind.today)}." if m.origin.when else "Your record gives no date for it."
    return tell(when, *m.readings)


def _newest(m: Measurement, mind: Mind) -> Sentence:
    when = say_on(m.origin.when, mind.today) if m.origin.when else "on a day not noted"
    return tell(f"The last one was {when}.", *m.readings)


KINDS: dict[Kind, Wording] = {
    Kind.HIGHEST: _extreme,
    Kind.LOWEST: _extreme,
    Kind.AVERAGE: _average,
    Kind.FIRST: _first,
    Kind.COUNT: _count,
}
