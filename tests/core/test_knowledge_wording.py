"""How the explanations read: short, in plain words, without doses or advice.

The grade is Flesch-Kincaid (Kincaid et al. 1975): 0.39 words per sentence + 11.8 syllables per word
- 15.59. The names of the thing itself are masked, as they cannot be chosen.
"""

import re
import statistics

import pytest

from app.knowledge import load_knowledge
from core.facts import ConceptKind
from core.knowledge import Entry

ENTRIES = [entry for entry in load_knowledge().entries if entry.explanation]
WORST_GRADE = 6.0


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end; at least one."""
    groups = re.findall(r"[aeiouy]+", word)
    silent = word.endswith(("e", "es", "ed")) and not word.endswith(
        ("le", "ted", "ded", "ses", "zes", "ces", "ges", "ee")
    )
    return max(1, len(groups) - silent)


def sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.?!])\s+", text.strip()) if s]


def grade(text: str) -> float:
    words = re.findall(r"[a-z]+", text.lower())
    per_sentence = len(words) / len(sentences(text))
    return 0.39 * per_sentence + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def masked(entry: Entry) -> str:
    text = entry.explanation.replace("-", "")
    for name in sorted({entry.id, entry.spoken, *entry.synonyms}, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name.replace('-', ''))}\b", "it", text, flags=re.IGNORECASE)
    return text


def label(entry: Entry) -> str:
    return f"{entry.kind}-{entry.id}"


@pytest.mark.parametrize(
    ("word", "count"), [("blood", 1), ("sugar", 2), ("made", 1), ("table", 2), ("tested", 2), ("kidney", 2)]
)
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_every_explanation_is_for_grade_six_or_below() -> None:
    grades = {label(entry): grade(masked(entry)) for entry in ENTRIES}
    raw = [grade(entry.explanation) for entry in ENTRIES]
    worst = sorted(grades, key=lambda name: -grades[name])[:5]
    print(
        f"\n{len(grades)} explanations: median grade {statistics.median(grades.values()):.1f} masked, {statistics.median(raw):.1f} raw"
    )
    print("hardest:", ", ".join(f"{name} {grades[name]:.1f}" for name in worst))
    assert grades[worst[0]] <= WORST_GRADE, worst


@pytest.mark.parametrize("entry", ENTRIES, ids=label)
def test_an_explanation_is_one_or_two_short_sentences(entry: Entry) -> None:
    parts = sentences(entry.explanation)
    assert len(parts) in (1, 2)
    assert all(part.endswith(".") for part in parts)
    assert max(len(part.split()) for part in parts) <= 15


@pytest.mark.parametrize("entry", ENTRIES, ids=label)
def test_a_sentence_has_at_most_one_number_beside_the_name(entry: Entry) -> None:
    assert max(len(re.findall(r"\d+(?:\.\d+)?", part)) for part in sentences(masked(entry))) <= 1


@pytest.mark.parametrize("entry", ENTRIES, ids=label)
def test_an_explanation_gives_no_dose_no_advice_and_no_alarm(entry: Entry) -> None:
    said = entry.explanation.lower()
    assert not re.search(
        r"\b(?:you should|must|never|always|take it|ask your|mg|milligrams?|tablets? a day|fatal|deadly)\b", said
    )
    assert not re.search(r"\b(?:abnormal|elevated|non-compliant|suffer)\b", said)


def test_everything_that_can_be_asked_about_is_explained() -> None:
    explained = {(entry.kind, entry.id) for entry in ENTRIES}
    everything = {(entry.kind, entry.id) for entry in load_knowledge().entries}
    assert everything == explained


def test_a_medicine_is_explained_by_its_name() -> None:
    for entry in ENTRIES:
        if entry.kind == ConceptKind.MEDICINE:
            first = sentences(entry.explanation)[0].lower()
            assert entry.spoken.lower() in first or entry.id in first or first.split()[0] in entry.id, entry.id
