"""What the rules made of the words, weighed against what the words mean: an answer only where nothing speaks against it.

The grammar knows words, the gist (`core.gist`) knows what sentences are like. Where both agree, or the gist is not
sure, the grammar stands. Where the gist is sure of something else, that is believed instead; in between nothing is
answered: it is asked back. Where the grammar knew nothing, a sure gist stands in for it.
"""

import datetime as dt
import re
from dataclasses import replace

from core.conversation import Conversation
from core.facts import ConceptKind
from core.gist import AFTER_ANOTHER, DECLINED, Weighed, common_words
from core.gist_question import BY_PART, Said, built, is_possible, labels_of, taken_apart
from core.grammar_asked import looks_asked, take_apart
from core.grammar_idioms import straightened
from core.grammar_mask import Masked, mask_by_sound, mask_exact, specified
from core.grammar_whom import cover_whom
from core.lexicon import Lexicon
from core.ports import Gist
from core.questions import Aspect, Boundary, Command, Kind, NotOurs, NotUnderstood, Question, WhyNot
from core.told_first import cuts
from core.words import content, plain

STANDS_IN = 0.1
"""By so much the best label has to lead where the grammar knew nothing. All margins were set on the wordings of
`evals/answers` up to the fifth set, each set weighed by a gist that had learned from the others."""
OVERRULES = 0.3
"""By so much it has to lead what the grammar understood, to be believed instead."""
DOUBTS = 0.12
"""By so much it has to lead for the grammar's reading to be asked back."""
LEAST = 0.2
"""What a label has to weigh at all."""
DECLINES = 0.2
"""The same for what is not ours."""
SAYS_MORE = 0.2
"""The same as `OVERRULES` for what the grammar takes for granted."""
POINTED = 0.45
"""The same where something is pointed at that nobody named."""
NEVER = 2.0
_SHORTEST = 3
"""Words; of fewer the meaning says little."""


FOLLOWS = {"value": "follow_test", "is_normal": "follow_normal", "trend": "follow_trend"}
"""The same question about something named, and about what was just talked about."""


def reconsidered(
    understood: Question | Command | NotUnderstood | NotOurs,
    text: str,
    lexicon: Lexicon,
    so_far: Conversation,
    today: dt.date,
    gist: Gist,
) -> Question | Command | NotUnderstood | NotOurs:
    """The same, or what the meaning of the words says with better reason."""
    words = content(text)
    if isinstance(understood, Command) or not _is_open(understood, so_far) or len(words.split()) < _SHORTEST:
        return understood
    said = _said(words, lexicon, so_far, today, of_record=_RECORD.search(plain(text)) is not None)
    if said is None:
        return understood
    weighed = _weighed(words, said, lexicon, gist)
    if isinstance(understood, NotUnderstood):
        return _found(understood, weighed, said)
    if isinstance(understood, Question) and (said.asked.leaning or _leans(understood, said)):
        return understood
    if isinstance(understood, NotOurs):
        return _cleared(understood, weighed, said)
    if any(_weighed(asked, said, lexicon, gist).best()[0] in labels_of(understood) for _, asked in cuts(text)):
        return understood
    return _checked(understood, weighed, said)


_SURELY_READ = {Kind.LETTER_ABOUT, Kind.SOURCE, Kind.WHEN, Kind.CAPABILITIES, Kind.AUDIT}
"""What the grammar only reads out of whole sentences."""
_RECORD = re.compile(
    r"\b(?:my|the|on|in) (?:health |medical )?(?:record|records|chart|file|list)\b|\bon (?:here|there)$"
)
"""What is asked of the record is ours."""
_QUESTIONING = re.compile(
    r"\b(?:what|whats|why|who|whos|when|whens|how|hows|which|where|any|shall|will|can|could|should|may)\b"
)


def _is_open(understood: Question | NotUnderstood | NotOurs, so_far: Conversation) -> bool:
    """Whether there is anything to weigh: not a reply to something asked, or several questions."""
    if so_far.asked_back:
        return False
    if isinstance(understood, Question):
        allergy = any(subject.kind is ConceptKind.ALLERGY for subject in understood.subjects)
        surely = understood.kind in _SURELY_READ or allergy or bool(understood.also)
        return not surely and understood != so_far.offered
    return not (isinstance(understood, NotUnderstood) and understood.why is WhyNot.SILENCE)


def _leans(understood: Question, said: Said) -> bool:
    """Whether what it is about was not named: it comes from what was talked about, or from a turn of phrase."""
    return bool(understood.subjects) and not said.masked.mentions and said.event is None


def _said(words: str, lexicon: Lexicon, so_far: Conversation, today: dt.date, *, of_record: bool) -> Said | None:
    """None where the words name two things alike: then it is asked back which."""
    asked = take_apart(words, lexicon, today)
    if mask_exact(asked.words, lexicon)[1].mentions:
        return None
    return taken_apart(asked, _masked(asked.words, lexicon), so_far, of_record=of_record)


def _masked(words: str, lexicon: Lexicon) -> Masked:
    exact, _ = mask_exact(words, lexicon)
    return specified(exact) if exact.mentions else mask_by_sound(words, lexicon)[0]


def _weighed(words: str, said: Said, lexicon: Lexicon, gist: Gist) -> Weighed:
    covered = cover_whom(straightened(words), lexicon).words
    weights = dict(gist.weigh(common_words(_masked(covered, lexicon))))
    if said.of_record:
        weights = {label: weight for label, weight in weights.items() if label not in DECLINED}
    for direct, follow in FOLLOWS.items():
        heavier = max(weights.pop(direct, 0.0), weights.pop(follow, 0.0))
        weights[direct if said.masked.mentions or said.so_far.last_question is None else follow] = heavier
    if said.so_far.last_question is None:
        weights = {label: weight for label, weight in weights.items() if label not in AFTER_ANOTHER}
    return Weighed(weights)


def _checked(understood: Question, weighed: Weighed, said: Said) -> Question | NotUnderstood | NotOurs:
    own = labels_of(understood)
    best, weight = weighed.best()
    lead = weighed.lead_over(own)
    if best in own or not own or lead < DOUBTS or weight < LEAST:
        return understood
    by_part = bool(said.masked.mentions) and all(mention.score <= BY_PART for mention in said.masked.mentions)
    plainly = _is_plain(understood) and best not in DECLINED
    if lead >= (DOUBTS if by_part else SAYS_MORE if plainly else OVERRULES):
        other = built(best, said) if is_possible(best, said) else None
        return other or _asked_back(understood)
    return _asked_back(understood) if best in DECLINED else understood


def _is_plain(understood: Question) -> bool:
    """What the grammar takes for granted when no rule says more: the newest value, or all of an entry."""
    return understood.kind is Kind.LATEST or (understood.kind is Kind.DETAIL and understood.aspect is Aspect.WHOLE)


def _asked_back(understood: Question) -> NotUnderstood:
    if not understood.subjects:
        return NotUnderstood(WhyNot.NOT_A_QUESTION)
    return NotUnderstood(WhyNot.WHICH_ONE, understood.subjects[:1], replace(understood, subjects=()))


def _found(understood: NotUnderstood, weighed: Weighed, said: Said) -> Question | NotUnderstood | NotOurs:
    best, weight = weighed.best()
    if weight < LEAST or not is_possible(best, said) or weighed.lead() < _needed(understood, best, said):
        return understood
    return built(best, said) or understood


def _needed(understood: NotUnderstood, best: str, said: Said) -> float:
    """By how much the best label has to lead to be believed where the grammar knew nothing."""
    words = said.asked.whole
    if understood.unfinished:
        return OVERRULES if best == "capabilities" else NEVER
    if understood.why is WhyNot.NO_SUBJECT and said.so_far.last_question is None:
        return POINTED if best in DECLINED else OVERRULES
    asks = looks_asked(said.asked.words) or looks_asked(words) or _QUESTIONING.search(words) is not None
    if best in DECLINED:
        return DECLINES if asks or said.masked.mentions else NEVER
    return STANDS_IN if asks or said.masked.mentions else OVERRULES


def _cleared(understood: NotOurs, weighed: Weighed, said: Said) -> Question | NotOurs:
    """ "Is my potassium bad" asks whether it is usual, which the record can tell."""
    judged = weighed.best()[0] == "is_normal" and is_possible("is_normal", said)
    if not judged or understood.boundary not in _JUDGING or weighed.lead_over(DECLINED) < OVERRULES:
        return understood
    asked = built("is_normal", said)
    return asked if isinstance(asked, Question) else understood


_JUDGING = {Boundary.PROGNOSIS, Boundary.OPINION}
