"""The guard over a language model's words: they say just what the composer's sentences say, or they are not spoken.

The composer's sentences are right by construction, so the guard compares words with words. A *hard* word is every
word but the few in `HARMLESS`: numbers, dates, units, names, directions, comparisons, negations, and all the rest.
The hard words of each of the composer's sentences have to stand together and in their order in one of the model's
sentences, and no hard word may stand anywhere else. What is left to the model is the order and joining of sentences
and the small words between: little, but nothing that was altered, added or left out comes through.
"""

import re
from collections.abc import Collection, Sequence
from enum import StrEnum

from core.answers import Sentence
from core.guard_words import HARMLESS, MEANING
from core.names_index import name_key, singular
from core.words import plain

LONGEST_WORDS = 20
"""Of one sentence; longer ones are not followed by ear."""


class Stop(StrEnum):
    """Why words are not spoken."""

    NUMBER = "number"
    DATE = "date"
    MEANING = "direction, comparison, negation, advice or judgement"
    NAME = "name"
    WORD = "another word"
    OMISSION = "omission"
    ORDER = "put together otherwise"
    FORM = "form"


def stops(said: Sequence[Sentence], text: str, others: Collection[str] = ()) -> list[Stop]:
    """Why `text` may not take the place of the composer's sentences; empty when it may.

    `others` are names that the answer is not about, as `name_key` writes them.
    """
    parts = split(text)
    if not parts or "?" in text or len(parts) > 2 * len(said) + 1:
        return [Stop.FORM]
    if any(len(part.split()) > LONGEST_WORDS for part in parts):
        return [Stop.FORM]
    ours, theirs = [hard(part) for s in said for part in split(s.text)], [hard(part) for part in parts]
    covered = [[False] * len(words) for words in theirs]
    kept = all([_cover(words, theirs, covered) for words in sorted(ours, key=len, reverse=True) if words])
    strange = [
        w
        for words, done in zip(theirs, covered, strict=True)
        for w, known in zip(words, done, strict=True)
        if not known
    ]
    if kept and not strange:
        return []
    return _why(ours, theirs, text, others)


def hard(sentence: str) -> list[str]:
    """The hard words of a sentence, in their order, in the singular."""
    return [singular(word) for word in plain(sentence).split() if word not in HARMLESS]


def split(text: str) -> list[str]:
    """Sentences of free text; a stop after a title or inside a number ends none, nor does a colon: what it leads to belongs to it."""
    bare = re.sub(r"\b(Dr|Mr|Mrs|Ms|St)\.", r"\1", text.strip())
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+|\n+", bare) if part.strip()]


def _cover(words: list[str], theirs: list[list[str]], covered: list[list[bool]]) -> bool:
    """Marks where the words stand together in the model's, each place for one sentence only; False when nowhere."""
    for sentence, done in zip(theirs, covered, strict=True):
        for at in range(len(sentence) - len(words) + 1):
            if sentence[at : at + len(words)] == words and not any(done[at : at + len(words)]):
                done[at : at + len(words)] = [True] * len(words)
                return True
    return False


def _why(ours: list[list[str]], theirs: list[list[str]], text: str, others: Collection[str]) -> list[Stop]:
    """The reasons, for counting: what came in, else what is missing, else that it was put together otherwise."""
    known = {word for words in ours for word in words}
    found = {word for words in theirs for word in words}
    joined = f" {name_key(plain(text))} "
    why = [_sort(word) for word in sorted(found - known)]
    if found - known and any(f" {name} " in joined for name in others):
        why.insert(0, Stop.NAME)
    if known - found:
        why.append(Stop.OMISSION)
    return list(dict.fromkeys(why)) or [Stop.ORDER]


def _sort(word: str) -> Stop:
    if word in MONTHS or re.fullmatch(r"\d+(?:st|nd|rd|th)|(?:19|20)\d\d", word):
        return Stop.DATE
    if word[0].isdigit():
        return Stop.NUMBER
    return Stop.MEANING if word in MEANING else Stop.WORD


MONTHS = frozenset(
    "january february march april may june july august september october november december today yesterday".split()
)
