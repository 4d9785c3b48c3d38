"""Taking everything at once is never a way of putting things: a percentage of recall would not notice these."""

import pytest

from app.knowledge import load_knowledge
from core.safety import find_alarm

FLAGS = load_knowledge().red_flags


@pytest.mark.parametrize(
    "said", ["I want to take everything together", "I'm going to take it all together", "I'll take everything"]
)
def test_it_is_an_alarm(said: str) -> None:
    assert find_alarm(said, FLAGS, "911") is not None


@pytest.mark.parametrize(
    "said", ["Taking it all together, how is my kidney", "Taking it all into account, what changed"]
)
def test_a_summing_up_is_none(said: str) -> None:
    assert find_alarm(said, FLAGS, "911") is None
