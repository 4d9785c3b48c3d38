"""What a follow-up leans on: pronouns, ellipses, "and in April?", "before that", "the other one"."""

import datetime as dt
import re
from dataclasses import replace

from core.conversation import Conversation
from core.facts import EVER, Span
from core.grammar_asked import Asked, looks_asked
from core.grammar_mask import Masked, mask_as
from core.grammar_shape import shape
from core.grammar_subjects import SUBJECTS
from core.questions import Concept, Kind, NotUnderstood, Question, WhyNot

NO_SUBJECT = NotUnderstood(WhyNot.NO_SUBJECT)

_THING = (
    r"(?:one|ones|test|tests|result|results|medicine|medication|pill|pills|drug|tablet|number|value|reading|condition"
    r"|thing)"
)
_PRONOUN = re.compile(
    rf"\b(?:(?:that|this|those|these|the same|the last) {_THING}\b|it|that|this|these|those|them|they)\b"
    r"|\bthe (?:pill|medicine|tablet|test)\b"
)
_OTHER = re.compile(rf"\bthe (?:other|first|previous|earlier) {_THING}\b")
_BEFORE_THAT = re.compile(
    rf"(?:^|\b)(?:the (?:{_THING}|time|visit) )?"
    r"(?:before (?:that|then|this|it)|earlier|previously|the (?:one|time) before|before)$"
)
_ELLIPSIS = re.compile(
    r"^(?:who (?:prescribed|ordered|started|gave)|since when|from when|how (?:often|much|long|many)|what for|for what"
    r"|why|what dose|which dose|(?:whats|what is|what was) the (?:dose|dosage|strength)|with food|what time"
    r"|with or without food|how many times)"
    r"(?: (?:do|should|must|am|have|did) i(?: (?:take|taking|to take|been|be|had|have|been taking|need|on))*)?"
    r"(?: (?:a day|each day|every day|per day|each time|each))?$"
)
_NAMES_ONLY = re.compile(
    r"(?:my |the |a |about |for |to |on |is |are |was |were |it was |its |of )*@\d"
    r"(?:(?: (?:and|or|not|but))? (?:my |the )?@\d)*(?: (?:level|test|result|number|reading|one)s?)?"
)
_TIME_ONLY = re.compile(
    r"(?:(?:go|back|to|jump|take|me|us|turn|what|whats|how|hows|about|was|were|is|it|that|then|or|the|one|ones|did|i|have|my|last|like|results?|for"
    r"|in|on) ?)*"
)
_HAS_VALUES = {Kind.IS_NORMAL, Kind.LATEST, Kind.EXPLAIN, Kind.SOURCE, Kind.WHEN, Kind.VALUE_AT}


def only_names(masked: Masked) -> bool:
    """Whether there is nothing but names: `my @0 and @1`."""
    return _NAMES_ONLY.fullmatch(masked.words) is not None


def like_last(masked: Masked, asked: Asked, last: Question) -> Question:
    """The last question about other subjects, at the same time unless a new one is named.

    After "what was it in April", "and my potassium?" turns to another test: its newest value is meant.
    """
    subjects = masked.concepts(tuple(dict.fromkeys(s.kind for s in last.subjects))) or masked.concepts()
    kind = last.kind if last.subjects else Kind.LATEST
    if asked.said_span or kind == Kind.LIST:
        return shape(kind, subjects, asked)
    if kind == Kind.VALUE_AT:
        return shape(Kind.LATEST, subjects, asked)
    return shape(kind, subjects, replace(asked, span=last.span, said_span=last.said_span))


def only_time(asked: Asked) -> bool:
    """Whether it only moves the last question in time: `and last year`, `and before that`."""
    moved = bool(asked.said_span) or _BEFORE_THAT.search(asked.words) is not None
    return moved and _TIME_ONLY.fullmatch(_BEFORE_THAT.sub("", asked.words).strip()) is not None


def same_at(asked: Asked, so_far: Conversation) -> Question | NotUnderstood:
    """The last question at the time now named."""
    last = so_far.last_question
    if last is None:
        return NO_SUBJECT
    if not asked.said_span:
        span = _before_last(so_far)
        asked = replace(asked, span=span, said_span="before that")
    if asked.span == EVER:
        return NO_SUBJECT
    if last.subjects:
        return shape(Kind.VALUE_AT if last.kind in _HAS_VALUES else last.kind, last.subjects, asked)
    if last.kind in {Kind.SOURCE, Kind.WHEN, Kind.CAPABILITIES}:
        return shape(Kind.VALUE_AT, so_far.topics[:1], asked) if so_far.topics else NO_SUBJECT
    return replace(last, span=asked.span, said_span=asked.said_span)


def _before_last(so_far: Conversation) -> Span:
    facts = so_far.last_answer.facts if so_far.last_answer else ()
    days = [fact.origin.when.first_day() for fact in facts if fact.origin.when]
    since = so_far.last_question.span.since if so_far.last_question else None
    first = min(days, default=since)
    return Span(None, first - dt.timedelta(days=1)) if first else EVER


def pointed_at(asked: Asked, so_far: Conversation) -> Masked | None:
    """The words with the pronoun, or what was left out, covered as what was talked about."""
    if _OTHER.search(asked.words):
        return mask_as(asked.words, _OTHER, so_far.topics[1:2]) if len(so_far.topics) > 1 else None
    topics = _talked_about(so_far)
    if not topics:
        return None
    if _PRONOUN.search(asked.words):
        return _fitting(mask_as(asked.words, _PRONOUN, topics), so_far)
    if _ELLIPSIS.fullmatch(asked.words) or (asked.said_span and looks_asked(asked.words)):
        return _fitting(mask_as(f"{asked.words} it", re.compile(r"\bit$"), topics), so_far)
    return None


def has_pronoun(words: str) -> bool:
    """Whether something is pointed at instead of named."""
    return _PRONOUN.search(words) is not None


def _talked_about(so_far: Conversation) -> tuple[Concept, ...]:
    last = so_far.last_question
    return last.subjects if last and last.subjects else so_far.topics[:1]


_DEMANDS = [rule for rule in SUBJECTS if rule.kind == Kind.DETAIL]


def _fitting(masked: Masked, so_far: Conversation) -> Masked | None:
    """The pronoun as the latest topic of a kind that the words can be about; None when there is none."""
    fits = [rule for rule in SUBJECTS if rule.pattern.search(masked.words)]
    if not fits or any(masked.concepts(rule.kinds) for rule in fits[:1]):
        return masked
    topic = next((t for t in so_far.topics if t.kind in fits[0].kinds), None)
    if topic:
        return replace(masked, mentions=(replace(masked.mentions[0], readings=(topic,), group=False),))
    return masked if any(masked.concepts(rule.kinds) for rule in fits) and fits[0] not in _DEMANDS else None
