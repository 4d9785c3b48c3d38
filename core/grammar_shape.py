"""The question that a kind, its subjects and a span allow together."""

import re
from dataclasses import replace

from core.facts import EVER, ConceptKind, Span
from core.grammar_asked import Asked
from core.questions import Concept, Kind, Question

_COMPARES = re.compile(r"\bthan\b")
_ALLERGY_LIKE = ConceptKind.ALLERGY


def shape(kind: Kind, subjects: tuple[Concept, ...], asked: Asked) -> Question:
    """The question as it can be answered: only tests have values and trends, the rest has details."""
    if subjects and subjects[0].kind == ConceptKind.TEST:
        return replace(_about_test(kind, subjects, asked), event=asked.event)
    kept = kind if kind in {Kind.EXPLAIN, Kind.LIST} else Kind.DETAIL
    return Question(kept, subjects, None, asked.span, asked.said_span, event=asked.event)


def _about_test(kind: Kind, subjects: tuple[Concept, ...], asked: Asked) -> Question:
    span = asked.span
    if kind == Kind.TREND and _COMPARES.search(asked.words) and span.since:
        span = Span(span.since, None)
    if kind in {Kind.LATEST, Kind.VALUE_AT, Kind.DETAIL}:
        kind = _value_kind(span)
    return Question(kind, subjects, None, span, asked.said_span)


def _value_kind(span: Span) -> Kind:
    if span == EVER:
        return Kind.LATEST
    return Kind.VALUE_AT if span.until else Kind.TREND


def as_allergies(subjects: tuple[Concept, ...]) -> tuple[Concept, ...]:
    """Medicines asked about as allergies that the record does not have."""
    return tuple(s if s.kind == _ALLERGY_LIKE else replace(s, kind=_ALLERGY_LIKE, keys=()) for s in subjects)
