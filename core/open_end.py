"""Whether a whole question has an end that people often add after a breath: a time, a doctor, what it is about.

"What was my weight" makes sense, and so does "what was my weight last year". "What was my last weight" and
"what's my weight now" have said which one they mean.
"""

import re

from core.facts import EVER
from core.questions import Kind, Question
from core.words import plain

_WHICH = re.compile(
    r"\b(?:last|latest|newest|current|currently|recent|now|today|first|ever|highest|lowest|best|worst|usual|next|is|whats|are|wheres)\b"
)
"""Says which of several, or speaks of now."""
_HANGS = re.compile(r"\b(?:say|says|about|before|after|for my|with my)$")
"""May end a question ("what was the letter about"), and more often stand before its last words."""
_OF_A_TIME = frozenset({Kind.LATEST, Kind.AVERAGE, Kind.ACTIVITY, Kind.SLEEP, Kind.EXPLAIN})
_SHORTEST_WORDS = 3
"""A question of one or two words is the beginning of a longer one, or leans on the one before."""
_LONGEST_OUT_OF_RANGE_WORDS = 3
"""`Is anything off`."""


def has_open_end(question: Question, heard: str) -> bool:
    """Whether these words, which are a whole question, are likely to be gone on with."""
    said = plain(heard)
    last = question.also[-1] if question.also else question
    if _HANGS.search(said):
        return True
    match last.kind:
        case Kind.PHONE:
            return not last.with_whom
        case Kind.LETTER_ABOUT:
            # What is looked for is words of a letter: there may always be one more.
            return True
        case Kind.CHANGED:
            return last.span == EVER and last.event is None
        case Kind.OUT_OF_RANGE:
            return len(said.split()) <= _LONGEST_OUT_OF_RANGE_WORDS
        case Kind.WHEN | Kind.SOURCE:
            return len(said.split()) < _SHORTEST_WORDS
        case kind if kind in _OF_A_TIME:
            return last.span == EVER and last.event is None and not _WHICH.search(said)
        case _:
            return False
