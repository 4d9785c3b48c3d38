"""The grammar's reading weighed against the meaning of the words: who is believed, and what is asked back."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from understanding_record import TODAY, small_lexicon

from core.conversation import FRESH
from core.facts import ConceptKind
from core.gist import DECLINED, MEANINGS, common_words
from core.gist_question import labels_of
from core.grammar import ask
from core.grammar_mask import mask_exact
from core.questions import Aspect, Boundary, Command, Kind, NotOurs, NotUnderstood, Question, Understood, WhyNot
from core.second_thought import DOUBTS, LEAST, OVERRULES, STANDS_IN, reconsidered
from core.words import content

LEXICON = small_lexicon()


class Told:
    """A gist that was told what to say, and remembers what it saw."""

    def __init__(self, **weights: float) -> None:
        self.weights = weights
        self.saw = ""

    def weigh(self, words: str) -> Mapping[str, float]:
        self.saw = words
        return self.weights


def after_all(words: str, gist: Told) -> Understood:
    understood = ask(content(words), LEXICON, FRESH, TODAY)
    return reconsidered(understood, words, LEXICON, FRESH, TODAY, gist)


def test_the_gist_sees_no_name_of_the_record() -> None:
    gist = Told(value=1.0)
    after_all("what was my creatinine in May 2021, said Doctor Patel", gist)
    assert gist.saw and not {"creatinine", "2021", "may", "patel"} & set(gist.saw.split())


def test_where_both_agree_the_grammar_stands() -> None:
    words = "what was my last creatinine"
    assert after_all(words, Told(value=0.9)) == ask(words, LEXICON, FRESH, TODAY)


@pytest.mark.parametrize(("label", "boundary"), DECLINED.items())
def test_a_sure_gist_declines(label: str, boundary: Boundary) -> None:
    understood = after_all("so what about it with my metformin", Told(**{label: 0.9}))
    assert isinstance(understood, NotOurs) and understood.boundary is boundary
    assert [subject.id for subject in understood.subjects] == ["metformin"]


def test_an_unsure_gist_only_asks_back() -> None:
    lead = (DOUBTS + OVERRULES) / 2
    understood = after_all("how do I take the metformin", Told(dose_advice=0.4 + lead, med=0.4))
    assert isinstance(understood, NotUnderstood) and understood.why is WhyNot.WHICH_ONE
    assert understood.pending is not None and understood.pending.kind is Kind.DETAIL


def test_a_doubtful_gist_changes_nothing() -> None:
    words = "how do I take the metformin"
    gist = Told(dose_advice=0.4 + DOUBTS / 2, med=0.4)
    assert after_all(words, gist) == ask(content(words), LEXICON, FRESH, TODAY)


def test_where_the_grammar_knows_nothing_a_sure_gist_stands_in() -> None:
    understood = after_all("there goes the creatinine again", Told(trend=LEAST + STANDS_IN))
    assert isinstance(understood, Question) and understood.by_gist
    assert (understood.kind, understood.subjects[0].id) == (Kind.TREND, "creatinine")


def test_what_nothing_is_named_for_is_not_answered() -> None:
    words = "are we winning or losing today"
    assert after_all(words, Told(trend=0.9, med=0.8)) == ask(words, LEXICON, FRESH, TODAY)


def test_where_what_is_meant_needs_another_name_nothing_is_answered() -> None:
    words = "the creatinine and that tablet business"
    for label in ("medicines", "med", "letter_about"):
        assert after_all(words, Told(**{label: 0.9})) == ask(words, LEXICON, FRESH, TODAY)


def test_an_answer_that_leaves_out_what_is_meant_is_asked_back() -> None:
    understood = after_all("what was my last creatinine", Told(med_who=0.9))
    assert isinstance(understood, NotUnderstood) and understood.pending is not None


def test_a_last_clause_that_agrees_is_enough() -> None:
    class Clauses(Told):
        def weigh(self, words: str) -> Mapping[str, float]:
            return {"value": 0.9} if words.startswith("what") else {"other_person": 0.9}

    understood = after_all("my wife keeps the papers, what was my last creatinine", Clauses())
    assert not isinstance(understood, NotOurs)


def test_a_list_of_what_was_stopped() -> None:
    understood = after_all("pills over and done for me", Told(stopped_medicines=0.9))
    assert isinstance(understood, Question)
    assert (understood.about, understood.stopped) == (ConceptKind.MEDICINE, True)


@pytest.mark.parametrize("understood", [Command.STOP, NotUnderstood(WhyNot.SILENCE)])
def test_commands_and_silence_are_left_alone(understood: Command | NotUnderstood) -> None:
    gist = Told(opinion=1.0)
    assert reconsidered(understood, "stop it right there", LEXICON, FRESH, TODAY, gist) == understood
    assert not gist.saw


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("what was my last creatinine", "value"),
        ("is my potassium normal", "is_normal"),
        ("has my weight gone up", "trend"),
        ("what was my highest weight", "highest"),
        ("since when do i take metformin", "med_since"),
        ("who prescribed metformin", "med_who"),
        ("why do i take metformin", "med_why"),
        ("how do i take metformin", "med"),
        ("what did i stop taking", "stopped_medicines"),
        ("what medicines do i take", "medicines"),
        ("when is my next visit", "next_visit"),
        ("what is creatinine", "explain"),
    ],
)
def test_a_question_of_the_grammar_has_its_label(words: str, label: str) -> None:
    asked = ask(content(words), LEXICON, FRESH, TODAY)
    assert isinstance(asked, Question)
    assert label in labels_of(asked)


def test_taking_and_having_stopped_are_not_the_same_list() -> None:
    now = Question(Kind.LIST, about=ConceptKind.MEDICINE)
    assert labels_of(now) == {"medicines"}


def test_no_label_is_both_answered_and_declined() -> None:
    assert not MEANINGS.keys() & DECLINED.keys()
    assert all(m.names or m.aspect is Aspect.WHOLE for m in MEANINGS.values())


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=80))
def test_any_words_are_weighed_or_left(words: str) -> None:
    masked, _ = mask_exact(content(words), LEXICON)
    assert "@" not in common_words(masked) or "@" in masked.words
    after_all(words, Told(value=0.9, opinion=0.3))
