"""What is on the list is likely to be said: names for Whisper's ear."""

from collections.abc import Iterator

from core.lexicon import Lexicon
from core.link import find_exact
from core.visit.ideas import carries_meaning
from core.visit.state import Preparing
from core.words import plain

_LONG_LETTERS = 5
"""Shorter words are too like others."""


def names_on_list(state: Preparing | None, lexicon: Lexicon) -> Iterator[str]:
    """Names of this record in the questions, then the words that they are about: `dialysis`, `dizzy`."""
    texts = [question.words for question in state.questions] if state else []
    for text in texts:
        yield from (concept.spoken for concept in find_exact(plain(text), lexicon).concepts)
    for text in texts:
        yield from (word for word in plain(text).split() if len(word) >= _LONG_LETTERS and carries_meaning(word))
