"""An answer as the JSON object that scripts rely on (`docs/json.md`)."""

from collections.abc import Iterator
from typing import Any

from core.answers import Answer
from core.facts import Doing, Fact, Medicine, Reading
from core.questions import Question


def fact_json(fact: Fact, concept: str) -> dict[str, Any]:
    """One fact: what it says, when, and where it stands."""
    said: dict[str, Any] = {
        "resource": fact.origin.resource,
        "concept": concept,
        "value": None,
        "unit": None,
        "when": fact.origin.when.iso() if fact.origin.when else None,
        "low": None,
        "high": None,
        "range_from": None,
        "source": fact.origin.source,
    }
    if fact.origin.also_from:
        said["also_from"] = list(fact.origin.also_from)
    if isinstance(fact, Reading):
        said |= {"value": fact.text if fact.value is None else fact.value, "unit": fact.unit or None}
        if fact.value is not None and fact.text:
            said["comparator"] = fact.text
        if fact.range:
            said |= {"low": fact.range.low, "high": fact.range.high, "range_from": fact.range.given_by}
    elif isinstance(fact, Medicine):
        said |= {"value": fact.dose or None}
    return said


def query_json(question: Question | None) -> dict[str, Any] | None:
    """The typed question; `concept` is the first subject."""
    if question is None:
        return None
    query: dict[str, Any] = {"kind": question.kind.value}
    if question.subjects:
        query["concept"] = question.subjects[0].id
    if len(question.subjects) > 1:
        query["concepts"] = [concept.id for concept in question.subjects]
    if question.about:
        query["about"] = question.about.value
    if question.span.since or question.span.until:
        since, until = question.span.since, question.span.until
        query["since"] = since.isoformat() if since else None
        query["until"] = until.isoformat() if until else None
    if question.also:
        query["also"] = [query_json(other) for other in question.also]
    return query


def answer_json(answer: Answer, ms: dict[str, int], **head: str | None) -> dict[str, Any]:
    """The whole answer; `head` holds `id`, `question`, `heard` and, for recordings, `file`."""
    return {
        **head,
        "outcome": answer.outcome.value,
        "query": query_json(answer.question),
        "command": answer.command.value if answer.command else None,
        "spoken": answer.spoken,
        "sentences": [{"text": s.text, "evidence": list(s.evidence)} for s in answer.sentences],
        "facts": [fact_json(f, c) for f, c in _of_the_record(answer)],
        "ms": ms,
    }


def _of_the_record(answer: Answer) -> Iterator[tuple[Fact, str]]:
    """What was done with the record stands in its audit, not in it."""
    told = zip(answer.facts, answer.concepts, strict=True)
    return ((fact, concept) for fact, concept in told if not isinstance(fact, Doing))
