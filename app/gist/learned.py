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
Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Head:
    """What was learned: a weight for each label from each number of a vector and each feature."""

    labels: tuple[str, ...]
    mean: Array = field(repr=False)
    """Of all vectors; taken off first."""
    of_vector: Array = field(repr=False)
    """384 rows, one column a label."""
    places: Mapping[str, int] = field(repr=False)
    """The row of each feature in `of_words`."""
    rarity: Array = field(repr=False)
    of_words: Array = field(repr=False)

    def weigh(self, vector: Array, words: str) -> dict[str, float]:
        """The weight of each label; about 0 to 1."""
        centred = vector - self.mean
        centred = centred / np.linalg.norm(centred)
        sums = centred @ self.of_vector + counted(words, self.places, self.rarity) @ self.of_words
        return dict(zip(self.labels, map(float, sums), strict=True))


def read_head(path: Path) -> Head:
    """A head from the file that `write_head` made."""
    with np.load(path, allow_pickle=False) as kept:
        return Head(
            labels=tuple(map(str, kept["labels"])),
            mean=kept["mean"].astype(np.float32),
            of_vector=kept["of_vector"].astype(np.float32),
            places={str(feature): at for at, feature in enumerate(kept["features"])},
            rarity=kept["rarity"].astype(np.float32),
            of_words=kept["of_words"].astype(np.float32),
        )


def write_head(head: Head, path: Path) -> None:
    """Half precision is enough."""
    np.savez_compressed(
        path,
        labels=np.array(head.labels),
        mean=head.mean.astype(np.float16),
        of_vector=head.of_vector.astype(np.float16),
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
