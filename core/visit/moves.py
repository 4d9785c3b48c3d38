"""What a person can do in preparing a visit."""

from dataclasses import dataclass, field
from enum import StrEnum


class MoveKind(StrEnum):
    """One step of the conversation about a visit."""

    START = "start"
    """"Get me ready for Thursday": begins, or goes on with what was kept."""
    PICK = "pick"
    """Which visit it is."""
    ABOUT = "about"
    """Which kind of visit it is."""
    CHANGES = "changes"
    """"What changed since last time?\""""
    YES = "yes"
    NO = "no"
    ADD = "add"
    """A question in the person's own words."""
    WORRY = "worry"
    """Something they are afraid of, which is no question yet."""
    CHOOSE = "choose"
    """Which of the proposed questions to keep."""
    SUGGEST = "suggest"
    FIRST = "first"
    """"Put that first.\""""
    DROP = "drop"
    CORRECT = "correct"
    """"No, I said knee.\""""
    REPLACE = "replace"
    """"Change the second to …\""""
    READ = "read"
    """All questions."""
    READ_ONE = "read_one"
    NEXT = "next"
    SKIP = "skip"
    ASKED = "asked"
    """"I asked the second one.\""""
    WHY = "why"
    """Why a question is worth asking."""
    REHEARSE = "rehearse"
    SAY = "say"
    """Words to the doctor, in rehearsal."""
    TEACH_BACK = "teach_back"
    """"Can I say it back to you?\""""
    SHEET = "sheet"
    NOTE = "note"
    RECALL = "recall"
    """"What did she say about the tablets?\""""
    AFTER = "after"
    """"I'm back from the doctor.\""""
    KEEP = "keep"
    FORGET = "forget"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Move:
    """A step, and the words it is made with."""

    kind: MoveKind
    words: str = field(default="", repr=False)
    """What it is about: the question, the note, the name of the doctor."""
    at: tuple[int, ...] = ()
    """Which questions of the list are meant, from 0."""
    open_ended: bool = False
    """Free speech that may go on after a pause: a question being dictated, words to the doctor, a note."""
