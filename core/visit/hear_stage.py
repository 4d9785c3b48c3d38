"""Answers to what was just asked in preparing a visit, and free speech where that is what is waited for."""

import re

from core.mind import Mind
from core.questions import Command, Kind, Question, Understood
from core.visit import hear_phrases as said_as
from core.visit.matching import asked_among, asks
from core.visit.moves import Move, MoveKind
from core.visit.pointing import pointed_at
from core.visit.state import Preparing, Stage
from core.words import plain

_ALWAYS = {
    Command.WAIT, Command.REPEAT, Command.SLOWER, Command.FASTER, Command.LOUDER, Command.QUIETER, Command.SPELL,
    Command.WHAT_HEARD, Command.HELP, Command.LOCK, Command.GOODBYE, Command.START_OVER, Command.HELLO, Command.THANKS,
    Command.STOP,
}  # fmt: skip
_YES, _NO = Move(MoveKind.YES), Move(MoveKind.NO)


def answer_in_stage(
    text: str, command: Command | None, understood: Understood, state: Preparing, mind: Mind
) -> Move | None:
    """The step that the words are, because of what was asked last; None leaves them to the steps of any time."""
    said = plain(text)
    if state.stage in _FREE:
        return _FREE[state.stage](text, command, understood, state, mind)
    match state.stage:
        case Stage.ASKING | Stage.CHANGES if said_as.DONE.search(said) or command is Command.NO:
            return _NO
        case Stage.CHOOSING:
            return _chosen(said, command, state, mind)
        case Stage.AGAIN if said_as.AGAIN.search(said):
            return _YES
        case Stage.PRACTISE | Stage.AGAIN if command is None and _asked(text, state, mind):
            return Move(MoveKind.SAY, text, open_ended=True)
        case Stage.WHICH | Stage.ABOUT if command is None and not said_as.LEAVE.search(said):
            return _named(said, understood, state)
        case _:
            return _yes_or_no(said, command)


def _yes_or_no(said: str, command: Command | None) -> Move | None:
    if command in (Command.YES, Command.GO_ON) and not said_as.NEXT.search(said):
        return _YES
    return _NO if command is Command.NO else None


def _named(said: str, understood: Understood, state: Preparing) -> Move | None:
    if isinstance(understood, Question) and understood.kind not in (Kind.NEXT_VISIT, Kind.LAST_VISIT, Kind.LIST):
        return None if understood.subjects and state.stage is Stage.ABOUT else Move(MoveKind.PICK, said)
    if state.stage is Stage.WHICH:
        return Move(MoveKind.PICK, said)
    kind = next((kind for kind, pattern in said_as.ABOUT.items() if pattern.search(said)), "")
    return Move(MoveKind.ABOUT, kind or said)


def _chosen(said: str, command: Command | None, state: Preparing, mind: Mind) -> Move | None:
    offered = [question.words for question in state.offered]
    if said_as.BOTH.search(said):
        return _YES
    if said_as.NEITHER.search(said):
        return _NO
    only = re.match(
        r"^(?:yes |okay |ok |just |only |keep |take |i want |id like )*(?P<words>(?:the |number |question )?.*)$", said
    )
    at = pointed_at(only["words"], offered, -1, mind) if only and len(said.split()) <= _SHORT else ()
    if at and not asks(said) and not re.search(r"\b(?:put|move|drop|read)\b", said):
        return Move(MoveKind.CHOOSE, said, at)
    return _yes_or_no(said, command)


_SHORT = 7
"""Words of an answer; what is longer is a question of its own."""


def _to_the_doctor(
    text: str, command: Command | None, understood: Understood, state: Preparing, mind: Mind
) -> Move | None:
    """In rehearsal everything is said to the doctor, but steps of our own and plain questions about the record."""
    said = plain(text)
    if said_as.END_REHEARSAL.search(said):
        return _NO
    if command in _ALWAYS and command is not Command.HELLO and command is not Command.THANKS:
        return None
    if (
        said_as.READ_ONE.search(said)
        or said_as.READ.search(said)
        or said_as.SHEET.search(said)
        or said_as.LEAVE.search(said)
    ):
        return None
    if re.search(r"^(?:please )?read (?:it|that|me)\b", said):
        return Move(MoveKind.NEXT, "open")
    if said_as.NEXT.search(said) and state.at >= 0:
        return None
    if _asked(text, state, mind):
        return Move(MoveKind.SAY, text, open_ended=True)
    of_record = isinstance(understood, Question) and understood.kind in _LOOKED_UP
    if of_record and isinstance(understood, Question) and any(c.keys for c in understood.subjects):
        return None
    return Move(MoveKind.SAY, text, open_ended=True)


def _asked(text: str, state: Preparing, mind: Mind) -> bool:
    listed = [question.words for question in state.questions]
    return bool(asked_among(text, listed, mind.lexicon, mind.knowledge.thesaurus))


_LOOKED_UP = {
    Kind.LATEST, Kind.VALUE_AT, Kind.HIGHEST, Kind.LOWEST, Kind.AVERAGE, Kind.FIRST, Kind.COUNT, Kind.DETAIL,
}  # fmt: skip
"""Kinds that only a record is asked for: nobody asks the doctor for their last A1c."""


def _noted(text: str, command: Command | None, understood: Understood, _state: Preparing, _mind: Mind) -> Move | None:
    said = plain(text)
    if said_as.DONE.search(said) or command in (Command.NO, Command.STOP):
        return _NO
    if command in _ALWAYS or said_as.READ.search(said) or said_as.READ_ONE.search(said) or said_as.RECALL.search(said):
        return None
    ours = said_as.ASKED.search(said) or said_as.NOTE.search(said)
    if ours or (isinstance(understood, Question) and asks(text)):
        return None
    return Move(MoveKind.NOTE, text, open_ended=True)


def _said_back(
    text: str, command: Command | None, _understood: Understood, _state: Preparing, _mind: Mind
) -> Move | None:
    if said_as.DONE.search(plain(text)):
        return _NO
    return None if command in _ALWAYS else Move(MoveKind.TEACH_BACK, text, open_ended=True)


_FREE = {Stage.REHEARSAL: _to_the_doctor, Stage.NOTE: _noted, Stage.TEACH_BACK: _said_back}
"""What free words are taken for."""
