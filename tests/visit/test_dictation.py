"""A dictated question keeps the person's words; a misheard one is put right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.visit.dictation import corrected, question_in
from core.words import plain


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("I want to ask if I'll need dialysis.", "Will I need dialysis?"),
        ("ask Dr. Patel whether it's safe to fly", "Is it safe to fly?"),
        ("Um, well, why do my ankles swell", "Why do my ankles swell?"),
        ("My question is how long I have to take this", "How long I have to take this?"),
        ("I'd like to ask whether I should stop the aspirin, please", "Should I stop the aspirin?"),
        ("put why am I tired on my list", "Why am I tired?"),
        ("I want to ask if I still need it", "Do I still need it?"),
        ("can I eat bananas?", "Can I eat bananas?"),
        ("I want to ask about my knee", "About my knee."),
    ],
)
def test_only_what_leads_up_to_a_question_falls_away(said: str, question: str) -> None:
    assert question_in(said) == question


@pytest.mark.parametrize(
    ("question", "meant", "wrong", "right"),
    [
        ("Why does my need hurt?", "knee", "", "Why does my knee hurt?"),
        ("Will I need analysis?", "dialysis", "", "Will I need dialysis?"),
        ("Can I stop the list a pill?", "lisinopril", "list a pill", "Can I stop the lisinopril?"),
        ("Can I eat fruit?", "vegetables", "fruit", "Can I eat vegetables?"),
        ("Why am I tired?", "knee", "", "Why am I tired?"),
    ],
)
def test_the_word_that_sounds_alike_is_exchanged(question: str, meant: str, wrong: str, right: str) -> None:
    assert corrected(question, meant, wrong) == right


@given(st.text(max_size=80))
def test_any_words_become_one_question_and_none_is_made_up(said: str) -> None:
    question = question_in(said)
    assert question.endswith((".", "?"))
    added = set(plain(question).split()) - set(plain(said).split())
    assert added <= {
        "do",
        "will",
        "am",
        "is",
        "are",
        "have",
        "would",
        "i",
        "it",
        "he",
        "she",
        "they",
        "we",
        "you",
        "that",
        "there",
    }


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_a_correction_never_breaks(question: str, meant: str, wrong: str) -> None:
    assert isinstance(corrected(question, meant, wrong), str)
