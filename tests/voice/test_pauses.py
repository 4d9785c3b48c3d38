"""Who pauses long is waited for longer, but never endlessly."""

from hypothesis import given
from hypothesis import strategies as st

from voice.pauses import FEWEST, MOST_MS, Pauses


def test_few_pauses_say_nothing() -> None:
    pauses = Pauses()
    for _ in range(FEWEST - 1):
        pauses.learn(800)
    assert pauses.typical_ms == pauses.least_patience_ms == 0


def test_the_middle_pause_is_waited_for() -> None:
    pauses = Pauses()
    for ms in (500, 700, 2_000, 100):
        pauses.learn(ms)
    assert pauses.typical_ms == 700
    assert pauses.least_patience_ms == 630


def test_what_was_learned_before_counts_until_there_is_more() -> None:
    pauses = Pauses(800)
    assert pauses.typical_ms == 800
    for _ in range(2 * FEWEST):
        pauses.learn(300)
    assert pauses.typical_ms == 300


@given(st.lists(st.integers(0, 100_000)))
def test_it_never_waits_endlessly(seen: list[int]) -> None:
    pauses = Pauses()
    for ms in seen:
        pauses.learn(ms)
    assert 0 <= pauses.least_patience_ms <= MOST_MS
