"""A language model's wording of an answer, spoken only when the guard lets it through."""

from collections.abc import Sequence
from dataclasses import replace

from core.answers import Answer, Outcome, Sentence
from core.guard import Stop, split, stops
from core.guard_words import HARMLESS
from core.mind import Mind
from core.names_index import name_key
from core.ports import Rewriter
from core.questions import Kind
from core.words import plain

REWORDED = frozenset(
    {Kind.LATEST, Kind.VALUE_AT, Kind.TREND, Kind.HIGHEST, Kind.LOWEST, Kind.AVERAGE, Kind.FIRST, Kind.COUNT, Kind.IS_NORMAL,
     Kind.OUT_OF_RANGE, Kind.LIST, Kind.DETAIL, Kind.LAST_VISIT, Kind.NEXT_VISIT, Kind.SLEEP, Kind.ACTIVITY}
)  # fmt: skip
"""Quotations, explanations and numbers to call stay as they are."""


def reworded(answer: Answer, mind: Mind, rewriter: Rewriter) -> Answer:
    """The answer in the model's words where they say just what the composer's say, else as it was."""
    said = [s for s in answer.sentences if s.evidence]
    if not said or not may_reword(answer):
        return answer
    text = rewriter.reword(replace(answer, sentences=tuple(said)))
    if not text:
        return answer
    why = judged(answer, said, text, mind)
    rewriter.judged(why)
    if why:
        return answer
    kept = tuple(s for s in answer.sentences if not s.evidence)
    return replace(answer, sentences=(*(_standing_on(part, said) for part in split(text)), *kept))


def may_reword(answer: Answer) -> bool:
    """Whether a model may word it: facts of one kind of question, nothing quoted."""
    question = answer.question
    quoted = any(type(fact).__name__ == "Letter" for fact in answer.facts)
    return (
        answer.outcome is Outcome.FOUND
        and question is not None
        and question.kind in REWORDED
        and not (quoted or question.also)
    )


def judged(answer: Answer, said: Sequence[Sentence], text: str, mind: Mind) -> list[Stop]:
    """What the guard says of the words for this answer."""
    told = name_key(plain(" ".join(s.text for s in said)))
    others = [name for name in mind.lexicon.exact if name not in told and name not in HARMLESS]
    return stops(said, text, others)


def _standing_on(part: str, said: Sequence[Sentence]) -> Sentence:
    """A sentence with the ids of those whose words it shares most of; of all when it shares none."""
    words = set(plain(part).split())
    shared = [(len(words & set(plain(s.text).split())), s) for s in said]
    most = max(count for count, _ in shared)
    rests = [s for count, s in shared if most and count >= most / 2] or list(said)
    return Sentence(part, tuple(dict.fromkeys(i for s in rests for i in s.evidence)))
