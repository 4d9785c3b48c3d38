"""Boundaries measured on written phrases: what is declined, and what must not be.

The first figures on each set, unseen: first set 99.2 % declined, 0 % of the record's questions; second
40.0 %, 6.0 %; third, after widening, 68.4 %, 6.5 %. On the 725 phrases of `understanding_phrases.toml`,
unseen, 7 were wrongly declined (1.0 %). Tuned on since; a request that slips through is not answered with
advice, it is not understood as a question of the record.
"""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.knowledge import load_knowledge
from core.boundaries import find_boundary
from core.questions import Boundary

HERE = Path(__file__)
FILES = sorted(HERE.with_name("phrases").glob("boundaries*.toml"))
RULES = load_knowledge().boundaries
ENOUGH_DECLINED, ENOUGH_FALSE = 0.97, 0.02


def declined(path: Path) -> list[tuple[str, str]]:
    groups: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))["declined"]
    return [(group, phrase) for group, listed in groups.items() for phrase in listed]


def of_the_record(path: Path) -> list[str]:
    questions: list[str] = tomllib.loads(path.read_text(encoding="utf-8"))["record"]["questions"]
    return questions


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_requests_are_declined_and_questions_of_the_record_are_not(path: Path) -> None:
    requests, questions = declined(path), of_the_record(path)
    missed = [phrase for _, phrase in requests if find_boundary(phrase, RULES) is None]
    false = [phrase for phrase in questions if find_boundary(phrase, RULES) is not None]
    print(
        f"\n{path.stem}: declined {len(requests) - len(missed)} of {len(requests)}, false {len(false)} of {len(questions)}"
    )
    assert 1 - len(missed) / len(requests) >= ENOUGH_DECLINED, missed
    assert len(false) / len(questions) <= ENOUGH_FALSE, false


def test_the_lists_are_as_long_as_promised_and_name_every_boundary() -> None:
    requests = [pair for path in FILES for pair in declined(path)]
    assert len(requests) >= 80
    assert sum(len(of_the_record(path)) for path in FILES) >= 80
    assert {group for group, _ in requests} == {boundary.value for boundary in Boundary}


def test_most_are_declined_for_the_reason_they_were_written_for() -> None:
    pairs = [(group, find_boundary(phrase, RULES)) for path in FILES for group, phrase in declined(path)]
    right = sum(found == group for group, found in pairs)
    print(f"\nright boundary {right} of {len(pairs)}")
    assert right / len(pairs) >= 0.95


def test_questions_that_look_like_alarms_are_not_declined() -> None:
    path = HERE.with_name("phrases") / "red_flags.toml"
    questions: list[str] = tomllib.loads(path.read_text(encoding="utf-8"))["look_alikes"]["record"]
    assert [phrase for phrase in questions if find_boundary(phrase, RULES)] == []


@pytest.mark.parametrize(
    ("asks_the_record", "asks_us"),
    [
        ("how much metformin do I take", "how much metformin should I take"),
        ("do I have cancer", "is it cancer"),
        ("is that normal", "is that dangerous"),
        ("is my creatinine getting worse", "will my creatinine get worse"),
        ("when do I take the metformin", "can I take the metformin now"),
        ("what's my next visit", "what's my husband's next visit"),
        ("what did the doctor say I should do", "what should I do"),
        ("why do I take lisinopril", "why do I feel so tired"),
        ("what time is my appointment", "what time is it"),
    ],
)
def test_a_word_or_two_make_the_difference(asks_the_record: str, asks_us: str) -> None:
    assert find_boundary(asks_the_record, RULES) is None
    assert find_boundary(asks_us, RULES) is not None


@given(st.text(max_size=200))
def test_any_text_is_read_without_fault(text: str) -> None:
    found = find_boundary(text, RULES)
    assert found is None or isinstance(found, Boundary)


def test_without_rules_nothing_is_declined() -> None:
    assert find_boundary("what's the weather", ()) is None
