"""The grammar: plain words and what was talked about become a typed question, or why there is none."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from core.conversation import Conversation
from core.facts import EVER, ConceptKind, Span
from core.grammar_mask import Masked, mask_as, mask_by_sound, mask_exact
from core.grammar_rules import WITH_SUBJECT, WITHOUT_SUBJECT, Rule
from core.grammar_whom import Whom, cover_whom
from core.lexicon import Lexicon
from core.questions import Concept, Kind, NotUnderstood, Question, WhyNot
from core.timespan import find_span, without_span


@dataclass(frozen=True, slots=True)
class Asked:
    """What one reading of the words has found so far."""

    words: str = field(repr=False)
    """Without the span and with the doctor covered."""
    span: Span
    said_span: str = field(repr=False)
    whom: Whom = field(repr=False)


_NO_SUBJECT = NotUnderstood(WhyNot.NO_SUBJECT)
_NO_QUESTION = NotUnderstood(WhyNot.NOT_A_QUESTION)

_LEAD = re.compile(
    r"^(?:and|or|but|also|what about|how about|and what about|and how about|same for|the same for|now|plus|as well as)(?= |$)"
)
_CORRECTION = re.compile(
    r"^(?:no+ |nope |not (?:that|that one) )*(?:i (?:said|meant|mean|asked (?:about|for|you about)|was asking about|wanted)|what i (?:said|meant) was|make that|rather)(?: |$)"
    r"|^(?:no+|nope)(?: not (?:my |the )?[\w ]+?(?= my | the | but ))?(?: |$)"
)
_PRONOUN = re.compile(r"\b(?:it|that|this|these|those|them|they|he|she|(?:the |my )?(?:last |same )?(?:one|ones|test|result|medicine|pill|number|value|reading))\b")
_OTHER = re.compile(r"\bthe other (?:one|ones|test|medicine|pill|number|result)\b|\bthe (?:first|previous) one\b")
_BEFORE_THAT = re.compile(r"\b(?:the (?:one|time|test|result|visit|value|number) )?(?:before (?:that|then|this|it)|earlier|previously|the (?:one|time) before)$")
_ELLIPSIS = re.compile(
    r"^(?:and )?(?:who (?:prescribed|ordered|started|gave)|since when|how (?:often|much|long|many)|what for|for what|why|when|what dose|(?:whats|what is) the dose|with food|what time)(?: (?:do|should|must|am|have) i(?: (?:take|taking|to take|been|be|had|have|been taking))*)?$"
)


def ask(words: str, lexicon: Lexicon, so_far: Conversation, today: dt.date) -> Question | NotUnderstood:
    """The question in some words without fillers (`core.words.content`)."""
    found = find_span(words, today)
    span, said = found or (EVER, "")
    rest = without_span(words, said)
    whom = cover_whom(rest, lexicon)
    asked = Asked(whom.words, span, said, whom)
    corrected = _CORRECTION.sub("", asked.words).strip()
    if corrected != asked.words and so_far.last_question and corrected:
        return _follow(replace(asked, words=corrected), lexicon, so_far, leaning=True)
    led = _LEAD.sub("", asked.words).strip()
    return _follow(replace(asked, words=led), lexicon, so_far, leaning=led != asked.words)


def _follow(asked: Asked, lexicon: Lexicon, so_far: Conversation, *, leaning: bool) -> Question | NotUnderstood:
    masked, alike = mask_exact(asked.words, lexicon)
    if masked.bare and not alike:
        plain_rule = _first(WITHOUT_SUBJECT, masked.words)
        if plain_rule:
            return _without_subject(plain_rule, asked)
        if _only_time(asked.words) and (asked.said_span or _BEFORE_THAT.search(asked.words)):
            return _same_at(asked, so_far)
    else:
        rule = _first(WITHOUT_SUBJECT, masked.words) if not alike else None
        if rule:
            return _without_subject(rule, asked)
    if masked.mentions:
        return _with_subject(masked, asked, so_far, leaning=leaning)
    if alike:
        return NotUnderstood(WhyNot.WHICH_ONE, alike[0].concepts()[:2] or alike[0].readings[:2], None)
    return _unnamed(asked, lexicon, so_far, leaning=leaning)


def _unnamed(asked: Asked, lexicon: Lexicon, so_far: Conversation, *, leaning: bool) -> Question | NotUnderstood:
    sure, near = mask_by_sound(asked.words, lexicon)
    if sure.mentions:
        return _with_subject(sure, asked, so_far, leaning=leaning)
    pointed = _by_pronoun(asked, so_far)
    if near.mentions and (pointed is None or not _PRONOUN.search(near.words)):
        pending = _with_subject(near, asked, so_far, leaning=leaning)
        kept = replace(pending, subjects=()) if isinstance(pending, Question) else None
        return NotUnderstood(WhyNot.WHICH_ONE, near.mentions[0].readings[:2], kept)
    if pointed:
        return _with_subject(pointed, asked, so_far, leaning=False)
    needs = _first(WITH_SUBJECT, _PRONOUN.sub("@0", asked.words, count=1))
    return _NO_SUBJECT if needs and _looks_asked(asked.words) else _NO_QUESTION


def _first(rules: Sequence[Rule], words: str, masked: Masked | None = None) -> Rule | None:
    for rule in rules:
        if rule.pattern.search(words) and (masked is None or not rule.kinds or masked.concepts(rule.kinds)):
            return rule
    return None


def _without_subject(rule: Rule, asked: Asked) -> Question | NotUnderstood:
    if asked.whom.candidates:
        pending = Question(rule.kind, (), rule.about, asked.span, asked.said_span)
        return NotUnderstood(WhyNot.WHICH_ONE, asked.whom.candidates, pending)
    return Question(rule.kind, (), rule.about, asked.span, asked.said_span, asked.whom.name, rule.stopped)


def _with_subject(masked: Masked, asked: Asked, so_far: Conversation, *, leaning: bool) -> Question | NotUnderstood:
    if leaning and so_far.last_question and re.fullmatch(r"(?:my |the |about |for )*@\d(?: (?:and|or) (?:my |the )?@\d)*(?: (?:level|test|result)s?)?", masked.words):
        return _like_last(masked, asked, so_far.last_question)
    rule = _first(WITH_SUBJECT, masked.words, masked)
    if rule is None and not _looks_asked(masked.words):
        return _NO_QUESTION
    if rule is None:
        return shape(Kind.LATEST, masked.concepts(), asked)
    return shape(rule.kind, masked.concepts(rule.kinds), asked)


def _like_last(masked: Masked, asked: Asked, last: Question) -> Question:
    kinds = tuple(dict.fromkeys(s.kind for s in last.subjects))
    subjects = masked.concepts(kinds) or masked.concepts()
    kind = last.kind if last.subjects else Kind.LATEST
    if asked.said_span:
        return shape(kind, subjects, asked)
    return shape(kind, subjects, replace(asked, span=last.span, said_span=last.said_span))


def shape(kind: Kind, subjects: tuple[Concept, ...], asked: Asked) -> Question:
    """The question with the kind that its subjects and its span allow."""
    first = subjects[0].kind if subjects else ConceptKind.TEST
    if first == ConceptKind.TEST:
        kind = _of_test(kind, asked)
    elif kind != Kind.EXPLAIN:
        kind = Kind.DETAIL
    span = asked.span
    if kind == Kind.TREND and re.search(r"\bthan\b", asked.words) and span.since:
        span = Span(span.since, None)
    return Question(kind, subjects, None, span, asked.said_span)


def _of_test(kind: Kind, asked: Asked) -> Kind:
    if kind == Kind.VALUE_AT and asked.span == EVER:
        return Kind.LATEST
    if kind in {Kind.LATEST, Kind.DETAIL} and asked.span != EVER:
        open_ended = asked.span.until is None
        return Kind.TREND if open_ended else Kind.VALUE_AT
    return Kind.LATEST if kind == Kind.DETAIL else kind


def _only_time(words: str) -> bool:
    rest = _BEFORE_THAT.sub("", words).strip()
    return re.fullmatch(r"(?:(?:and|what|whats|how|about|was|were|is|it|that|then|or|the|one|ones|did|like) ?)*", rest) is not None


def _same_at(asked: Asked, so_far: Conversation) -> Question | NotUnderstood:
    last = so_far.last_question
    if last is None:
        return _NO_SUBJECT
    if _BEFORE_THAT.search(asked.words) and not asked.said_span:
        span = _before_last(so_far)
        if span is None:
            return _NO_SUBJECT
        asked = replace(asked, span=span, said_span="before that")
    if last.subjects:
        kind = Kind.VALUE_AT if last.kind in {Kind.IS_NORMAL, Kind.LATEST, Kind.EXPLAIN, Kind.SOURCE, Kind.WHEN} else last.kind
        return shape(kind, last.subjects, asked)
    if last.kind in {Kind.LIST, Kind.LAST_VISIT, Kind.NEXT_VISIT, Kind.OUT_OF_RANGE}:
        return replace(last, span=asked.span, said_span=asked.said_span)
    return shape(Kind.VALUE_AT, so_far.topics[:1], asked) if so_far.topics else _NO_SUBJECT


def _before_last(so_far: Conversation) -> Span | None:
    facts = so_far.last_answer.facts if so_far.last_answer else ()
    days = [fact.origin.when.first_day() for fact in facts if fact.origin.when]
    if days:
        return Span(None, min(days) - dt.timedelta(days=1))
    last = so_far.last_question
    return Span(None, last.span.since - dt.timedelta(days=1)) if last and last.span.since else None


def _subjects(so_far: Conversation) -> tuple[Concept, ...]:
    if so_far.last_question and so_far.last_question.subjects:
        return so_far.last_question.subjects
    return so_far.topics[:1]


def _by_pronoun(asked: Asked, so_far: Conversation) -> Masked | None:
    other = _OTHER.search(asked.words)
    if other:
        return mask_as(asked.words, _OTHER, so_far.topics[1:2]) if len(so_far.topics) > 1 else None
    subjects = _subjects(so_far)
    if not subjects:
        return None
    if _ELLIPSIS.match(asked.words):
        asked_words = f"{asked.words} it"
        return _fitting(mask_as(asked_words, re.compile(r"\bit$"), subjects), so_far)
    if not _PRONOUN.search(asked.words):
        if asked.said_span and _looks_asked(asked.words):
            return mask_as(f"{asked.words} it", re.compile(r"\bit$"), subjects)
        return None
    return _fitting(mask_as(asked.words, _PRONOUN, subjects), so_far)


def _fitting(masked: Masked, so_far: Conversation) -> Masked:
    """The pronoun as the latest topic of a kind that the words can be about."""
    for rule in WITH_SUBJECT:
        if rule.pattern.search(masked.words) and rule.kinds:
            if masked.concepts(rule.kinds):
                return masked
            for topic in so_far.topics:
                if topic.kind in rule.kinds and rule.kind == Kind.DETAIL:
                    return replace(masked, mentions=(replace(masked.mentions[0], readings=(topic,), group=False),))
    return masked


_ASKS = re.compile(
    r"^(?:what|whats|when|whens|where|wheres|which|who|whos|whose|why|how|hows|is|are|was|were|am|do|does|did|have|has|had|can|could|should|tell"
    r"|show|give|read|say|list|about|explain|compare|check|my|the|any|last|latest|@\d|since|most recent|newest|current|look|find|get)\b"
)


def _looks_asked(words: str) -> bool:
    return _ASKS.match(words) is not None
