"""Pointing at questions, noticing which was asked, and what a rehearsal listens for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.mind import Mind
from core.visit.matching import asked_among, asks
from core.visit.pointing import pointed_at
from core.visit.rehearse import listen, say_seconds
from core.visit.thesaurus import stem

LIST = (
    "Will I need dialysis?",
    "Can I eat bananas?",
    "My lisinopril was raised in July. How will we know if it works?",
)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("the second", (1,)), ("number three", (2,)), ("question one", (0,)), ("the last one", (2,)), ("that", (1,)),
        ("the one about dialysis", (0,)), ("the one with the bananas", (1,)), ("the first and the third", (0, 2)),
        ("the fourth", ()), ("the one about my car", ()),
    ],
)  # fmt: skip
def test_a_question_is_pointed_at_by_place_or_by_what_it_is_about(
    words: str, at: tuple[int, ...], demo_mind: Mind
) -> None:
    assert pointed_at(words, LIST, 1, demo_mind) == at


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("So, is it going to come to dialysis one day?", {0}),
        ("Are bananas all right for me, and will it come to dialysis?", {0, 1}),
        ("How do we tell that the lisinopril does its job?", {2}),
        ("I ate a banana this morning.", set()),
        ("My mother was on dialysis.", set()),
        ("Is it going to rain?", set()),
        ("", set()),
    ],
)  # fmt: skip
def test_what_was_asked_is_noticed_in_other_words(said: str, at: set[int], demo_mind: Mind) -> None:
    assert set(asked_among(said, LIST, demo_mind.lexicon, demo_mind.knowledge.thesaurus)) == at


def test_what_is_only_told_asks_nothing() -> None:
    assert asks("And the bananas?")
    assert not asks("I have been tired for three weeks.")


def test_key_facts_are_heard(demo_mind: Mind) -> None:
    bare = listen("I'm so tired.", LIST, demo_mind)
    assert bare.complaint
    assert "how long" not in bare.facts
    full = listen(
        "I've been tired for about three weeks, I can hardly climb the stairs, and I tried to rest.", LIST, demo_mind
    )
    assert full.facts == {"how long", "how bad", "what was tried"}
    assert not listen("My daughter drove me here.", LIST, demo_mind).complaint


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.5, "about ten seconds"), (21, "about twenty seconds"), (118, "about two minutes")]
)
def test_how_long_it_took_is_said_roughly(seconds: float, said: str) -> None:
    assert say_seconds(seconds) == said


@given(st.text(max_size=120))
def test_anything_may_be_said_to_the_doctor(demo_mind: Mind, said: str) -> None:
    assert set(asked_among(said, LIST, demo_mind.lexicon, demo_mind.knowledge.thesaurus)) <= {0, 1, 2}
    assert listen(said, LIST, demo_mind).words >= 0


@given(st.from_regex(r"[a-z]{1,14}", fullmatch=True))
def test_a_stem_begins_the_word(word: str) -> None:
    assert word.startswith(stem(word)[:2])


def test_no_phrase_of_the_thesaurus_is_empty(demo_mind: Mind) -> None:
    thesaurus = demo_mind.knowledge.thesaurus
    assert all(phrase and all(phrase) for phrase in (*thesaurus.topics, *thesaurus.aspects))
    named = {name for names in thesaurus.topics.values() for name in names}
    assert thesaurus.weak <= named
