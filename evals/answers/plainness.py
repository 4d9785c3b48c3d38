"""How plainly answers are said: school grade, words in a sentence, numbers in a sentence."""

import re
import statistics
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from evals.answers.score import NUMBER

LONGEST_WORDS, AIM_WORDS = 20, 15
_DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{1,2}(?:st|nd|rd|th))?(?:, \d{4}| \d{4})?"
    r"|\b(?:19|20)\d\d\b|\b\d{1,2}(?::\d\d)? in the (?:morning|afternoon|evening)"
)
_ONE_READING = re.compile(
    r"\b(?:about )?[\d.,]+ over (?:about )?[\d.,]+|\b\d+ hours? and \d+ minutes?|\b[\d-]{7,}|\b[A-Za-z]+\d+\b|\bA1c\b|\bB12\b|\bCO2\b|\btype [12]\b"
)


def plainness(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The figures over all answers, and what is over the bars."""
    grades, lengths, long, crowded = [], [], set(), set()
    for row in rows:
        names = {word.lower() for fact in row["facts"] for word in re.findall(r"\w+", fact["concept"])}
        texts = [part for s in row["sentences"] for part in re.split(r"(?<=[a-z0-9][.?])\s+(?=[A-Z])", s["text"])]
        grades += [_grade(texts, names)] if texts else []
        for text in texts:
            lengths.append(len(text.split()))
            long |= {text} if len(text.split()) > LONGEST_WORDS else set()
            crowded |= {text} if len(NUMBER.findall(_ONE_READING.sub("", _DATE.sub("", text)))) > 1 else set()
    over = sum(n > AIM_WORDS for n in lengths) / max(1, len(lengths))
    yield f"grade: median {statistics.median(grades):.1f} (bar 6; names masked); sentences over {AIM_WORDS} words {over:.1%}"
    yield f"sentences over {LONGEST_WORDS} words: {len(long)} (bar 0); with two numbers that are not one reading: {len(crowded)} (bar 0)"
    yield from (f"   long: {text}" for text in sorted(long)[:12])
    yield from (f"   numbers: {text}" for text in sorted(crowded)[:12])


def _grade(texts: list[str], names: set[str]) -> float:
    """Flesch-Kincaid grade (Kincaid et al., 1975) of the words that are no names; a number counts as one short word."""
    words = [w for text in texts for w in re.findall(r"[A-Za-z']+|\d[\d.,]*", text)]
    plain = ["it" if w.lower() in names or w[:1].isdigit() else w for w in words]
    sentences = max(1, len(texts))
    return 0.39 * len(plain) / sentences + 11.8 * sum(map(_syllables, plain)) / max(1, len(plain)) - 15.59


def _syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)
