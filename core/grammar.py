"""The grammar: words and what was talked about become a typed question, or why there is none.

The span and the doctor are taken out first, then the names are covered, then the rules decide what is
asked. A name that was only heard alike is asked back; a pronoun, or nothing, leans on the last question.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from core.conversation import Conversation
from core.facts import ConceptKind
from core.grammar_asked import KNOWN, Asked, looks_asked, take_apart, unexplained
from core.grammar_aspects import aspect_of
from core.grammar_changes import ANYTHING as ANYTHING_CHANGED
from core.grammar_changes import MEDICINES as MEDICINES_CHANGED
from core.grammar_context import NO_SUBJECT, has_pronoun, like_last, only_names, only_time, pointed_at, same_at
from core.grammar_days import DAYS
from core.grammar_events import dangles, take_event
from core.grammar_letters import letter_words
from core.grammar_lists import LISTS, STOPPED
from core.grammar_mask import Masked, longer_name, mask_by_sound, mask_exact, mask_in_place, qualified, specified
from core.grammar_of_many import OF_MANY
from core.grammar_people import PEOPLE
from core.grammar_shape import as_allergies, shape
from core.grammar_subjects import ALLERGY, DEMANDING, NOT_OF_A_TEST, SUBJECTS
from core.grammar_talk import OUT_OF_RANGE, TALK
from core.grammar_unlisted import unlisted_procedure
from core.grammar_visits import VISITS
from core.grammar_whom import Whom, whom_said
from core.grammar_words import Rule
from core.lexicon import Lexicon
from core.questions import Concept, Kind, NotUnderstood, Question, WhyNot

NO_QUESTION = NotUnderstood(WhyNot.NOT_A_QUESTION)
_NOT_YET = re.compile(r"\b(?:fax|address|email)\b")
"""What nothing here answers: it must not be taken for a question that sounds like it."""
_WITH_SOMEBODY = {Kind.LAST_VISIT, Kind.NEXT_VISIT, Kind.LIST, Kind.PHONE}
_WHOLE = (*TALK, *PEOPLE, STOPPED, MEDICINES_CHANGED, OUT_OF_RANGE, *LISTS, *DAYS, *VISITS, ANYTHING_CHANGED)
_UNEXPLAINED_ASKED = 3
"""Unknown words that a question may hold; a sentence that does not start as one may hold one."""
_UNEXPLAINED_TOLD = 1
_FEW_WORDS = 4
_ENTRIES = {Kind.DETAIL, Kind.EXPLAIN}
_PART = 90.0
"""The score of a name that was found by a part of it: "colon" in "polyp of colon"."""
_TELLERS = frozenset("i we he she they you im ive".split())
_A_RESULT = re.compile(r"@\d (?:level|test|result|number|reading)s?$")
_HALF = re.compile(r"(?:is|are|was|were|isnt|(?P<has>has|have|how has|how have)) (?:my |the )?(?:last )?@\d")
"""The start of "is my potassium normal": more is to come, and if not, it is asked back."""


def ask(words: str, lexicon: Lexicon, so_far: Conversation, today: dt.date) -> Question | NotUnderstood:
    """The question in words without fillers (`core.words.content`)."""
    if _NOT_YET.search(words):
        return NO_QUESTION
    asked = take_apart(words, lexicon, today)
    if wanted := letter_words(asked.words):
        return Question(Kind.LETTER_ABOUT, (), None, asked.span, asked.said_span, asked.whom.name, words=wanted)
    masked, alike = mask_exact(asked.words, lexicon)
    masked = specified(masked)
    if not alike.mentions:
        masked, event = take_event(masked)
        asked = replace(asked, event=asked.event or event)
        whole = _whole(masked, asked, so_far)
        if whole:
            return whole
    return _named(masked, alike, asked, lexicon, so_far)


def _whole(masked: Masked, asked: Asked, so_far: Conversation) -> Question | NotUnderstood | None:
    """What needs no name, or none that is known; None for a question about something named."""
    unlisted = unlisted_procedure(asked.words)
    if unlisted and not any(mention.score > _PART or not unlisted.exam for mention in masked.mentions):
        return shape(Kind.DETAIL, (unlisted.concept,), asked)
    rule = _whole_rule(masked)
    if rule:
        return _without_subject(rule, masked, asked)
    if not masked.mentions and only_time(asked):
        return same_at(asked, so_far)
    return _same_with(asked, so_far) if not masked.mentions and asked.whom.name and asked.leaning else None


def _named(
    masked: Masked, alike: Masked, asked: Asked, lexicon: Lexicon, so_far: Conversation
) -> Question | NotUnderstood:
    if masked.mentions and dangles(masked.words):
        return NO_QUESTION
    if masked.mentions:
        rivals = longer_name(masked, asked.words, lexicon, KNOWN)
        return _asked_back(rivals, asked, so_far) if rivals else _about(masked, asked, so_far)
    if alike.mentions:
        return _asked_back(alike, asked, so_far)
    return _unnamed(asked, lexicon, so_far)


def _whole_rule(masked: Masked) -> Rule | None:
    fits = (r for r in _WHOLE if r.pattern.search(masked.words) and not (r.bare and masked.mentions))
    return next(fits, None) if unexplained(masked.words) <= _UNEXPLAINED_ASKED else None


def _without_subject(rule: Rule, masked: Masked, asked: Asked) -> Question | NotUnderstood:
    subjects = masked.letters or masked.concepts()
    whom = asked.whom if rule.kind in _WITH_SOMEBODY else Whom(asked.words)
    name = whom.name or whom_said(rule.kind, asked.whole)
    question = Question(rule.kind, subjects, rule.about, asked.span, asked.said_span, name, rule.stopped)
    question = replace(question, event=asked.event)
    if whom.candidates:
        return NotUnderstood(WhyNot.WHICH_ONE, whom.candidates, replace(question, with_whom=""))
    return question


def _same_with(asked: Asked, so_far: Conversation) -> Question | NotUnderstood:
    last = so_far.last_question
    return replace(last, with_whom=asked.whom.name) if last and not last.subjects else NO_SUBJECT


def _about(masked: Masked, asked: Asked, so_far: Conversation) -> Question | NotUnderstood:
    if only_names(masked) and (asked.leaning or asked.corrects) and so_far.last_question:
        return like_last(_corrected(masked, asked), asked, so_far.last_question)
    half = _HALF.fullmatch(masked.words)
    if half and masked.mentions[0].sure and masked.prefers({ConceptKind.TEST}):
        pending = Question(Kind.TREND if half["has"] else Kind.IS_NORMAL)
        return NotUnderstood(WhyNot.WHICH_ONE, masked.concepts()[:2], pending, unfinished=True)
    allowed = _UNEXPLAINED_ASKED if looks_asked(masked.words) else _UNEXPLAINED_TOLD
    rule = _first(SUBJECTS, masked)
    if qualified(masked, KNOWN):
        pending = shape(rule.kind if rule else Kind.LATEST, masked.concepts(), asked)
        return NotUnderstood(WhyNot.WHICH_ONE, masked.concepts()[:1], replace(pending, subjects=()))
    alone = only_names(masked) and (_A_RESULT.search(masked.words) or asked.said_span)
    asks = looks_asked(masked.words) or alone or rule in OF_MANY
    if unexplained(masked.words) > allowed or not (asks or rule is ALLERGY):
        return _only_named(masked)
    if rule is None and not asked.event and masked.prefers({ConceptKind.TEST}) and NOT_OF_A_TEST.search(masked.words):
        return NO_QUESTION
    if rule is None:
        return shape(Kind.LATEST, masked.concepts(), asked)
    subjects = masked.concepts(rule.kinds)
    question = shape(rule.kind, as_allergies(subjects) if rule is ALLERGY else subjects, asked)
    question = replace(question, aspect=aspect_of(masked.words)) if question.kind in _ENTRIES else question
    return replace(question, about=rule.about) if rule.about else question


def _only_named(masked: Masked) -> NotUnderstood:
    """A name among a few words that ask nothing, such as a question whose start was misheard, is asked back."""
    words = masked.words.split()
    if len(words) > _FEW_WORDS or words[0] in _TELLERS or not masked.prefers({ConceptKind.TEST}):
        return NO_QUESTION
    return NotUnderstood(WhyNot.WHICH_ONE, masked.concepts()[:2], Question(Kind.LATEST))


def _corrected(masked: Masked, asked: Asked) -> Masked:
    """Of "not my sodium, my potassium" only what was meant."""
    return replace(masked, mentions=masked.mentions[-1:]) if asked.corrects else masked


def _first(rules: Sequence[Rule], masked: Masked) -> Rule | None:
    for rule in rules:
        wanted = masked.concepts(rule.kinds) if rule in DEMANDING else masked.prefers(rule.kinds)
        if wanted and rule.pattern.search(masked.words):
            return rule
    return None


def _asked_back(near: Masked, asked: Asked, so_far: Conversation) -> NotUnderstood:
    """What may be meant, with the question that it would complete."""
    candidates = _candidates(near)
    pending = _about(near, asked, so_far)
    kept = replace(pending, subjects=()) if isinstance(pending, Question) else None
    return NotUnderstood(WhyNot.WHICH_ONE, candidates, kept)


def _candidates(near: Masked) -> tuple[Concept, ...]:
    return tuple(dict.fromkeys(near.mentions[0].readings))[:2]


def _unnamed(asked: Asked, lexicon: Lexicon, so_far: Conversation) -> Question | NotUnderstood:
    sure, near = mask_by_sound(asked.words, lexicon)
    if sure.mentions:
        return _about(sure, asked, so_far)
    placed = mask_in_place(asked.whole, lexicon) or mask_in_place(asked.words, lexicon)
    if placed and placed.mentions[0].sure:
        return _about(placed, asked, so_far)
    near = placed or near
    pointed = pointed_at(asked, so_far)
    if near.mentions and not (pointed and has_pronoun(near.words)):
        return _asked_back(near, asked, so_far)
    if pointed:
        return _about(pointed, asked, so_far)
    return NO_SUBJECT if has_pronoun(asked.words) and looks_asked(asked.words) else NO_QUESTION
