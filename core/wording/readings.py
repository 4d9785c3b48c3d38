"""Answers about tests and vital signs."""

import re
from collections.abc import Sequence
from dataclasses import replace

from core.alike import Alike, alike, difference
from core.answers import Sentence
from core.draft import Draft, Offer, absent, found, in_parts, tell, told
from core.facts import EVER, ConceptKind, Reading
from core.measurement import Measurement, measurements
from core.mind import Mind
from core.ports import Records
from core.questions import Concept, Kind, Question
from core.ranges import GENERAL, Place, place, place_together, with_range
from core.saying import capital, say_count, say_list, say_month, say_on, say_span
from core.wording.absence import no_such_test, none_in_span, not_listed

_WENT = {"higher": "went up", "lower": "went down", "the same": "stayed the same"}
LEFT_OUT = "Some are in another unit that I can't compare, so I left them out."
ASKED_OF_PEOPLE = re.compile(r"\b(?:you|your|are|do|does|have|has|how|what|who)\b|(?:\S+ ){6}", re.I)
"""Questionnaires are observations too ("Are you a refugee?"): nobody means them by "my tests"."""


def say_latest(question: Question, records: Records, mind: Mind) -> Draft:
    """The newest value, with what it means first; several tests are told as several points."""
    if len(question.subjects) > 1:
        return _several(question, records, mind)
    concept = question.subjects[0]
    series = series_of(concept, records, mind)
    if not series:
        return no_such_test(concept, records, mind)
    newest, before = series[0], _before(series)
    sentences = [*_opening(concept, newest, question.kind, mind), _dated(newest, mind)]
    way = _direction(before, newest, concept, mind) if before else "the same"
    if before and not way:
        sentences.append(tell("The one before is in another unit, so I can't compare them.", *_both(before, newest)))
    elif before and way != "the same":
        sentences.append(tell(f"It's {way} {_than(before, mind)}.", *_both(before, newest)))
        sentences += _said_of_units(before, newest, way)
    before = before if way != "the same" else None
    facts = told(concept.id, newest.readings) + (told(concept.id, before.readings) if before else ())
    return found(sentences, facts, _explanation_offer(concept, mind))


def say_values(question: Question, records: Records, mind: Mind) -> Draft:
    """The values inside a span of time, newest first, at most three at once."""
    if len(question.subjects) > 1:
        return _several_then(question, records, mind)
    concept = question.subjects[0]
    series = series_of(concept, records, mind)
    if not series:
        return no_such_test(concept, records, mind)
    inside = [m for m in series if question.span.holds(m.origin.when)]
    if not inside:
        return none_in_span(question, concept)
    said = capital(say_span(question.said_span)) or "Then"
    if len(inside) == 1 or question.span.since is None:
        one = inside[0]
        text = f"{said}, your {concept.spoken} was {one.said(mind.units)}."
        return found([tell(text, *one.readings), _dated(one, mind)], told(concept.id, one.readings))
    lead = tell(f"I find {say_count(len(inside))} for {concept.spoken} {say_span(question.said_span)}.", *_flat(inside))
    points = (tell(f"{capital(_on(m, mind))}, it was {m.said(mind.units)}.", *m.readings) for m in inside)
    return in_parts([lead], points, told(concept.id, _flat(inside)))


def say_trend(question: Question, records: Records, mind: Mind) -> Draft:
    """How a test went: the newest against the earliest of the span asked for, or of the last two years."""
    concept = question.subjects[0]
    series = series_of(concept, records, mind)
    if not series:
        return no_such_test(concept, records, mind)
    like = alike([m for m in series if m.origin.when], mind.conversions, concept.id)
    inside = _span_of_trend(like.measurements, question)
    if len(inside) < 2 and question.span != EVER:
        return say_values(question, records, mind)
    if len(inside) < 2:
        return replace(say_latest(replace(question, kind=Kind.LATEST), records, mind), offer=None)
    first, newest = inside[-1], inside[0]
    direction = _direction(first, newest, concept, mind)
    way = _WENT[direction]
    since = say_month(first.origin.when, mind.today) if first.origin.when else "then"
    sentences = [
        tell(f"Your {concept.spoken} {way} since {since}.", *_both(first, newest)),
        tell(f"It was {first.said(mind.units)} then.", *first.readings),
        tell(f"The last one was {newest.said(mind.units)}, {_on(newest, mind)}.", *newest.readings),
        *_extreme(inside, like, mind),
        *_said_of_units(first, newest, direction),
        *([tell(LEFT_OUT, *newest.readings)] if like.left_out else []),
    ]
    return found(sentences, told(concept.id, _flat(inside)))


def say_out_of_range(question: Question, records: Records, mind: Mind) -> Draft:
    """Which newest values lie outside the range that their own laboratory gave."""
    outside: list[tuple[Concept, Measurement]] = []
    ranged = 0
    for concept in _measured(mind):
        series = series_of(concept, records, mind)
        known = _ranged_by_lab(series)
        ranged += bool(known)
        if any(place(r) in (Place.ABOVE, Place.BELOW) for r in known):
            outside.append((concept, series[0]))
    if not ranged:
        return absent("Your record gives no usual ranges with its results.", "So I can't say which ones stand out.")
    if not outside:
        return absent("None of your newest results is outside your lab's usual range.")
    outside.sort(key=_age)
    facts = tuple(t for concept, m in outside for t in told(concept.id, m.readings))
    many = "One of your newest results is" if len(outside) == 1 else f"{say_count(len(outside))} newest results are"
    lead = tell(f"{capital(many)} outside your lab's usual range.", *(t.fact for t in facts))
    return in_parts([lead], (_point(concept, m, mind) for concept, m in outside), facts)


def say_tests(question: Question, records: Records, mind: Mind) -> Draft:
    """Which tests the record has, the newest first."""
    measured = [concept for concept in _measured(mind) if not ASKED_OF_PEOPLE.search(concept.spoken)]
    newest = [(concept, series[0]) for concept in measured if (series := series_of(concept, records, mind))]
    if not newest:
        return not_listed("any test result", records)
    newest.sort(key=_age)
    facts = tuple(t for concept, m in newest for t in told(concept.id, m.readings))
    lead = tell(f"Your record has results of {say_count(len(newest))} tests.", *(t.fact for t in facts))
    groups = [newest[i : i + 3] for i in range(0, len(newest), 3)]
    points = [
        tell(f"{capital(say_list([c.spoken for c, _ in group]))}.", *_flat([m for _, m in group])) for group in groups
    ]
    return in_parts([lead], points, facts, at_once=1)


def _measured(mind: Mind) -> list[Concept]:
    return [c for c in mind.lexicon.concepts if c.kind is ConceptKind.TEST and c.keys]


def _age(pair: tuple[Concept, Measurement]) -> int:
    when = pair[1].origin.when
    return -when.first_day().toordinal() if when else 0


def _several_then(question: Question, records: Records, mind: Mind) -> Draft:
    """The newest value of each of several tests inside a span of time."""
    series = ((concept, series_of(concept, records, mind)) for concept in question.subjects)
    then = ((concept, [m for m in every if question.span.holds(m.origin.when)]) for concept, every in series)
    inside = [(concept, ms[0]) for concept, ms in then if ms]
    if not inside:
        return none_in_span(question, question.subjects[0])
    facts = tuple(t for concept, m in inside for t in told(concept.id, m.readings))
    points = (
        tell(f"{capital(_on(m, mind))}, your {concept.spoken} was {m.said(mind.units)}.", *m.readings)
        for concept, m in inside
    )
    return in_parts([], points, facts)


def _several(question: Question, records: Records, mind: Mind) -> Draft:
    told_series = [(c, s[0]) for c in question.subjects if (s := series_of(c, records, mind))]
    if not told_series:
        return no_such_test(question.subjects[0], records, mind)
    if len(told_series) == 1:
        return say_latest(replace(question, subjects=(told_series[0][0],)), records, mind)
    facts = tuple(t for concept, m in told_series for t in told(concept.id, m.readings))
    points = [_point(concept, m, mind) for concept, m in told_series]
    days = {m.origin.when for _, m in told_series}
    ending = []
    if len(days) == 1 and (day := days.pop()):
        which = "Both" if len(points) == 2 else "All"
        ending = [
            tell(
                f"{which} are from {say_on(day, mind.today).removeprefix('on ').removeprefix('in ')}.",
                *(t.fact for t in facts),
            )
        ]
    lead = [] if len(points) == 1 else [Sentence(f"{capital(say_count(len(points)))} things.")]
    draft = in_parts(lead, points, facts)
    return draft if draft.more else replace(draft, sentences=(*draft.sentences, *ending))


def _point(concept: Concept, m: Measurement, mind: Mind) -> Sentence:
    where = place_together(m.readings)
    if where is Place.UNKNOWN:
        return tell(f"Your {concept.spoken} was {m.said(mind.units)}.", *m.readings)
    meaning = {Place.ABOVE: "above", Place.BELOW: "below", Place.WITHIN: "within"}[where]
    return tell(f"Your {concept.spoken} was {meaning} {_usual(m.readings[0])}: {m.said({})}.", *m.readings)


def _opening(concept: Concept, newest: Measurement, kind: Kind, mind: Mind) -> list[Sentence]:
    first, value = newest.readings[0], newest.said(mind.units)
    where = place_together(newest.readings)
    if where is Place.UNKNOWN:
        number = tell(f"Your last {concept.spoken} was {value}.", *newest.readings)
        if kind is not Kind.IS_NORMAL:
            return [number]
        return [tell(f"Your record doesn't say what's usual for your {concept.spoken}.", *newest.readings), number]
    meaning = {Place.ABOVE: "above", Place.BELOW: "below", Place.WITHIN: "within"}[where]
    return [
        tell(f"Your last {concept.spoken} was {meaning} {_usual(first)}.", *newest.readings),
        tell(f"It was {value}.", *newest.readings),
    ]


def _usual(reading: Reading) -> str:
    general = reading.range is not None and reading.range.given_by == GENERAL
    return "the general usual range for adults" if general else "your lab's usual range"


def _dated(m: Measurement, mind: Mind) -> Sentence:
    if m.origin.when is None:
        return tell("Your record gives no date for it.", *m.readings)
    day = say_on(m.origin.when, mind.today).removeprefix("on ").removeprefix("in ")
    return tell(f"That's from {day}.", *m.readings)


def _on(m: Measurement, mind: Mind) -> str:
    return say_on(m.origin.when, mind.today) if m.origin.when else "on a day not noted"


def _than(before: Measurement, mind: Mind) -> str:
    month = say_month(before.origin.when, mind.today) if before.origin.when else "before"
    return f"than in {month}"


def _direction(before: Measurement, newest: Measurement, concept: Concept, mind: Mind) -> str:
    """`higher`, `lower`, `the same`, or empty when the two cannot be compared."""
    gap = difference(before.readings[0], newest.readings[0], mind.conversions, concept.id)
    if gap is None:
        return ""
    return "higher" if gap > 0 else "lower" if gap < 0 else "the same"


def _before(series: Sequence[Measurement]) -> Measurement | None:
    """The measurement before the newest, when both are dated plain numbers."""
    if len(series) < 2 or len(series[0].readings) == 2:
        return None
    newest, before = series[0].readings[0], series[1].readings[0]
    plain = not (newest.text or before.text) and None not in (newest.value, before.value)
    dated = newest.origin.when and before.origin.when and newest.origin.when > before.origin.when
    return series[1] if plain and dated else None


def _said_of_units(before: Measurement, newest: Measurement, way: str) -> list[Sentence]:
    """That a comparison went across units."""
    if not way or before.readings[0].unit == newest.readings[0].unit:
        return []
    return [tell("The two are in different units, so I converted one.", *_both(before, newest))]


def _span_of_trend(like: Sequence[Measurement], question: Question) -> list[Measurement]:
    """The dated, comparable measurements that a trend is told of."""
    if question.span != EVER:
        return [m for m in like if question.span.holds(m.origin.when)]
    if not like or like[0].origin.when is None:
        return []
    start = like[0].origin.when.first_day()
    recent = [m for m in like if m.origin.when and (start - m.origin.when.first_day()).days <= 2 * 366]
    return recent if len(recent) >= 3 else list(like)


def _extreme(inside: Sequence[Measurement], like: Alike, mind: Mind) -> list[Sentence]:
    """The highest value between the ends, where it lies above both: a rise and fall that the ends hide."""
    middle = inside[1:-1]
    if not middle or len(inside[0].readings) == 2:
        return []
    top = max(middle, key=like.value)
    if like.value(top) <= max(like.value(m) for m in (inside[0], inside[-1])):
        return []
    said = top.said({} if top.readings[0].unit == inside[0].readings[0].unit else mind.units)
    return [tell(f"In between it was as high as {said}, {_on(top, mind)}.", *top.readings)]


def series_of(concept: Concept, records: Records, mind: Mind) -> tuple[Measurement, ...]:
    """All measurements of a test that tell something, newest first."""
    if not concept.keys:
        return ()
    entry, person = mind.entry(concept), records.person()
    readings = [with_range(r, entry, person, mind.conversions) for r in records.readings(concept.keys)]
    return measurements([r for r in readings if r.value is not None or r.text])


def _ranged_by_lab(series: Sequence[Measurement]) -> list[Reading]:
    newest = series[0].readings if series else ()
    return [r for r in newest if r.range and r.range.given_by != GENERAL and place(r) is not Place.UNKNOWN]


def _flat(series: Sequence[Measurement]) -> tuple[Reading, ...]:
    return tuple(reading for m in series for reading in m.readings)


def _both(before: Measurement, newest: Measurement) -> tuple[Reading, ...]:
    return (*newest.readings, *before.readings)


def _explanation_offer(concept: Concept, mind: Mind) -> Offer | None:
    entry = mind.entry(concept)
    if not entry or not entry.explanation:
        return None
    return Offer(f"Shall I say what {concept.spoken} tells you?", Question(Kind.EXPLAIN, (concept,)))
