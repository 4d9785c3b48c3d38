"""Plain words: what is said stays, how it is written goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.words import content, plain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What's my A1C?", "whats my a1c"),
        ("It’s 7.2 percent.", "its 7.2 percent"),
        ("1,000 mg", "1000 mg"),
        ("micro-8inine", "micro 8inine"),
        ("A.1.C.", "a 1 c"),
        ("Dr. Patel,\n  please", "dr patel please"),
        ("M-I allergic to penicillin?", "m i allergic to penicillin"),
        ("Café, naïve", "cafe naive"),
        ("…", ""),
        ("", ""),
        ("12,34", "12 34"),
        ("at 3.", "at 3"),
    ],
)
def test_plain_keeps_what_is_said(text: str, words: str) -> None:
    assert plain(text) == words


@given(st.text(max_size=200))
def test_plain_is_plain_already(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert once == once.strip()
    assert "  " not in once
    assert not set(once) & set("'’,?!;:\"")


@given(st.lists(st.sampled_from("what was my last a1c is normal potassium the and".split()), min_size=1, max_size=8))
def test_case_and_punctuation_change_nothing(words: list[str]) -> None:
    text = " ".join(words)
    assert plain(f"  {text.upper()}?! ") == plain(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Could you, um, tell me what my my A1c was, please?", "what my a1c was"),
        ("um, what's my, uh, potassium", "whats my potassium"),
        ("Hey, well, I'd like to know my weight", "my weight"),
        ("so what was, what was my last A1c", "what was my last a1c"),
        ("you know, my blood pressure", "my blood pressure"),
        ("is my potassium okay", "is my potassium okay"),
        ("when was I last in the ER", "when was i last in the er"),
        ("what's it for again", "whats it for"),
        ("how do you know", "how do you know"),
        ("what can you tell me", "what can you tell me"),
        ("in twenty twenty four", "in twenty twenty four"),
        ("what kind of medicine is it", "what kind of medicine is it"),
        ("um", ""),
        ("", ""),
    ],
)
def test_content_leaves_what_is_meant(text: str, words: str) -> None:
    assert content(text) == words


@given(st.text(max_size=120))
def test_content_adds_nothing(text: str) -> None:
    assert set(content(text).split()) <= set(plain(text).split())
