"""`python -m evals.answers.teach [--without N]`: learns the gist of questions from example wordings.

From the wordings to mend by, the sets kept aside that are spent, requests that are declined
(`tests/core/phrases/boundaries*.toml`) and `more_wordings.toml`; what is learned goes to `app/gist/head.npz`. A set
that is still to be asked is never learned from. With `--without N` nothing is written: it says how many wordings of
the set N a gist that learned from all the others labels rightly.
"""

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np
import numpy.typing as npt

from app.gist.encoder import Encoder
from app.gist.features import counted, features
from app.gist.learned import Head, LearnedGist, alike, centred, write_head
from core.words import content
from evals.answers.questions import SETS, read_wordings

ROOT = Path(__file__).resolve().parents[2]
SPENT = (0, 1, 2, 3, 4, 5)
"""What is learned from; 0 is the set to mend by. A new set is added here when it has been asked."""
COMMON = {
    "test": "potassium", "test2": "cholesterol", "medicine": "metformin", "condition": "asthma", "allergen": "penicillin",
    "vaccine": "flu", "procedure": "colonoscopy", "year": "2015", "month": "march", "word": "walking", "doctor": "doctor smith",
}  # fmt: skip
"""What stands for a slot; the same as `core.gist.common_words` puts in the place of a name."""
LABELS = {
    "latest": "value", "value_year": "value", "value_month": "value", "value_relative": "value", "two_tests": "value",
    "compare": "trend", "since_started": "since", "before_procedure": "before", "dose": "med", "take_medicine": "med",
    "medicine_since": "med_since", "medicine_when": "med_since", "medicine_who": "med_who", "medicine_why": "med_why",
    "correction": "follow_test", "explain_test": "explain", "explain_medicine": "explain", "explain_condition": "explain",
    "sleep_last": "sleep", "sleep_week": "sleep", "steps_day": "steps", "steps_week": "steps", "who_ordered": "source",
    "next_with": "next_visit",
}  # fmt: skip
"""Kinds of the evaluation that have a label of another name."""
NO_LABEL = {"two_questions", "three_questions"}
DECLINED = {"dose": "dose_advice", "prognosis": "future"}
"""Boundaries that have a label of another name."""
OF_WORDS, RIDGE = 0.2, 0.2
"""How much words count beside vectors, and how much is held back; the best on the sets 1 to 5, left out in turn."""


@dataclass(frozen=True)
class Example:
    """One wording with its label."""

    words: str
    label: str
    from_set: int


def examples() -> Iterator[Example]:
    """All wordings; those for absent things are the same as for things that are there."""
    for number in SPENT:
        for kind, ways in read_wordings(number).by_kind.items():
            if kind not in NO_LABEL and not kind.startswith("absent_"):
                yield from (Example(common(way), LABELS.get(kind, kind), number) for way in ways)
    for path in sorted((ROOT / "tests" / "core" / "phrases").glob("boundaries*.toml")):
        declined = tomllib.loads(path.read_text(encoding="utf-8"))["declined"]
        for boundary, ways in declined.items():
            yield from (Example(content(way), DECLINED.get(boundary, boundary), -1) for way in ways)
    more = tomllib.loads(Path(__file__).with_name("more_wordings.toml").read_text(encoding="utf-8"))
    for label, ways in more.items():
        yield from (Example(common(way), label, -1) for way in ways)


def common(wording: str) -> str:
    """A wording with common names in its slots, as the gist sees it."""
    filled = {slot: name for name, word in COMMON.items() for slot, name in ((name, word), (f"absent_{name}", word))}
    return content(wording.format(**filled, empty_year="2015"))


def learn(taught: list[Example], vectors: npt.NDArray[np.float32]) -> Head:
    """Kernel ridge regression from vectors and words together to one column a label."""
    labels = sorted({example.label for example in taught})
    wanted = np.zeros((len(taught), len(labels)))
    wanted[range(len(taught)), [labels.index(example.label) for example in taught]] = 1
    mean = vectors.mean(axis=0)
    rows = centred(vectors, mean)
    seen = Counter(feature for example in taught for feature in set(features(example.words)))
    known = sorted(feature for feature, times in seen.items() if times > 1)
    places = {feature: at for at, feature in enumerate(known)}
    rarity = np.array([log(len(taught) / seen[feature]) for feature in known], dtype=np.float32)
    words = np.array([counted(example.words, places, rarity) for example in taught])
    together = alike(rows, rows) + OF_WORDS * words @ words.T
    weights = np.linalg.solve(together + RIDGE * np.eye(len(taught)), wanted).astype(np.float32)
    return Head(tuple(labels), mean, rows, weights, places, rarity, OF_WORDS * words.T @ weights)


def gist_without(left_out: int) -> LearnedGist:
    """A gist that never saw the wordings of this set."""
    encoder = Encoder()
    taught = [example for example in examples() if example.from_set != left_out]
    return LearnedGist(encoder, learn(taught, _encoded(taught, encoder)))


def _encoded(taught: list[Example], encoder: Encoder) -> npt.NDArray[np.float32]:
    return np.array([encoder.encode(example.words) for example in taught])


def main() -> int:
    """Learn and write, or leave one set out and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", type=int, choices=(0, *SETS), help="only tell how a set is labelled unseen")
    left_out = parser.parse_args().without
    if left_out is None:
        encoder = Encoder()
        taught = list(examples())
        head = learn(taught, _encoded(taught, encoder))
        write_head(head, ROOT / "app" / "gist" / "head.npz")
        print(f"{len(taught)} wordings, {len(head.labels)} labels, {len(head.places)} features")
        return 0
    gist = gist_without(left_out)
    asked = [example for example in examples() if example.from_set == left_out]
    for example in asked:
        weights = gist.weigh(example.words)
        best = max(weights, key=weights.__getitem__)
        if best != example.label:
            print(f"{example.label} taken for {best}: {example.words}")
    right = sum(max((w := gist.weigh(e.words)), key=w.__getitem__) == e.label for e in asked)
    print(f"set {left_out}: {right} of {len(asked)} labelled rightly ({right / len(asked):.1%})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
