"""What a conversation remembers from turn to turn: values only, nothing is kept after it."""

from dataclasses import dataclass, field

from core.answers import Answer, Sentence
from core.ports import Manner
from core.questions import Concept, NotUnderstood, Question
from core.visit.state import Preparing

NORMAL = Manner()


@dataclass(frozen=True, slots=True)
class Conversation:
    """The state between two turns."""

    last_question: Question | None = field(default=None, repr=False)
    """The last question that was answered: what a follow-up leans on."""
    last_answer: Answer | None = field(default=None, repr=False)
    """The last answer with facts or sentences: what "repeat" and "where is that from" mean."""
    asked_back: NotUnderstood | None = field(default=None, repr=False)
    """Set when the assistant just asked "did you say …?"."""
    offered: Question | None = field(default=None, repr=False)
    """The question that a plain "yes" asks, when the last answer ended in an offer."""
    offers_made: tuple[Question, ...] = field(default=(), repr=False)
    """Offers are made once, not nagged."""
    more: tuple[tuple[Sentence, ...], ...] = field(default=(), repr=False)
    """What is still to be said on "go on", portion by portion."""
    topics: tuple[Concept, ...] = field(default=(), repr=False)
    """What was talked about, latest first, without repeats."""
    last_heard: str = field(default="", repr=False)
    """The words of the previous turn, for "what did you hear"."""
    manner: Manner = NORMAL
    unsaid: tuple[Sentence, ...] = field(default=(), repr=False)
    """What was not heard of a reply that was interrupted, for "go on"."""
    begun: str = field(default="", repr=False)
    """The words of a turn that stopped in the middle: the next words may be its end."""
    misses: int = 0
    """How often in a row nothing was understood."""
    visit: Preparing | None = field(default=None, repr=False)
    """Where preparing a visit stands; None when nothing of the kind was talked about."""


FRESH = Conversation()
