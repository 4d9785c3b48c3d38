"""Whatever is said in whatever order: it is answered, invents nothing, and keeps nothing that was not agreed to."""

from dataclasses import replace

from conversation_scripts import FOLDER, turns_of
from hypothesis import given, settings
from hypothesis import strategies as st

from app.ask import ask
from core.answers import Outcome
from core.check import unfounded
from core.conversation import FRESH
from core.mind import Mind
from core.visit.book import EMPTY, Book

SAID = sorted({turn.said for script in (FOLDER / "visits").glob("*.txt") for turn in turns_of(script) if turn.said})
ALARMS = ("I can't breathe", "I have this pressure on my chest right now")


class Shelf:
    """Remembers whether anything was given to it."""

    def __init__(self) -> None:
        self.kept = EMPTY

    def book(self) -> Book:
        return self.kept

    def keep(self, book: Book) -> None:
        self.kept = book


lines = st.sampled_from(SAID) | st.sampled_from(("yes", "no", "next", "read it to me")) | st.text(max_size=40)


@settings(max_examples=40)
@given(st.lists(lines, min_size=2, max_size=9))
def test_any_conversation_is_answered_and_rests_on_the_record(demo_mind: Mind, said: list[str]) -> None:
    mind, so_far = replace(demo_mind, shelf=Shelf()), FRESH
    for line in ("Get me ready for Thursday", *said):
        answer, so_far, _ = ask(line, so_far, mind)
        assert not unfounded(answer, mind.today), answer.spoken
        assert "None" not in answer.spoken
    assert so_far.visit is None or len(set(so_far.visit.questions)) == len(so_far.visit.questions)


@settings(max_examples=10)
@given(st.lists(st.sampled_from(SAID), min_size=1, max_size=6), st.sampled_from(ALARMS))
def test_a_red_flag_speaks_up_in_every_state(demo_mind: Mind, said: list[str], alarm: str) -> None:
    so_far = FRESH
    for line in said:
        _, so_far, _ = ask(line, so_far, demo_mind)
    before = so_far.visit
    answer, after, _ = ask(alarm, so_far, demo_mind)
    assert answer.outcome is Outcome.EMERGENCY
    assert after.visit == before
