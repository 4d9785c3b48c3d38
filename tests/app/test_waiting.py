"""While we wait it is heard that we do."""

from app.waiting import EVERY_MS, Waiting
from core.questions import Command


def test_only_wait_waits_and_the_next_turn_ends_it() -> None:
    waiting = Waiting()
    assert not waiting.due(10 * EVERY_MS)
    waiting.after(Command.STOP, 0)
    assert not waiting.due(10 * EVERY_MS)
    waiting.after(Command.WAIT, 1_000)
    assert [waiting.due(1_000 + ms) for ms in (0, EVERY_MS - 20, EVERY_MS, EVERY_MS + 20, 2 * EVERY_MS)] == [
        False, False, True, False, True,
    ]  # fmt: skip
    waiting.after(None, 30_000)
    assert not waiting.due(10 * EVERY_MS)
