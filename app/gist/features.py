"""The words of a sentence as features: single words, pairs, pairs with one between, and the starts of long words."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
import numpy.typing as npt

_LONG, _START = 6, 5
"""Letters."""


def features(words: str) -> Iterator[str]:
    """Of plain words (`core.words.content`)."""
    tokens = ["^", *words.split(), "$"]
    yield from (f"1 {token}" for token in tokens[1:-1])
    yield from (f"2 {one} {other}" for one, other in pairwise(tokens))
    yield from (f"3 {one} {other}" for one, other in zip(tokens, tokens[2:], strict=False))
    yield from (f"4 {token[:_START]}" for token in tokens[1:-1] if len(token) >= _LONG)


def counted(words: str, places: Mapping[str, int], rarity: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """A vector of length 1 over the known features, rare ones counting more; zeros when none is known."""
    vector = np.zeros(len(rarity), dtype=np.float32)
    at = [places[feature] for feature in features(words) if feature in places]
    vector[at] = rarity[at]
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector
