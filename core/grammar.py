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
from core.grammar_context import NO_SUBJECT, has_pronoun, like_last, only_names, only_time, pointed_at, same_at
from core.grammar_lists import LISTS, STOPPED
from core.grammar_mask import Masked, longer_name, mask_by_sound, mask_exact, mask_in_place
from core.grammar_shape import as_allergies, shape
from core.grammar_subjects import ALLERGY, DEMANDING, SUBJECTS
from core.grammar_talk import OUT_OF_RANGE, TALK
from core.grammar_visits import VISITS
from core.grammar_whom import Whom
from core.grammar_words import Rule
from core.lexicon import Lexicon
from core.questions import Concept, Kind, NotUnderstood, Question, WhyNot

NO_QUESTION = NotUnderstood(WhyNot.NOT_A_QUESTION)
_NOT_YET = re.compile(
    r"\b(?:phone|telephone|fax|address|email)\b|^(?:what|anything|whats)(?: has| have| is| was)? (?:changed|new|different)\b"
)
"""What nothing here answers: it must not be taken for a question that sounds like it."""
_WITH_SOMEBODY = {Kind.LAST_VISIT, Kind.NEXT_VISIT, Kind.LIST}
_WHOLE = (*TALK, STOPPED, OUT_OF_RANGE, *LISTS, *VISITS)
_UNEXPLAINED_ASKED = 3
"""Unknown words that a question may hold; a sentence that does not start as one may hold one."""
_UNEXPLAINED_TOLD = 1


_FEW_WORDS = 4
_TELLERS = frozenset("i we he she they you im ive".split())
_HALF = re.compile(r"(?:is|are|was|were|isnt|(?P<has>has|have|how has|how have)) (?:my |the )?(?:last )?@\d")
"""The start of "is my potassium normal": more is to come, and if not, it is asked back."""


def ask(words: str, lexicon: Lexicon, so_far: Conversation, today: dt.date) -> Question | NotUnderstood:
    """The question in words without fillers (`core.words.content`)."""
    if _NOT_YET.search(words):
        return NO_QUESTION
    asked = take_apart(words, lexicon, today)
    masked, alike = mask_exact(asked.words, lexicon)
    if not alike.mentions:
        rule = _whole_rule(masked)
        if rule:
            return _without_subject(rule, masked, asked)
        if not masked.mentions and only_time(asked):
            return same_at(asked, so_far)
        if not masked.mentions and asked.whom.name and asked.leaning:
            return _same_with(asked, so_far)
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
    question = Question(rule.kind, subjects, rule.about, asked.span, asked.said_span, whom.name, rule.stopped)
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
    if unexplained(masked.words) > allowed or (not looks_asked(masked.words) and rule is not ALLERGY):
        return _only_named(masked)
    if rule is None:
        return shape(Kind.LATEST, masked.concepts(), asked)
    subjects = masked.concepts(rule.kinds)
    question = shape(rule.kind, as_allergies(subjects) if rule is ALLERGY else subjects, asked)
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
