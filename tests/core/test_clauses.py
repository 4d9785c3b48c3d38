"""Clauses: where one ends, and what stays together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clauses import WALL, clauses


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("No chest pain but I can't breathe", ("no chest pain", "i cant breathe")),
        ("My chest hurts, and I don't know why.", ("my chest hurts", "and i dont know why")),
        ("pain in my jaw and my arm", ("pain in my jaw", "my arm")),
        ("pain in my jaw and arm", ("pain in my jaw and arm",)),
        ("I fell and hit my head", ("i fell and hit my head",)),
        ("I fell and I can't get up", ("i fell", "i cant get up")),
        ("Last year, I had a stroke", ("last year i had a stroke",)),
        ("I cannot breathe", ("i cant breathe",)),
        ("I am not well. It is bad!", ("im not well", "its bad")),
        ("um, I, I can't, I can't breathe", ("i", "i cant", "i cant breathe")),
        ("I I can't I can't breathe", ("i cant breathe",)),
        ("call nine one one", ("call nine one one",)),
        ("Dr. Patel wrote it", ("dr patel wrote it",)),
        ("a temperature of 103.5", ("a temperature of 103.5",)),
        ("", ()),
        (" ... ", ()),
    ],
)
def test_clauses(text: str, parts: tuple[str, ...]) -> None:
    assert clauses(text) == parts


@given(st.text(max_size=200))
def test_clauses_are_plain_and_never_empty(text: str) -> None:
    for clause in clauses(text):
        assert clause == clause.strip() and clause
        assert WALL not in clause and "'" not in clause and "," not in clause
