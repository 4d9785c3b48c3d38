"""Loops, inventions and second readings, on decodings written by hand."""

import pytest

from voice.trust import Decoded, Reading, alternatives, invented, loops, stutters, surer, token_cap


def decoded(text: str, logprob: float = -0.2, no_speech: float = 0.1, tokens: int = 6) -> Decoded:
    return Decoded((Reading(text, tokens, logprob),), no_speech, 2_000)


@pytest.mark.parametrize("text", ["and the amount of " * 12, "P-" * 40, "No" + "dolo" * 20])
def test_text_that_repeats_itself_is_a_loop(text: str) -> None:
    assert loops(decoded(text))


@pytest.mark.parametrize(
    "text", ["What was my last A1c?", "No, no.", "", "Is my potassium normal, and is my sodium normal?"]
)
def test_what_people_say_is_no_loop(text: str) -> None:
    assert not loops(decoded(text))


def test_more_tokens_than_the_time_allows_are_a_loop() -> None:
    assert token_cap(2_000) == 12 + 24
    assert loops(decoded("so many different words", tokens=36))
    assert not loops(decoded("so many different words", tokens=35))


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        ("Yes. Yes.", True),
        ("Stop, stop, stop!", True),
        ("go on go on", True),
        ("Yes.", False),
        ("No, not now.", False),
        ("What is what?", False),
        ("", False),
    ],
)
def test_one_phrase_over_and_over_is_a_stutter(text: str, repeated: bool) -> None:
    assert stutters(text) is repeated


@pytest.mark.parametrize(
    ("logprob", "no_speech", "clear_voice", "expected"),
    [
        (-0.3, 0.9, False, False),
        (-1.5, 0.1, True, False),
        (-1.5, 0.1, False, True),
        (-1.5, 0.7, True, True),
    ],
)
def test_doubtful_words_need_a_clear_voice(logprob: float, no_speech: float, clear_voice: bool, expected: bool) -> None:
    assert invented(decoded("you", logprob, no_speech), clear_voice=clear_voice) is expected


def test_a_reading_without_hints_wins_only_when_it_is_much_surer() -> None:
    # exp(-0.9) = 0.41, exp(-0.8) = 0.45, exp(-0.4) = 0.67
    hinted = decoded("vitamin D", -0.9)
    assert surer(hinted, decoded("What is it?", -0.8)).best.text == "vitamin D"
    assert surer(hinted, decoded("What is it?", -0.4)).best.text == "What is it?"
    assert [r.text for r in surer(hinted, decoded("What is it?", -0.4)).readings] == ["What is it?", "vitamin D"]


def test_alternatives_differ_in_words_not_in_commas() -> None:
    texts = ["What is it?", "what is it", "", "What was it?", "What was it.", "Where is it?"]
    readings = [Reading(text, 4, -0.5) for text in texts]
    assert alternatives(readings) == ("What was it?", "Where is it?")


def test_confidence_is_a_probability() -> None:
    assert Reading("x", 1, 0.0).confidence == 1.0
    assert 0.36 < Reading("x", 1, -1.0).confidence < 0.37
    assert Reading("x", 1, 0.001).confidence == 1.0


def test_words_are_not_in_the_representation() -> None:
    assert "creatinine" not in repr(decoded("creatinine"))
