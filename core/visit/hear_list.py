"""Changes to the list by voice: order, what falls away, what was misheard, and having it read."""

from core.mind import Mind
from core.visit import hear_phrases as said_as
from core.visit.moves import Move, MoveKind
from core.visit.pointing import pointed_at
from core.visit.state import Preparing, Stage


def find_edit(text: str, said: str, state: Preparing, mind: Mind) -> Move | None:
    """A step on the list that exists; None without a list, or when the words mean none."""
    listed = [question.words for question in state.questions]
    if not listed or state.stage in (Stage.REHEARSAL, Stage.NOTE):
        return _reading(said, listed, state, mind) if listed else None
    return _edit(said, listed, state, mind) or _reading(said, listed, state, mind)


def _edit(said: str, listed: list[str], state: Preparing, mind: Mind) -> Move | None:
    if found := said_as.FIRST.search(said):
        return _pointing(MoveKind.FIRST, found["words"] or found["only"], listed, state, mind)
    if (found := said_as.REPLACE.search(said)) and (at := pointed_at(found["which"], listed, state.last, mind)):
        return Move(MoveKind.REPLACE, found["words"], at)
    if found := said_as.DROP.search(said):
        return _pointing(MoveKind.DROP, found["words"], listed, state, mind)
    if (found := said_as.CORRECT.search(said)) and state.last >= 0:
        meant = found["words"] or found["be"] or found["right"]
        return Move(MoveKind.CORRECT, f"{meant}|{found['not'] or found['wrong'] or ''}", (state.last,))
    if found := said_as.ASKED.search(said):
        which = found["words"] or found["one"] or "that"
        at = tuple(range(len(listed))) if which in _ALL else pointed_at(which, listed, state.at, mind)
        return Move(MoveKind.ASKED, which, at) if at else None
    return None


_ALL = {"all", "everything", "all of them", "them all", "all three", "both", "both of them", "them"}


def _reading(said: str, listed: list[str], state: Preparing, mind: Mind) -> Move | None:
    if found := said_as.READ_ONE.search(said):
        if found["words"].startswith("next"):
            return Move(MoveKind.NEXT)
        at = pointed_at(found["words"], listed, state.at, mind)
        return Move(MoveKind.READ_ONE, found["words"], at) if at else None
    if said_as.READ.search(said) and "medicine" not in said:
        return Move(MoveKind.READ)
    if said_as.NEXT.search(said) and state.at >= 0:
        return Move(MoveKind.NEXT)
    return Move(MoveKind.SKIP) if said_as.SKIP.search(said) and state.at >= 0 else None


def _pointing(kind: MoveKind, words: str, listed: list[str], state: Preparing, mind: Mind) -> Move | None:
    at = pointed_at(words, listed, state.last, mind)
    return Move(kind, words, at) if at else None
