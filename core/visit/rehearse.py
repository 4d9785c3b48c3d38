"""What was said to the doctor in rehearsal: which questions were asked, and which key facts a doctor will want to know."""

import re
from dataclasses import dataclass, field

from core.mind import Mind
from core.visit.ideas import ideas_of
from core.visit.matching import asked_among
from core.words import plain

WORDS_A_MINUTE = 120
"""Older people speak some 20 to 25 % slower than the usual 150 to 160 words a minute (`facts.md`, Fisher corpus)."""
LONG = 24
"""Words from which on a shorter way of asking is offered."""
COMPLAINTS = frozenset(
    "tired pain dizzy swelling breath sleep stomach bowel skin hearing eyes mood forgetting head joint fall".split()
)
"""Topics of `core/data/visit_words.toml` that are something a person feels."""
_HOW_LONG = re.compile(
    r"\b(?:for|since|about|over)(?: the)?(?: last| past)? (?:\w+ ){0,3}(?:days?|weeks?|months?|years?|hours?|while|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday|yesterday|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|easter|christmas|summer|winter|spring|fall|autumn)\b|\b(?:days?|weeks?|months?|years?) (?:ago|now|long)\b|\b(?:started|began|came on)\b|\blast (?:week|month|year)\b|\ball (?:day|night|week)\b"
)
_HOW_BAD = re.compile(
    r"\bout of (?:ten|10)\b|\bscale\b|\b(?:very|really|so|quite|pretty|too|terribly|awfully|a (?:bit|little)|hardly|barely) \w+|\b(?:bad|badly|awful|terrible|severe|mild|strong"
    r"|worse|worst|unbearable|constant|sharp|dull)\b|\b(?:cant|cannot|wakes? me|keeps me)\b|\bevery (?:day|night|step)\b|\ball the time\b"
)
_TRIED = re.compile(
    r"\b(?:tried|took|take|taken|used|use|rub\w*|cream|ice|heat|rest\w*|nothing helps|helps|helped|it doesnt help|stopped|put (?:my|ice)|drank|raised)\b"
)
FACTS = {
    "how long": (_HOW_LONG, "Say how long you have had it. The doctor will want to know."),
    "how bad": (_HOW_BAD, "Say how bad it is, and what you can't do because of it."),
    "what was tried": (_TRIED, "Say what you have tried so far, and whether it helped."),
}


@dataclass(frozen=True, slots=True)
class Heard:
    """What one thing that was said to the doctor holds."""

    asked: frozenset[int]
    """Which of the listed questions, from 0."""
    complaint: bool
    """Whether it tells of something the person feels."""
    facts: frozenset[str] = field(default_factory=frozenset)
    """Which key facts it gives."""
    words: int = 0


def listen(text: str, questions: tuple[str, ...], mind: Mind) -> Heard:
    """What was said, held against the list."""
    said = plain(text)
    ideas = ideas_of(text, mind.lexicon, mind.knowledge.thesaurus)
    asked = asked_among(text, questions, mind.lexicon, mind.knowledge.thesaurus)
    feels = bool(ideas.topics & COMPLAINTS) and re.search(r"\b(?:i|ive|im|my|me)\b", said) is not None
    given = frozenset(name for name, (pattern, _) in FACTS.items() if pattern.search(said))
    return Heard(frozenset(asked), feels, given, len(said.split()))


def say_seconds(words: int) -> str:
    """About how long so many words take: `about twenty seconds`, `about two minutes`."""
    seconds = 60 * words / WORDS_A_MINUTE
    if seconds < 90:
        tens = max(1, round(seconds / 10))
        return f"about {_TENS[min(tens, len(_TENS)) - 1]} seconds"
    minutes = round(seconds / 60)
    return f"about {('one', 'two', 'three', 'four', 'five')[min(minutes, 5) - 1]} minutes"


_TENS = ("ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
