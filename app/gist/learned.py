"""The gist of a sentence from its vector and its words, as learned from example wordings (`evals.answers.teach`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from app.gist.encoder import Encoder
from app.gist.features import counted

_KEPT = 16
"""Sentences whose weights are kept: words are weighed again and again while somebody speaks."""
NARROW = 2.0
"""How quickly likeness falls off; the best of 1, 2 and 4 on the sets 1 to 5, left out in turn."""
STEPS = 400
"""Of a number in a vector that are kept apart; none is larger than 0.3."""
Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Head:
    """What was learned: example sentences and what each speaks for, and a weight for each label from each feature."""

    labels: tuple[str, ...]
    mean: Array = field(repr=False)
    """Of all vectors; taken off first."""
    examples: Array = field(repr=False)
    """A row of 384 for each wording that was learned from, centred and of length 1."""
    speak_for: Array = field(repr=False)
    """For each of them a number for each label."""
    places: Mapping[str, int] = field(repr=False)
    """The row of each feature in `of_words`."""
    rarity: Array = field(repr=False)
    of_words: Array = field(repr=False)

    def weigh(self, vector: Array, words: str) -> dict[str, float]:
        """The weight of each label; about 0 to 1."""
        sums = alike(self.examples, centred(vector, self.mean)) @ self.speak_for
        sums = sums + counted(words, self.places, self.rarity) @ self.of_words
        return dict(zip(self.labels, map(float, sums), strict=True))


def centred(vectors: Array, mean: Array) -> Array:
    """Vectors (the last axis) with the mean taken off, of length 1."""
    rest = vectors - mean
    lengths: Array = rest / np.linalg.norm(rest, axis=-1, keepdims=True)
    return lengths


def alike(examples: Array, vectors: Array) -> Array:
    """How alike each example is to a vector: 1 for the same, falling off quickly (a Gaussian of their distance)."""
    likeness: Array = np.exp(NARROW * (examples @ vectors.T - 1))
    return likeness


def read_head(path: Path) -> Head:
    """A head from the file that `write_head` made."""
    with np.load(path, allow_pickle=False) as kept:
        return Head(
            labels=tuple(map(str, kept["labels"])),
            mean=kept["mean"].astype(np.float32),
            examples=kept["examples"].astype(np.float32) / STEPS,
            speak_for=kept["speak_for"].astype(np.float32),
            places={str(feature): at for at, feature in enumerate(kept["features"])},
            rarity=kept["rarity"].astype(np.float32),
            of_words=kept["of_words"].astype(np.float32),
        )


def write_head(head: Head, path: Path) -> None:
    """Numbers of 8 and 16 bits are enough."""
    np.savez_compressed(
        path,
        labels=np.array(head.labels),
        mean=head.mean.astype(np.float16),
        examples=np.clip(np.round(head.examples * STEPS), -127, 127).astype(np.int8),
        speak_for=head.speak_for.astype(np.float16),
        features=np.array(sorted(head.places, key=head.places.__getitem__)),
        rarity=head.rarity.astype(np.float16),
        of_words=head.of_words.astype(np.float16),
    )


class LearnedGist:
    """A `core.ports.Gist`."""

    def __init__(self, encoder: Encoder, head: Head) -> None:
        """From a loaded encoder and what was learned."""
        self._encoder, self._head = encoder, head
        self._weigh = lru_cache(maxsize=_KEPT)(self._weighed)

    def weigh(self, words: str) -> Mapping[str, float]:
        """The weight of each label of `core.gist`; 3 ms for new words."""
        return self._weigh(words)

    def _weighed(self, words: str) -> Mapping[str, float]:
        return self._head.weigh(self._encoder.encode(words), words)


@cache
def load_gist() -> LearnedGist:
    """The gist that ships with the program. Raises `ModelMissing` or `ModelTampered`."""
    return LearnedGist(Encoder(), read_head(Path(str(files("app.gist") / "head.npz"))))
