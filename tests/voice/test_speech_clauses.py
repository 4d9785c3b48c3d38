"""Where speech may be broken, and where it never is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice.clauses import clauses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yes.", ["Yes."]),
        ("It was 7.2 percent.", ["It was 7.2 percent."]),
        ("Two things. It was 1.6. It is lower.", ["Two things.", "It was 1.6.", "It is lower."]),
        ("Is it? No! Good…  Then go on.", ["Is it?", "No!", "Good…", "Then go on."]),
        ('He said, "Come in." Then he left.', ['He said, "Come in."', "Then he left."]),
        ("That's from October 3rd, 2026.", ["That's from October 3rd, 2026."]),
        (
            "That is from a blood test on October 3rd, 2026, at the county laboratory.",
            ["That is from a blood test on October 3rd, 2026,", "at the county laboratory."],
        ),
        ("You weigh 1,200 grams more than before.", ["You weigh 1,200 grams more than before."]),
        ("Dr. Patel and Mrs. Jones saw you.", ["Dr. Patel and Mrs. Jones saw you."]),
        ("It is at 10 a.m. on Thursday.", ["It is at 10 a.m. on Thursday."]),
        ("Yes, it is.", ["Yes, it is."]),
        (
            "Your kidney filter rate, called eGFR, was below it: 38.",
            ["Your kidney filter rate, called eGFR, was below it: 38."],
        ),
        (
            "The letter from your doctor says – and I read it as it is – to come back soon.",
            ["The letter from your doctor says –", "and I read it as it is –", "to come back soon."],
        ),
        ("No full stop here", ["No full stop here"]),
        ("", []),
        ("  \n ", []),
        ("...", ["..."]),
    ],
)
def test_breaks(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected


TEXT = st.lists(
    st.sampled_from(
        [
            "October",
            "3rd,",
            "2026,",
            "7.2",
            "mg,",
            "percent.",
            "Dr.",
            "Two",
            "things.",
            "1,200",
            "–",
            "a.m.",
            "well;",
            "so:",
        ]
    ),
    max_size=40,
).map(" ".join)


@given(st.one_of(TEXT, st.text(max_size=200)))
def test_no_word_is_lost_and_no_piece_is_empty(text: str) -> None:
    found = clauses(text)
    assert " ".join(found).split() == text.split()
    assert all(piece.strip() == piece and piece for piece in found)


@given(TEXT)
def test_a_date_is_never_broken(text: str) -> None:
    whole = text.split()
    ends = {sum(len(piece.split()) for piece in clauses(text)[: i + 1]) for i in range(len(clauses(text)))}
    for i in range(len(whole) - 2):
        if whole[i : i + 3] == ["October", "3rd,", "2026,"]:
            assert i + 2 not in ends
