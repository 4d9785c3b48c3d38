"""From a label and the names that the grammar found to a typed question, or none."""

from dataclasses import dataclass, field, replace

from core.conversation import Conversation
from core.facts import EVER, ConceptKind
from core.gist import DECLINED, MEANINGS, Meaning, Needs
from core.grammar_asked import Asked
from core.grammar_events import take_event
from core.grammar_mask import Masked
from core.grammar_shape import as_allergies, shape
from core.grammar_unlisted import unlisted_anywhere
from core.grammar_whom import whom_said
from core.questions import Aspect, Concept, Event, Kind, NotOurs, Question

BY_PART = 90.0
"""The score of a name that was found by a part of it: an ordinary word may be meant ("admissions")."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a turn as the grammar takes them apart."""

    asked: Asked = field(repr=False)
    masked: Masked = field(repr=False)
    """Its names covered, and what a time is counted from taken out."""
    event: Event | None
    so_far: Conversation = field(repr=False)
    of_record: bool = False
    """The record is named: what is asked of it is ours."""


def taken_apart(asked: Asked, masked: Masked, so_far: Conversation, *, of_record: bool = False) -> Said:
    """The words with the event taken out of them."""
    rest, event = take_event(masked)
    return Said(replace(asked, event=asked.event or event), rest, asked.event or event, so_far, of_record)


def is_possible(label: str, said: Said) -> bool:
    """Whether everything is there that the label needs, and nothing is named that it has no place for."""
    if label in DECLINED:
        return True
    meaning = MEANINGS.get(label)
    if meaning is None or not _has(meaning.needs, said):
        return False
    if not meaning.names:
        return not any(mention.score > BY_PART for mention in said.masked.mentions)
    if meaning.needs is not Needs.EVENT and said.event is not None:
        return False
    return bool(_subjects(meaning, said.masked)) or bool(_unlisted(meaning, said))


def _has(needs: Needs, said: Said) -> bool:
    match needs:
        case Needs.EVENT:
            return said.event is not None
        case Needs.SPAN:
            return said.asked.span != EVER
        case Needs.LAST_QUESTION:
            return said.so_far.last_question is not None
        case Needs.WORDS | Needs.NOTHING:
            return True


def _subjects(meaning: Meaning, masked: Masked) -> tuple[Concept, ...]:
    """What is named, in readings of the kinds that the label is about; none when a name has no such reading."""
    if not masked.mentions:
        return ()
    if any(not mention.concepts(meaning.names) for mention in masked.mentions):
        return ()
    return masked.concepts(meaning.names)


def _unlisted(meaning: Meaning, said: Said) -> Concept | None:
    """A procedure that nothing here has a name for: it is not in the record, and that is an answer."""
    if meaning.names != (ConceptKind.PROCEDURE,) or any(m.score > BY_PART for m in said.masked.mentions):
        return None
    return unlisted_anywhere(said.asked.words)


def built(label: str, said: Said) -> Question | NotOurs | None:
    """What a possible label asks; None where only the grammar can tell."""
    if label in DECLINED:
        return NotOurs(DECLINED[label], said.masked.concepts())
    meaning = MEANINGS[label]
    if meaning.needs is Needs.WORDS or label in {"follow_year", "follow_test"}:
        return None
    question = _of_the_last(meaning, said) if meaning.needs is Needs.LAST_QUESTION else _question(meaning, said)
    return replace(question, by_gist=True) if question else None


def _of_the_last(meaning: Meaning, said: Said) -> Question | None:
    if meaning.kind in {Kind.SOURCE, Kind.WHEN}:
        return Question(meaning.kind)
    last = said.so_far.last_question
    tests = tuple(s for s in last.subjects if s.kind is ConceptKind.TEST) if last else ()
    return shape(meaning.kind, tests, said.asked) if tests else None


def _question(meaning: Meaning, said: Said) -> Question:
    asked = said.asked
    if not meaning.names:
        name = asked.whom.name if meaning.kind in {Kind.LAST_VISIT, Kind.NEXT_VISIT, Kind.PHONE} else ""
        name = name or whom_said(meaning.kind, asked.whole)
        return Question(meaning.kind, (), meaning.about, asked.span, asked.said_span, name, meaning.stopped)
    unlisted = _unlisted(meaning, said)
    subjects = _subjects(meaning, said.masked) or ((unlisted,) if unlisted else ())
    if meaning.about is ConceptKind.ALLERGY:
        return shape(meaning.kind, as_allergies(subjects), asked)
    question = shape(meaning.kind, subjects, asked)
    if meaning.aspect is not Aspect.WHOLE:
        question = replace(question, aspect=meaning.aspect)
    return replace(question, about=meaning.about) if meaning.about else question


def labels_of(question: Question) -> frozenset[str]:
    """The labels that a question of the grammar agrees with."""
    fits = {label for label, meaning in MEANINGS.items() if _agrees(meaning, question)}
    if question.kind in {Kind.LATEST, Kind.VALUE_AT}:
        fits |= {"value", "follow_test", "follow_year"} | ({"before", "since"} if question.event else set())
    if question.kind is Kind.TREND:
        fits |= {"trend", "follow_trend"} | ({"since", "before"} if question.event else set())
    if question.kind is Kind.CHANGED:
        fits |= {"changed_since_visit"} | ({"medicine_changes"} if question.about else set())
    return frozenset(fits)


def _agrees(meaning: Meaning, question: Question) -> bool:
    if meaning.kind is not question.kind or meaning.stopped != question.stopped:
        return False
    if meaning.kind is Kind.LIST:
        return meaning.about is (question.about or ConceptKind.TEST)
    return _is_about(meaning, question) and (meaning.kind is Kind.EXPLAIN or meaning.aspect is question.aspect)


def _is_about(meaning: Meaning, question: Question) -> bool:
    if not meaning.names:
        return True
    kinds = {subject.kind for subject in question.subjects}
    wanted = {ConceptKind.ALLERGY} if meaning.about is ConceptKind.ALLERGY else {*meaning.names, meaning.about}
    return bool(kinds) and kinds <= wanted
