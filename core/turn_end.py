"""How surely a turn is over by its words, so that the ear knows how long to wait for more."""

from enum import StrEnum

from core.audio import Transcript
from core.conversation import Conversation
from core.grammar_unfinished import holds_the_floor, may_go_on
from core.lexicon import Lexicon
from core.link import find, find_exact
from core.open_end import has_open_end
from core.questions import Alarm, Command, NotOurs, NotUnderstood, Question, Understood
from core.visit.moves import Move
from core.words import content, plain


class Over(StrEnum):
    """From surest to least sure."""

    AT_ONCE = "at_once"
    """A yes that was asked for, or a word that stops the sound: nothing is gained by waiting."""
    COMPLETE = "complete"
    """A whole question or command."""
    OPEN = "open"
    """A whole question that people often go on with after a breath: "what was my weight" (last year)."""
    LIKELY = "likely"
    """Whole words that more may follow: a request that is declined, a name that is asked back, "please"."""
    UNKNOWN = "unknown"
    """Words that are not understood: the reply would be of no use, so there is no hurry."""
    IN_THE_MIDDLE = "in_the_middle"
    """"What was my last…"."""


BELIEVED = 0.5
"""Confidence below which a question may be the half of a word that was taken for a name."""
_AT_ONCE = frozenset({Command.STOP, Command.WAIT})
_LIKELY_ALONE = frozenset("please what sorry okay ok right hey hello hi well yes no yeah good and more the so".split())
"""Commands that are also how sentences begin."""
_LONGEST_PART = 3
WHOLE = 0.9
"""Of the letters of a name: who was heard to say fewer may be about to say the others."""
_ALSO_ENDS = frozenset(
    "normal low high good bad fast slow weak night day morning doctor first second once mild common long short over open"
    " early old young left right three two one skin eye eyes knee shoulder foot heart stomach".split()
)
"""Words that begin a name in some record ("low back pain") and end questions that are about something else."""
_BEFORE_A_NAME = frozenset("my the a an any have had of for with about called".split())


def how_over(understood: Understood, transcript: Transcript, so_far: Conversation, lexicon: Lexicon) -> Over:
    """How surely these words are the whole turn."""
    heard = transcript.text
    if holds_the_floor(heard):
        return Over.IN_THE_MIDDLE
    match understood:
        case Command():
            return _command(understood, heard)
        case Alarm() | Move():
            return Over.IN_THE_MIDDLE if isinstance(understood, Move) and understood.open_ended else Over.COMPLETE
        case NotOurs():
            return Over.IN_THE_MIDDLE if ends_in_part_of_name(heard, lexicon) else Over.LIKELY
        case NotUnderstood():
            return _not_understood(understood, heard, so_far, lexicon)
        case Question():
            return _question(understood, transcript, so_far, lexicon)


def _question(question: Question, transcript: Transcript, so_far: Conversation, lexicon: Lexicon) -> Over:
    heard = transcript.text
    if _answers(heard, so_far):
        return Over.AT_ONCE
    if may_go_on(heard) or ends_in_part_of_name(heard, lexicon):
        return Over.IN_THE_MIDDLE
    if transcript.confidence < BELIEVED or question.by_gist or _ends_in_half(question, heard, lexicon):
        return Over.LIKELY
    return Over.OPEN if has_open_end(question, heard) else Over.COMPLETE


def _ends_in_half(question: Question, heard: str, lexicon: Lexicon) -> bool:
    """Whether the words end in what sounds like a name and is shorter: "what is my creative" may be half of it."""
    words = content(heard).split()
    last = question.also[-1] if question.also else question
    if not any(subject.keys for subject in last.subjects):
        return False
    exact = find_exact(" ".join(words), lexicon).sure
    if any(mention.end == len(words) for mention in exact):
        return False
    ends = [m for m in find(" ".join(words), lexicon).sure if m.end == len(words) and m not in exact]
    return any(
        len("".join(words[m.start : m.end])) < WHOLE * len(plain(m.readings[0].spoken).replace(" ", "")) for m in ends
    )


def ends_in_part_of_name(heard: str, lexicon: Lexicon) -> bool:
    """Whether the last words begin a name and are none: `my average blood` (pressure), `what's my vitamin` (D)."""
    words = plain(heard).split()
    if len(words) > 1 and words[-1] in _ALSO_ENDS and words[-2] not in _BEFORE_A_NAME:
        return False
    tails = [" ".join(words[-size:]) for size in range(1, min(_LONGEST_PART, len(words)) + 1)]
    return any(tail in lexicon.beginnings for tail in tails) and not any(tail in lexicon.exact for tail in tails)


def _command(command: Command, heard: str) -> Over:
    if command in _AT_ONCE:
        return Over.AT_ONCE
    return Over.LIKELY if plain(heard) in _LIKELY_ALONE else Over.COMPLETE


def _not_understood(understood: NotUnderstood, heard: str, so_far: Conversation, lexicon: Lexicon) -> Over:
    if understood.unfinished or (understood.pending and ends_in_part_of_name(heard, lexicon)):
        return Over.IN_THE_MIDDLE
    if _answers(heard, so_far) or (understood.candidates and understood.pending):
        return Over.LIKELY
    return Over.UNKNOWN


def _answers(heard: str, so_far: Conversation) -> bool:
    """Whether these few words are what was just asked for: a yes, a no, or one of two names."""
    return bool(so_far.asked_back or so_far.offered) and len(plain(heard).split()) <= _LONGEST_PART
