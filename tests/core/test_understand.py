"""Turns that lean on what was just said: confirmations, offers, corrections, alternatives, unfinished words."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from understanding_record import TODAY, is_meant, small_lexicon

from core.answers import Answer, Outcome
from core.audio import Transcript
from core.conversation import FRESH, Conversation
from core.facts import Origin, PartialDate, Reading, Span
from core.knowledge import BoundaryRule
from core.questions import Boundary, Command, Concept, Kind, NotOurs, NotUnderstood, Question, Understood, WhyNot
from core.understand import understand

LEXICON = small_lexicon()


def concept(short: str) -> Concept:
    return next(c for c in LEXICON.concepts if is_meant(c, short))


def heard(text: str, so_far: Conversation = FRESH, *alternatives: str) -> Understood:
    return understand(Transcript(text, alternatives=alternatives), LEXICON, so_far, TODAY)


def asked(text: str, so_far: Conversation = FRESH) -> Question:
    question = heard(text, so_far)
    assert isinstance(question, Question), question
    return question


def after(text: str) -> Conversation:
    question = asked(text)
    return Conversation(last_question=question, topics=question.subjects)


def asked_back(text: str) -> Conversation:
    unsure = heard(text)
    assert isinstance(unsure, NotUnderstood)
    assert unsure.why == WhyNot.WHICH_ONE and unsure.candidates
    return Conversation(asked_back=unsure)


NEARLY = "when do I take the listen operal"


def test_a_near_miss_is_asked_back_with_the_question_it_completes() -> None:
    unsure = asked_back(NEARLY).asked_back
    assert unsure and unsure.pending
    assert unsure.candidates == (concept("lisinopril"),)
    assert (unsure.pending.kind, unsure.pending.subjects) == (Kind.DETAIL, ())


@pytest.mark.parametrize("yes", ["yes", "Yes.", "yeah", "that's right", "um, yes please", "correct", "the first one"])
def test_yes_completes_the_pending_question(yes: str) -> None:
    assert asked(yes, asked_back(NEARLY)) == Question(Kind.DETAIL, (concept("lisinopril"),))


@pytest.mark.parametrize("no", ["no", "nope", "no, that's wrong", "no thank you"])
def test_no_leaves_the_subject_open(no: str) -> None:
    refused = heard(no, asked_back(NEARLY))
    assert isinstance(refused, NotUnderstood)
    assert (refused.why, refused.candidates, refused.unfinished) == (WhyNot.NO_SUBJECT, (), False)
    assert refused.pending == Question(Kind.DETAIL)


@pytest.mark.parametrize(
    "name", ["metformin", "no, metformin", "no, I meant metformin", "I said the metformin", "the metformin"]
)
def test_another_name_completes_it_too(name: str) -> None:
    assert asked(name, asked_back(NEARLY)) == Question(Kind.DETAIL, (concept("metformin"),))


def test_a_name_after_no_completes_it() -> None:
    refused = heard("no", asked_back(NEARLY))
    assert isinstance(refused, NotUnderstood)
    assert asked("metformin", Conversation(asked_back=refused)) == Question(Kind.DETAIL, (concept("metformin"),))


def test_another_whole_question_is_that() -> None:
    assert asked("what was my last A1c", asked_back(NEARLY)) == Question(Kind.LATEST, (concept("a1c"),))


def test_the_second_of_two() -> None:
    two = NotUnderstood(WhyNot.WHICH_ONE, (concept("sodium"), concept("potassium")), Question(Kind.IS_NORMAL))
    for words in ("the second one", "the other one", "the second", "potassium"):
        assert asked(words, Conversation(asked_back=two)) == Question(Kind.IS_NORMAL, (concept("potassium"),))


def test_a_confirmed_name_gets_a_question_that_fits_it() -> None:
    pending = NotUnderstood(WhyNot.WHICH_ONE, (concept("metformin"),), Question(Kind.LATEST))
    assert asked("yes", Conversation(asked_back=pending)).kind == Kind.DETAIL


def test_commands_work_while_something_is_asked_back() -> None:
    assert heard("stop", asked_back(NEARLY)) == Command.STOP
    assert heard("say that again", asked_back(NEARLY)) == Command.REPEAT


@pytest.mark.parametrize(
    "yes", ["yes", "sure", "go ahead", "please do", "okay", "yes please", "why not", "oh yes", "I'd like that"]
)
def test_an_offer_is_taken(yes: str) -> None:
    offered = Question(Kind.EXPLAIN, (concept("a1c"),))
    assert heard(yes, Conversation(offered=offered)) == offered


def test_an_offer_is_left() -> None:
    so_far = replace(after("what was my last A1c"), offered=Question(Kind.EXPLAIN, (concept("a1c"),)))
    assert heard("no thank you", so_far) == Command.NO
    assert asked("what was it in April", so_far).kind == Kind.VALUE_AT
    assert heard("stop", so_far) == Command.STOP


def test_yes_to_nothing_is_a_command() -> None:
    assert heard("yes") == Command.YES


def reading(day: str) -> Reading:
    when = PartialDate.of(dt.date.fromisoformat(day))
    return Reading(Origin("Observation/1", "Clinic", when), "loinc|4548-4", "A1c", 7.2)


@pytest.mark.parametrize(
    "words", ["and before that?", "what about before that", "and the one before?", "what was it before that"]
)
def test_before_that_ends_the_day_before_the_last_fact(words: str) -> None:
    answer = Answer(Outcome.FOUND, (), (reading("2026-10-03"),))
    so_far = replace(after("what was my last A1c"), last_answer=answer)
    question = asked(words, so_far)
    assert question.span == Span(None, dt.date(2026, 10, 2))
    assert (question.kind, question.subjects) == (Kind.VALUE_AT, (concept("a1c"),))


def test_the_words_of_the_span_are_kept() -> None:
    assert asked("what was my potassium in July").said_span == "in july"


def test_a_span_moves_a_question_that_has_no_subject() -> None:
    question = asked("and last year?", Conversation(last_question=asked("when did I last see the kidney doctor")))
    assert (question.kind, question.with_whom) == (Kind.LAST_VISIT, "kidney doctor")
    assert question.span == Span(dt.date(2025, 1, 1), dt.date(2025, 12, 31))


def test_medicines_for_something_carry_it() -> None:
    question = asked("what do I take for my gout")
    assert (question.kind, question.subjects) == (Kind.LIST, (concept("gout"),))


def test_a_letter_by_its_title() -> None:
    assert asked("what did the discharge letter say").subjects == (concept("discharge letter"),)


def test_an_unsure_doctor_is_asked_back() -> None:
    unsure = heard("when did I last see doctor Pattel")
    if isinstance(unsure, NotUnderstood):
        assert unsure.candidates == (concept("patel"),)
        assert asked("yes", Conversation(asked_back=unsure)).with_whom == "Dr. Patel"
    else:
        assert isinstance(unsure, Question) and unsure.with_whom == "Dr. Patel"


class TestAlternatives:
    """Other readings of the same sound rescue a turn, by asking."""

    def test_one_that_says_something_is_asked_back(self) -> None:
        unsure = heard("what's the weather man", FRESH, "what's my potassium")
        assert isinstance(unsure, NotUnderstood)
        assert unsure.candidates == (concept("potassium"),)
        assert asked("yes", Conversation(asked_back=unsure)) == Question(Kind.LATEST, (concept("potassium"),))

    def test_one_that_agrees_with_a_near_miss_is_answered(self) -> None:
        assert heard(NEARLY, FRESH, "when do I take the lisinopril") == Question(Kind.DETAIL, (concept("lisinopril"),))

    def test_one_that_differs_from_a_near_miss_is_asked_with_it(self) -> None:
        unsure = heard(NEARLY, FRESH, "when do I take the metformin")
        assert isinstance(unsure, NotUnderstood)
        assert set(unsure.candidates) == {concept("metformin"), concept("lisinopril")}

    def test_one_rescues_words_that_trail_off(self) -> None:
        unsure = heard("fighting on the lime,", FRESH, "what's my vitamin B12")
        assert isinstance(unsure, NotUnderstood)
        assert unsure.candidates == (concept("b12"),)

    def test_none_changes_what_was_understood(self) -> None:
        assert heard("what's my potassium", FRESH, "what's my sodium") == Question(Kind.LATEST, (concept("potassium"),))


@pytest.mark.parametrize("text", ["works my potassium", "riverside, potassium", "fighting on my potassium"])
def test_a_name_alone_is_asked_back_when_the_start_was_misheard(text: str) -> None:
    assert heard(text) == NotUnderstood(WhyNot.WHICH_ONE, (concept("potassium"),), Question(Kind.LATEST))


def test_a_frame_that_sounds_the_same_is_read_right() -> None:
    assert asked("as my weight gone down").kind == Kind.TREND
    assert asked("is anything often my results").kind == Kind.OUT_OF_RANGE


class TestBoundaries:
    """What is not ours is declined before a question is looked for, commands excepted."""

    RULES = (BoundaryRule("dose", (re.compile(r"\bskip\b"),)),)

    def read(self, text: str) -> Understood:
        return understand(Transcript(text), LEXICON, FRESH, TODAY, self.RULES)

    def test_a_boundary_names_what_it_was_about(self) -> None:
        assert self.read("can I skip the metformin tonight") == NotOurs(Boundary.DOSE, (concept("metformin"),))

    def test_other_questions_pass(self) -> None:
        assert isinstance(self.read("when do I take the metformin"), Question)

    def test_commands_come_first(self) -> None:
        assert self.read("skip it") == Command.STOP


@pytest.mark.parametrize("text", ["", "   ", "…", "?!"])
def test_no_words_is_silence(text: str) -> None:
    assert heard(text) == NotUnderstood(WhyNot.SILENCE)


def test_half_a_question_waits_and_can_still_be_asked_back() -> None:
    half = heard("is my potassium")
    assert half == NotUnderstood(WhyNot.WHICH_ONE, (concept("potassium"),), Question(Kind.IS_NORMAL), unfinished=True)
    assert asked("yes", Conversation(asked_back=half)) == Question(Kind.IS_NORMAL, (concept("potassium"),))


PIECES = st.sampled_from(
    "what is my last a1c potassium and the in april normal metformin do i take when no yes about that it kidney doctor see".split()
)


@given(st.lists(PIECES, max_size=9), st.sampled_from(["", "what was my last A1c", "when do I take the metformin"]))
def test_whatever_is_said_gives_something_that_can_be_answered(words: list[str], before: str) -> None:
    understood = heard(" ".join(words), after(before) if before else FRESH)
    if isinstance(understood, Question):
        assert understood.kind != Kind.VALUE_AT or understood.span != Span()
        assert (understood.kind == Kind.LIST) == (understood.about is not None)
        needs = {Kind.LATEST, Kind.VALUE_AT, Kind.TREND, Kind.IS_NORMAL, Kind.EXPLAIN, Kind.DETAIL}
        assert understood.kind not in needs or understood.subjects
    else:
        assert isinstance(understood, Command | NotUnderstood)


@given(st.text(max_size=80))
def test_any_text_is_survived(text: str) -> None:
    assert heard(text) == heard(f" {text} ")
