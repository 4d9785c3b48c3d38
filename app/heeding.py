"""What a turn asked of the helper, done once the turn is over."""

from core.answers import Answer
from core.helper import ABOUT_HELPER, asks
from core.mind import Mind
from core.ports import Standing


def heed(answer: Answer, mind: Mind) -> str:
    """Lets the helper in or sends it away, from the next word on; a sentence when that failed, else nothing."""
    if mind.helper is None or answer.command not in ABOUT_HELPER or mind.records is None or mind.records.locked():
        return ""
    return mind.helper.heed(answer.command)


def to_be_agreed(mind: Mind) -> tuple[str, ...]:
    """What is told at the start where a helper waits that is not on this machine and was not agreed to."""
    helper = mind.helper
    return asks(helper) if helper is not None and helper.standing is Standing.ASKS else ()
