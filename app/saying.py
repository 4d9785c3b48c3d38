"""The reply that is being said: what of it was heard, and what is left when somebody speaks over it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from threading import Lock

from core.answers import Sentence
from core.audio import SpeechChunk
from core.ports import Player

ALMOST_MS = 350
"""A clause of which less than that was left counts as heard: its end is the silence after it."""


def _letters(text: str) -> int:
    return len("".join(text.split()))


@dataclass(slots=True)
class Saying:
    """One reply on its way to the loudspeaker."""

    sentences: tuple[Sentence, ...] = field(repr=False)
    _hushed: bool = False
    _lock: Lock = field(default_factory=Lock, repr=False)
    _given: list[tuple[int, int]] = field(default_factory=list)
    """Letters and milliseconds of each clause that was given to the player."""

    def give(self, chunk: SpeechChunk, player: Player) -> bool:
        """The next clause; False, and nothing is played, once it is hushed."""
        with self._lock:
            if not self._hushed:
                self._given.append((_letters(chunk.text), len(chunk.pcm) * 500 // chunk.rate_hz))
                player.play(chunk)
            return not self._hushed

    def say(self, rest: Iterator[SpeechChunk], player: Player) -> None:
        """All the others, as they are made; ends when it is hushed."""
        for chunk in rest:
            if not self.give(chunk, player):
                return

    def hush(self) -> None:
        """Nothing more of it is played."""
        with self._lock:
            self._hushed = True

    def unsaid(self, left_ms: int) -> tuple[Sentence, ...]:
        """The sentences that were not heard to their end, when `left_ms` of what was given are left."""
        heard_ms = sum(ms for _, ms in self._given) - left_ms + ALMOST_MS
        ends = accumulate(ms for _, ms in self._given)
        heard = sum(letters for (letters, _), end in zip(self._given, ends, strict=True) if end <= heard_ms)
        lasts = accumulate(_letters(sentence.text) for sentence in self.sentences)
        return tuple(sentence for sentence, last in zip(self.sentences, lasts, strict=True) if last > heard)

    def said(self) -> str:
        """All of its words."""
        return " ".join(sentence.text for sentence in self.sentences)
