"""The line to a language model: streamed, in time or not at all, and nobody waits for one that is gone."""

import socket
import time
from collections.abc import Iterator

import pytest

from app.model.endpoint import Endpoint
from app.model.guessing import ModelGuess
from app.model.line import FAILURES_BEFORE_REST, Line, Request, Sort
from app.model.wording import ModelWording
from core.answers import Answer, Outcome, Sentence
from core.errors import NeedsConsent
from evals.script import Script, scripted

ANSWER = Answer(Outcome.FOUND, (Sentence("Your A1c was 7.2 percent.", ("Observation/1",)),))
REQUEST = Request(Sort.ANSWER, "Say: grüß Gott.", 20)


@pytest.fixture
def script() -> Iterator[Script]:
    with scripted() as found:
        yield found


@pytest.fixture
def nobody() -> Iterator[str]:
    """A URL on this machine where nothing answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}/v1"


def test_words_come_whole_and_are_asked_for_once(script: Script) -> None:
    script.says = "Of course. Your A1c was 7.2 percent."
    assert Line(Endpoint(script.url)).ask(REQUEST) == script.says
    (body,) = script.asked
    assert body["stream"]
    assert body["messages"] == [{"role": "user", "content": REQUEST.text}]


def test_what_is_enough_ends_it(script: Script) -> None:
    script.says = "one two three four"
    assert Line(Endpoint(script.url)).ask(REQUEST, lambda text: "two" in text).split() == ["one", "two"]


def test_late_words_are_not_waited_for(script: Script) -> None:
    script.says, script.silent_s = "Late.", 30.0
    began = time.monotonic()
    assert Line(Endpoint(script.url, patience_s=0.3)).ask(REQUEST) == ""
    assert time.monotonic() - began < script.silent_s / 2


def test_words_that_trickle_on_past_the_time_are_not_waited_for(script: Script) -> None:
    """Each word comes soon after the one before; it is the whole that is late."""
    script.says, script.between_s = "word " * 1000, 0.05
    began = time.monotonic()
    assert Line(Endpoint(script.url, patience_s=0.4)).ask(REQUEST) == ""
    assert time.monotonic() - began < 1000 * script.between_s / 2


def test_an_answer_that_breaks_off_is_none(script: Script) -> None:
    script.says, script.breaks_after = lambda _: "{", 0
    assert ModelGuess(Line(Endpoint(script.url))).interpret("how is my sugar", ["glucose"]) == {}


@pytest.mark.parametrize("says", ["no JSON", "[1, 2]", "7", '{"kind": ', "[" * 5000, "null"])
def test_a_guess_that_is_none(script: Script, says: str) -> None:
    script.says = says
    assert ModelGuess(Line(Endpoint(script.url))).interpret("how is my sugar", ["glucose"]) == {}


def test_a_guess_is_asked_for_by_schema(script: Script) -> None:
    script.says = '{"kind": "latest", "name": "glucose"}'
    made = ModelGuess(Line(Endpoint(script.url))).interpret("how is my sugar", ["glucose", "A1c"])
    assert made == {"kind": "latest", "name": "glucose"}
    form = script.asked[0]["response_format"]["json_schema"]["schema"]
    assert form["properties"]["name"]["enum"] == ["glucose", "A1c", "none"]


def test_an_endpoint_that_is_gone_says_nothing(nobody: str) -> None:
    assert ModelWording(Line(Endpoint(nobody, patience_s=0.5))).reword(ANSWER) == ""
    assert ModelGuess(Line(Endpoint(nobody, patience_s=0.5))).interpret("how is my sugar", ["glucose"]) == {}


def test_one_that_fails_again_and_again_is_left_alone(script: Script) -> None:
    script.silent_s = 30.0
    late = Line(Endpoint(script.url, patience_s=0.2))
    assert [late.ask(REQUEST) for _ in range(FAILURES_BEFORE_REST + 3)] == [""] * (FAILURES_BEFORE_REST + 3)
    assert len(script.asked) == FAILURES_BEFORE_REST


class Forbids:
    """A permit that gives none."""

    def allow(self, request: Request) -> str:
        raise NeedsConsent(host="anywhere")


def test_without_a_permit_nothing_is_asked(script: Script) -> None:
    assert Line(Endpoint(script.url), Forbids()).ask(REQUEST) == ""
    assert not script.asked


def test_elsewhere_without_any_permit_nothing_is_asked() -> None:
    assert Line(Endpoint("https://api.example.com/v1")).ask(REQUEST) == ""


def test_the_size_is_that_of_the_text_and_the_form() -> None:
    assert REQUEST.size_bytes == len("Say: grüß Gott.".encode())
    assert Request(Sort.QUESTION, "é", 1, {"ü": 1}).size_bytes == 2 + len('{"ü": 1}'.encode())


def test_nothing_that_is_asked_is_in_a_representation() -> None:
    assert "Gott" not in repr(REQUEST)
