"""A model's wording in a turn: spoken when it says the same, else the composer's words are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from app.ask import ask
from core.answers import Answer
from core.conversation import FRESH
from core.mind import Mind
from core.questions import NotUnderstood


@dataclass
class Model:
    """A model that says what it is told to."""

    say: Callable[[str], str]
    shown: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    kind: str = "latest"
    guessed: int = 0

    def reword(self, answer: Answer) -> str:
        self.shown.append(answer.spoken)
        return self.say(answer.spoken)

    def judged(self, stops: Sequence[str]) -> None:
        self.why += stops

    def interpret(self, words: str, names: Sequence[str]) -> Mapping[str, object]:
        self.guessed += 1
        return {"kind": self.kind, "name": self.say(words)}


def answered(question: str, mind: Mind, model: Model) -> Answer:
    return ask(question, FRESH, replace(mind, rewriter=model))[0]


def test_warmer_words_are_spoken_and_stand_on_the_same_facts(demo_mind: Mind) -> None:
    model = Model(lambda text: f"Of course. {text}")
    plainly, warmly = (
        ask("what was my last a1c", FRESH, demo_mind)[0],
        answered("what was my last a1c", demo_mind, model),
    )
    assert warmly.spoken == f"Of course. {plainly.spoken}"
    assert {i for s in warmly.sentences for i in s.evidence} == {i for s in plainly.sentences for i in s.evidence}
    assert model.why == []


def test_altered_words_are_not_spoken(demo_mind: Mind) -> None:
    model = Model(lambda text: text.replace("7.2", "6.2"))
    plainly, warmly = (
        ask("what was my last a1c", FRESH, demo_mind)[0],
        answered("what was my last a1c", demo_mind, model),
    )
    assert warmly == plainly
    assert model.why


@pytest.mark.parametrize("say", ["", "   "])
def test_a_model_without_words_changes_nothing(demo_mind: Mind, say: str) -> None:
    plainly = ask("what was my last a1c", FRESH, demo_mind)[0]
    assert answered("what was my last a1c", demo_mind, Model(lambda _: say)).spoken == plainly.spoken


@pytest.mark.parametrize(
    "question",
    ["can I skip my metformin", "what's the weather", "I have chest pain", "what did the letter say about walking"],
)
def test_a_model_is_not_asked_for_what_is_declined_urgent_or_quoted(demo_mind: Mind, question: str) -> None:
    model = Model(str)
    answered(question, demo_mind, model)
    assert model.shown == []


def test_what_a_model_guesses_is_asked_back(demo_mind: Mind) -> None:
    mind = replace(demo_mind, interpreter=Model(lambda _: "potassium"))
    answer, after, _ = ask("blorf the wibble of my doings", FRESH, mind)
    assert answer.outcome == "unclear"
    assert answer.spoken == "Did you mean your last potassium?"
    confirmed, _, _ = ask("yes", after, mind)
    assert confirmed.concepts[0] == "potassium"


@pytest.mark.parametrize("words", ["what was my last…", "and my"])
def test_words_that_stop_in_the_middle_are_not_guessed_at(demo_mind: Mind, words: str) -> None:
    model = Model(lambda _: "potassium")
    ask(words, FRESH, replace(demo_mind, interpreter=model))
    assert model.guessed == 0


@pytest.mark.parametrize(
    ("kind", "words", "back"),
    [
        ("highest", "blorf the wibble", "Did you mean your highest potassium?"),
        ("trend", "blorf the wibble", "Did you mean how your potassium has changed?"),
        ("value_at", "blorf the wibble", "Did you mean your last potassium?"),
        ("latest", "blorf the wibble in April", "Did you mean your potassium in April?"),
        ("explain", "blorf the wibble", "Did you mean what potassium is?"),
    ],
)
def test_a_guess_is_said_back_in_whole(demo_mind: Mind, kind: str, words: str, back: str) -> None:
    mind = replace(demo_mind, interpreter=Model(lambda _: "potassium", kind=kind))
    assert ask(words, FRESH, mind)[0].spoken == back


@pytest.mark.parametrize("name", ["unobtainium", "vitamin d", ""])
def test_a_guess_outside_the_record_is_no_guess(demo_mind: Mind, name: str) -> None:
    mind = replace(demo_mind, interpreter=Model(lambda _: name))
    answer, after, _ = ask("blorf the wibble of my doings", FRESH, mind)
    assert answer.outcome == "unclear"
    assert "Did you" not in answer.spoken
    assert not isinstance(after.asked_back, NotUnderstood)
