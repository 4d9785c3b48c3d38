"""A trend as what a page needs to draw it: points, usual range, and the spoken words as its text."""

import datetime as dt
from dataclasses import replace
from typing import Any

from core.answers import Answer
from core.errors import VaultError
from core.facts import Reading, Span
from core.mind import Mind
from core.questions import Kind

LEAST_POINTS = 2
MOST_POINTS = 200
DRAWN = {Kind.TREND, Kind.HIGHEST, Kind.LOWEST, Kind.AVERAGE}


def chart_of(answer: Answer, mind: Mind) -> dict[str, Any] | None:
    """The chart beside an answer about how one thing went over time, oldest value first, else None."""
    question = answer.question
    if question is None or question.kind not in DRAWN or not question.subjects or not answer.facts:
        return None
    subject = question.subjects[0]
    span = replace(question.span, since=max(filter(None, (question.span.since, _first_told(answer))), default=None))
    lines = [line for key in subject.keys if len(line := _line(mind, key, span)) >= LEAST_POINTS]
    if not lines:
        return None
    usual = next((reading.range for reading in reversed(lines[0]) if reading.range), None)
    _, unit = mind.units.get(lines[0][-1].unit, ("", lines[0][-1].unit))
    return {
        "type": "chart",
        "title": subject.spoken,
        "unit": unit,
        "lines": [[{"when": _day(r), "value": r.value} for r in line] for line in lines],
        "low": usual.low if usual else None,
        "high": usual.high if usual else None,
        "text": answer.spoken,
    }


def _first_told(answer: Answer) -> dt.date | None:
    """A trend is told from some day on: what was before it is not drawn."""
    days = [fact.origin.when.first_day() for fact in answer.facts if fact.origin.when]
    return min(days, default=None)


def _line(mind: Mind, key: str, span: Span) -> list[Reading]:
    """The dated numbers under one key, in the unit of the newest."""
    try:
        found = mind.records.readings([key], span) if mind.records is not None else ()
    except VaultError:
        return []
    dated = [r for r in found if r.value is not None and r.origin.when is not None]
    return [r for r in dated[:MOST_POINTS] if r.unit == dated[0].unit][::-1]


def _day(reading: Reading) -> str:
    return reading.origin.when.first_day().isoformat() if reading.origin.when else ""
