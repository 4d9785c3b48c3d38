"""What the rules made of the words, weighed against what the words mean: an answer only where nothing speaks against it.

The grammar knows words, the gist (`core.gist`) knows what sentences are like. Where both agree, or the gist is not
sure, the grammar stands. Where the gist is sure of something else, that is believed instead; in between nothing is
answered: it is asked back. Where the grammar knew nothing, a sure gist stands in for it.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from core.conversation import Conversation
from core.gist import DECLINED, common_words
from core.gist_question import BY_PART, Said, built, is_possible, labels_of, taken_apart
from core.grammar_asked import looks_asked, take_apart
from core.grammar_mask import Masked, mask_by_sound, mask_exact, specified
from core.lexicon import Lexicon
from core.ports import Gist
from core.questions import Boundary, Command, Kind, NotOurs, NotUnderstood, Question, WhyNot
from core.told_first import cuts
from core.words import content

STANDS_IN = 0.1
"""By so much the best label has to lead where the grammar knew nothing. All margins were set on the wordings of
`evals/answers` up to the fifth set, each set weighed by a gist that had learned from the others."""
OVERRULES = 0.3
"""By so much it has to lead what the grammar understood, to be believed instead."""
DOUBTS = 0.12
"""By so much it has to lead for the grammar's reading to be asked back."""
LEAST = 0.2
"""What a label has to weigh at all."""
SURELY_WHOLE = 0.45
"""By so much a label without a name has to lead where the words seem to stop in the middle: "what may I ask you"."""
_SHORTEST = 3
"""Words; of fewer the meaning says little."""


FOLLOWS = {"value": "follow_test", "is_normal": "follow_normal", "trend": "follow_trend"}
"""The same question about something named, and about what was just talked about."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """How much speaks for each label, for some words."""

    weights: Mapping[str, float]

    def best(self) -> tuple[str, float]:
        """The best label and its weight."""
        return max(self.weights.items(), key=lambda pair: pair[1], default=("", 0.0))

    def lead_over(self, labels: Collection[str]) -> float:
        """By how much the best label leads these."""
        return self.best()[1] - max((self.weights.get(label, 0.0) for label in labels), default=0.0)

    def lead(self) -> float:
        """By how much the best label leads all others."""
        return self.lead_over(self.weights.keys() - {self.best()[0]})


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
    said = _said(words, lexicon, so_far, today)
    if said is None:
        return understood
    weighed = _weighed(words, said, lexicon, gist)
    if isinstance(understood, NotUnderstood):
        return _found(understood, weighed, said)
    if isinstance(understood, NotOurs):
        return _cleared(understood, weighed, said)
    if any(_weighed(asked, said, lexicon, gist).best()[0] in labels_of(understood) for _, asked in cuts(text)):
        return understood
    return _checked(understood, weighed, said)


def _is_open(understood: Question | NotUnderstood | NotOurs, so_far: Conversation) -> bool:
    """Whether there is anything to weigh: not a reply to something asked, or several questions."""
    if so_far.asked_back:
        return False
    if isinstance(understood, Question):
        return not understood.also and understood != so_far.offered and understood.kind is not Kind.LETTER_ABOUT
    return not (isinstance(understood, NotUnderstood) and understood.why is WhyNot.SILENCE)


def _said(words: str, lexicon: Lexicon, so_far: Conversation, today: dt.date) -> Said | None:
    """None where the words name two things alike: then it is asked back which."""
    asked = take_apart(words, lexicon, today)
    if mask_exact(asked.words, lexicon)[1].mentions:
        return None
    return taken_apart(asked, _masked(asked.words, lexicon), so_far)


def _masked(words: str, lexicon: Lexicon) -> Masked:
    exact, _ = mask_exact(words, lexicon)
    return specified(exact) if exact.mentions else mask_by_sound(words, lexicon)[0]


def _weighed(words: str, said: Said, lexicon: Lexicon, gist: Gist) -> Weighed:
    weights = dict(gist.weigh(common_words(_masked(words, lexicon))))
    for plain, follow in FOLLOWS.items():
        heavier = max(weights.pop(plain, 0.0), weights.pop(follow, 0.0))
        weights[plain if said.masked.mentions else follow] = heavier
    return Weighed(weights)


def _checked(understood: Question, weighed: Weighed, said: Said) -> Question | NotUnderstood | NotOurs:
    own = labels_of(understood)
    best, weight = weighed.best()
    lead = weighed.lead_over(own)
    if best in own or not own or lead < DOUBTS or weight < LEAST:
        return understood
    by_part = bool(said.masked.mentions) and all(mention.score <= BY_PART for mention in said.masked.mentions)
    if lead >= (DOUBTS if by_part else OVERRULES):
        other = built(best, said) if is_possible(best, said) else None
        return other or _asked_back(understood)
    return _asked_back(understood) if best in DECLINED else understood


def _asked_back(understood: Question) -> NotUnderstood:
    if not understood.subjects:
        return NotUnderstood(WhyNot.NOT_A_QUESTION)
    return NotUnderstood(WhyNot.WHICH_ONE, understood.subjects[:1], replace(understood, subjects=()))


def _found(understood: NotUnderstood, weighed: Weighed, said: Said) -> Question | NotUnderstood | NotOurs:
    best, weight = weighed.best()
    if understood.unfinished and (best in DECLINED or said.masked.mentions or weighed.lead() < SURELY_WHOLE):
        return understood
    asks = said.masked.mentions or looks_asked(said.asked.words)
    if weight < LEAST or weighed.lead() < (STANDS_IN if asks else OVERRULES) or not is_possible(best, said):
        return understood
    return built(best, said) or understood


def _cleared(understood: NotOurs, weighed: Weighed, said: Said) -> Question | NotOurs:
    """ "Is my potassium bad" asks whether it is usual, which the record can tell."""
    judged = weighed.best()[0] == "is_normal" and is_possible("is_normal", said)
    if not judged or understood.boundary not in _JUDGING or weighed.lead_over(DECLINED) < OVERRULES:
        return understood
    asked = built("is_normal", said)
    return asked if isinstance(asked, Question) else understood


_JUDGING = {Boundary.PROGNOSIS, Boundary.OPINION}
