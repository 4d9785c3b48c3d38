"""From what was heard to a step in preparing a visit, by what the conversation is waiting for.

`core.turn` asks here after it has looked for an emergency and after the ordinary understanding: what is an ordinary
question about the record stays one, so that it can be asked in the middle. Words that steer the conversation itself
(stop, repeat, slower, wait) are never taken.
"""

import re

from core.commands import find_command
from core.conversation import Conversation
from core.mind import Mind
from core.questions import Boundary, Command, Kind, NotOurs, NotUnderstood, Question, Understood, WhyNot
from core.visit import hear_phrases as said_as
from core.visit.hear_list import find_edit
from core.visit.hear_stage import answer_in_stage
from core.visit.matching import asked_among, asks
from core.visit.moves import Move, MoveKind
from core.visit.state import Preparing, Stage
from core.visit.which import names_somebody
from core.words import plain


def hear_move(text: str, understood: Understood, so_far: Conversation, mind: Mind) -> Move | None:
    """The step that the words are, or None when they are none: `understood` then stands."""
    if mind.records is None or not plain(text):
        return None
    state = so_far.visit
    if state is None:
        return _from_outside(text, understood, mind)
    waiting = bool(so_far.offered or so_far.asked_back or so_far.more)
    command = find_command(text)
    if command in (Command.YES, Command.NO, Command.GO_ON) and waiting:
        return None
    return answer_in_stage(text, command, understood, state, mind) or _anywhere(text, command, understood, state, mind)


def _from_outside(text: str, understood: Understood, mind: Mind) -> Move | None:
    """What begins it: without a state only words that are about a visit to come or its notes."""
    said = _unwrapped(text)
    if isinstance(understood, Command):
        return None
    if said_as.START.search(said):
        return Move(MoveKind.START, said)
    if (added := said_as.ADD.search(said)) or (added := said_as.ADD_BEHIND.search(said)):
        return Move(MoveKind.ADD, _spoken_tail(text, added["words"]))
    return _of_the_book(text, said, understood)


def _of_the_book(text: str, said: str, understood: Understood) -> Move | None:
    """Words about a list and notes that were kept; `core.visit.dialogue` gives way when there are none."""
    if said_as.FORGET.search(said):
        return Move(MoveKind.FORGET)
    if (one := said_as.READ_ONE.search(said)) and re.search(r"\bquestions?\b", said):
        return Move(MoveKind.READ_ONE, one["words"])
    if said_as.READ.search(said) and re.search(r"\bquestions?\b|\blist\b", said) and "medicine" not in said:
        return Move(MoveKind.READ)
    if said_as.AFTER.search(said) and not isinstance(understood, Question):
        return Move(MoveKind.AFTER, said)
    if note := _note(text, said):
        return note
    recalled = said_as.RECALL.search(said)
    if recalled:
        who = recalled["who"] or ""
        about = recalled["words"] or recalled["about"] or recalled["on"] or ""
        return Move(MoveKind.RECALL, f"{who}|{about}")
    return None


def _note(text: str, said: str) -> Move | None:
    found = said_as.NOTE.search(said)
    if found is None or text.rstrip().endswith("?"):
        return None
    words = found["said"] or found["words"] or ""
    return Move(MoveKind.NOTE, _spoken_tail(text, words) if words else "", open_ended=True)


def _anywhere(text: str, command: Command | None, understood: Understood, state: Preparing, mind: Mind) -> Move | None:
    """Steps that can be taken at any point while a visit is prepared."""
    said = _unwrapped(text)
    plainly = next((Move(kind, said) for pattern, kind in _PLAIN if pattern.search(said)), None)
    if move := plainly or find_edit(text, said, state, mind):
        return move
    if command is not None:
        return None
    added = said_as.ADD.search(said) or said_as.ADD_BEHIND.search(said)
    if added:
        return Move(MoveKind.ADD, _spoken_tail(text, added["words"]))
    found = _of_the_book(text, said, understood) or _told(text, said, understood, mind)
    return found or _dictated(text, understood, state, mind)


def _told(text: str, said: str, understood: Understood, mind: Mind) -> Move | None:
    """Another visit, what it is about, or a worry: told, not asked."""
    if said_as.OTHER_VISIT.search(said) and names_somebody(said, mind):
        return Move(MoveKind.PICK, said)
    if isinstance(understood, Question):
        return None
    if said_as.SAYS_ABOUT.search(said) and (named := about(said)):
        return Move(MoveKind.ABOUT, named)
    return Move(MoveKind.WORRY, text) if said_as.WORRY.search(said) else None


_PLAIN: tuple[tuple[re.Pattern[str], MoveKind], ...] = (
    (said_as.LEAVE, MoveKind.LEAVE),
    (said_as.REHEARSE, MoveKind.REHEARSE),
    (said_as.SHEET, MoveKind.SHEET),
    (said_as.TEACH_BACK, MoveKind.TEACH_BACK),
    (said_as.CHANGES, MoveKind.CHANGES),
    (said_as.START, MoveKind.START),
    (said_as.SUGGEST, MoveKind.SUGGEST),
    (said_as.KEEP, MoveKind.KEEP),
    (said_as.WHY, MoveKind.WHY),
)


def _dictated(text: str, understood: Understood, state: Preparing, mind: Mind) -> Move | None:
    """A question for the doctor, while the list is being made: what the record cannot answer, or we may not."""
    if state.stage not in (Stage.ASKING, Stage.CHOOSING, Stage.PRACTISE, Stage.SHEET, Stage.KEEPING, Stage.REST):
        return None
    listed = [question.words for question in state.questions]
    if asked_among(text, listed, mind.lexicon, mind.knowledge.thesaurus) and isinstance(understood, NotOurs):
        return None
    ours_not = isinstance(understood, NotOurs) and understood.boundary is not Boundary.OUTSIDE
    no_question = isinstance(understood, NotUnderstood) and understood.why is not WhyNot.SILENCE
    for_doctor = ours_not or no_question or _of_nothing_here(understood) or _FOR_THE_DOCTOR.search(_unwrapped(text))
    choosing = state.stage is Stage.CHOOSING and asks(text)
    if for_doctor and (state.stage is Stage.ASKING or choosing):
        return Move(MoveKind.ADD, text, open_ended=True)
    return Move(MoveKind.ADD, text, open_ended=True) if ours_not and state.stage is not Stage.REST else None


_FOR_THE_DOCTOR = re.compile(
    r"^(?:should|shall|will|would|could|may|might|can)\b(?! you\b)|^am i (?:taking|allowed|at risk|going)"
    r"|^do i (?:(?:still |really )?have to|still need|really need)\b|^is it (?:safe|bad|okay|ok|all right)\b"
)
"""What no record can answer, whatever it names."""


def _of_nothing_here(understood: Understood) -> bool:
    """A question that names nothing of this record: the doctor is the one to ask."""
    if not isinstance(understood, Question) or understood.kind in (Kind.NEXT_VISIT, Kind.LAST_VISIT, Kind.SOURCE):
        return False
    return bool(understood.subjects) and not any(concept.keys for concept in understood.subjects)


def about(said: str) -> str:
    """The kind of visit that plain words name; empty for none."""
    return next((kind for kind, pattern in said_as.ABOUT.items() if pattern.search(said)), "")


def _unwrapped(text: str) -> str:
    return re.sub(r"^(?:(?:um+|uh+|oh|well|so|okay|ok|and|please|now|right|then|hey|yes) )+", "", plain(text))


def _spoken_tail(text: str, words: str) -> str:
    """The end of what was said, as it was said, from where the plain `words` begin."""
    wanted = len(words.split())
    spoken = text.split()
    for start in range(len(spoken)):
        tail = " ".join(spoken[start:])
        if len(plain(tail).split()) == wanted and plain(tail) == words:
            return tail
    return words
