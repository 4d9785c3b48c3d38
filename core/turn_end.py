"""How surely a turn is over by its words, so that the ear knows how long to wait for more."""

from enum import StrEnum

from core.audio import Transcript
from core.conversation import Conversation
from core.grammar_unfinished import holds_the_floor, may_go_on
from core.lexicon import Lexicon
from core.questions import Alarm, Command, NotOurs, NotUnderstood, Question, Understood
from core.visit.moves import Move
from core.words import plain


class Over(StrEnum):
    """From surest to least sure."""

    AT_ONCE = "at_once"
    """A yes that was asked for, or a word that stops the sound: nothing is gained by waiting."""
    COMPLETE = "complete"
    """A whole question or command."""
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
            if _answers(heard, so_far):
                return Over.AT_ONCE
            if may_go_on(heard) or ends_in_part_of_name(heard, lexicon):
                return Over.IN_THE_MIDDLE
            sure = transcript.confidence >= BELIEVED and not understood.by_gist
            return Over.COMPLETE if sure else Over.LIKELY


def ends_in_part_of_name(heard: str, lexicon: Lexicon) -> bool:
    """Whether the last words begin a name and are none: `my average blood` (pressure), `what's my vitamin` (D)."""
    words = plain(heard).split()
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
