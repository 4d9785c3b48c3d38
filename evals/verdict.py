"""How one answer compares with its gold: right, abstained, asked back, incomplete or wrong."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What became of one question."""

    RIGHT = "right"
    ASKED_BACK = "asked back"
    """Not understood, and said so: no harm, no help."""
    ABSTAINED = "abstained"
    """Said to be not in the record or not ours to say, though it could be answered."""
    INCOMPLETE = "incomplete"
    """True facts, but not all that were asked for, or more than were."""
    WRONG = "wrong"
    """A fact that is not about what was asked, or an answer where there is none."""


def judge(gold: Mapping[str, Any], answers: Sequence[Mapping[str, Any]]) -> Verdict:
    """The verdict on the turns that one recording or question gave; it is meant to give one.

    `gold` has `outcome`, `must` and `may`; an answer has `outcome` and `facts` with `resource`.
    """
    must, may = set(gold["must"]), set(gold["may"])
    told = {fact["resource"] for answer in answers for fact in answer["facts"]}
    if told - must - may:
        return Verdict.WRONG
    outcomes = [answer["outcome"] for answer in answers]
    if outcomes == [gold["outcome"]]:
        return Verdict.RIGHT if must <= told else Verdict.INCOMPLETE
    if set(outcomes) <= {"unclear"}:
        return Verdict.ASKED_BACK
    if gold["outcome"] == "found" and set(outcomes) <= {"not_in_record", "declined", "unclear"}:
        return Verdict.ABSTAINED
    return Verdict.INCOMPLETE if told else Verdict.WRONG
