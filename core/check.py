"""The guard's first part: every number in a sentence must come from the facts that it rests on.

The composer cannot break this rule by design, and tests hold it over every answer; words of a language
model, when one is wired in, are spoken only if they pass.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from core.alike import in_unit
from core.answers import Answer, Sentence
from core.facts import (
    CareMember,
    Condition,
    DayOfActivity,
    Doing,
    Fact,
    Letter,
    Medicine,
    Night,
    PartialDate,
    Reading,
    Visit,
)
from core.saying import SMALL, say_ago, say_time, sayable
from core.units import Units

_SAME_ONLY = Units()
NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
NAMES_WITH_NUMBERS = re.compile(r"\b(?:[a-z]+\d+[a-z]*|\d+[a-z]+-\w+)\b", re.I)
"""`A1c`, `B12`, `T4`: part of a name, not a number."""


def unfounded(answer: Answer, today: dt.date, units: Units = _SAME_ONLY) -> tuple[str, ...]:
    """The numbers that a sentence states and none of its facts gives; empty when all is well.

    An average over results in several units is founded in the unit of any of them, where `units` can convert.
    """
    by_resource: dict[str, list[Fact]] = {}
    for fact in answer.facts:
        by_resource.setdefault(fact.origin.resource, []).append(fact)
    counts = {str(n) for n in range(1, len(answer.facts) + 1)}
    asked = (answer.question, *answer.question.also) if answer.question else ()
    counts |= {number for question in asked for number in numbers_in(question.said_span)}
    tests = {fact.origin.resource: test for fact, test in zip(answer.facts, answer.concepts, strict=False)}
    means = _Means(units, tests)
    loose = (n for s in answer.sentences for n in _loose(s, by_resource, today, means) if n not in counts)
    return tuple(loose)


def _loose(sentence: Sentence, by_resource: Mapping[str, list[Fact]], today: dt.date, means: "_Means") -> Iterator[str]:
    if not sentence.evidence:
        return
    facts = [fact for resource in sentence.evidence for fact in by_resource.get(resource, ())]
    known = {number for fact in facts for number in _given(fact)}
    known |= {n for fact in facts if fact.origin.when for n in numbers_in(say_ago(fact.origin.when, today))}
    known |= set(means.of(facts))
    yield from (number for number in numbers_in(sentence.text) if number not in known)


@dataclass(frozen=True, slots=True)
class _Means:
    """Averages of readings, as exact as they are told: whole, or to a tenth."""

    units: Units
    tests: Mapping[str, str]
    """What the entry of each resource is about."""

    def of(self, facts: Sequence[Fact]) -> Iterator[str]:
        """Under one key, and of one test whatever its keys and units."""
        by_key: dict[str, list[Reading]] = {}
        by_test: dict[str, list[Reading]] = {}
        for fact in facts:
            if isinstance(fact, Reading) and fact.value is not None:
                by_key.setdefault(fact.key, []).append(fact)
                by_test.setdefault(self.tests.get(fact.origin.resource, ""), []).append(fact)
        yield from self._of_days(facts)
        yield str(sum(fact.sent.size_bytes for fact in facts if isinstance(fact, Doing)))
        for group in by_key.values():
            yield from self._said([r.value for r in group if r.value is not None])
        for test, group in by_test.items():
            for unit in {r.unit for r in group}:
                values = [in_unit(r, unit, self.units, test) for r in group]
                yield from self._said([value for value in values if value is not None])

    def _of_days(self, facts: Sequence[Fact]) -> Iterator[str]:
        nights = [fact.asleep_min for fact in facts if isinstance(fact, Night) and fact.asleep_min is not None]
        steps = [fact.steps for fact in facts if isinstance(fact, DayOfActivity) and fact.steps is not None]
        yield from (str(part) for part in divmod(round(fmean(nights)), 60)) if nights else ()
        yield from (str(round(fmean(steps))),) if steps else ()

    def _said(self, values: Sequence[float]) -> Iterator[str]:
        if values:
            yield from (f"{round(fmean(values), digits):g}" for digits in (0, 1))


def numbers_in(text: str) -> tuple[str, ...]:
    """The numbers of a text, in figures: `1,250.0` and `twelve` are `1250` and `12`; names are left out."""
    bare = re.sub(r"\b(\d+)(?:st|nd|rd|th)\b", r"\1", text)
    bare = NAMES_WITH_NUMBERS.sub(" ", bare)
    figures = [_plain(match.group()) for match in NUMBER.finditer(bare)]
    words = [str(SMALL.index(word)) for word in re.findall(r"[a-z]+", bare.lower()) if word in SMALL[2:]]
    return (*figures, *words)


def _plain(figure: str) -> str:
    return f"{float(figure.replace(',', '')):g}"


def _given(fact: Fact) -> Iterator[str]:
    if fact.origin.when:
        yield from _dated(fact.origin.when)
    yield from numbers_in(" ".join(_texts(fact)))
    match fact:
        case Reading():
            limits = (fact.range.low, fact.range.high) if fact.range else ()
            yield from (f"{abs(sayable(n)):g}" for n in (fact.value, *limits) if n is not None)
        case Doing():
            yield from (*numbers_in(say_time(fact.at)), str(fact.entries), str(fact.sent.size_bytes))
            yield from numbers_in(fact.sent.to.replace(".", " "))
        case Visit():
            yield from numbers_in(say_time(fact.at)) if fact.at else ()
            yield from _dated(fact.until) if fact.until else ()
        case Medicine(ended=ended) | Condition(ended=ended):
            yield from _dated(ended) if ended else ()
        case _:
            pass


def _dated(when: PartialDate) -> Iterator[str]:
    yield str(when.year)
    if when.day:
        yield str(when.day)


def _texts(fact: Fact) -> Iterator[str]:
    yield fact.origin.performer
    match fact:
        case Medicine():
            yield from (fact.name, fact.dose, fact.reason)
        case Visit():
            yield from (fact.what, fact.who)
        case Letter():
            yield from (fact.title, fact.text)
        case Reading():
            yield from (fact.name, fact.text, fact.unit)
        case DayOfActivity() | Night():
            yield from fact.counted_by
        case Doing():
            return
        case CareMember():
            yield from (fact.name, fact.role, fact.phone, fact.place)
        case _:
            yield fact.name
            yield getattr(fact, "reaction", "")
