"""Which one thing is asked of an entry: since when, or by whom."""

import re

from core.questions import Aspect

_SINCE = re.compile(
    r"\b(?:since when|from when|how long|when|(?:what|which) (?:year|date|day|month))\b.*\b(?:have|has|had|been|take|taking|took|on|start\w*|began|begin|put|get|got|given"
    r"|diagnosed|found|find|first|prescribed|first|develop\w*|noticed|come|came|detected|discovered)\b"
    r"|^(?:since when|from when)\b|^how long is @\d now$"
)
_ABOUT_TIME_OF_DAY = re.compile(r"\bwhen (?:do|should|must|am|shall) i\b|\bhow (?:often|much|many)\b|\bwhat time\b")
_WHO = re.compile(
    r"\bwho(?:s| is| was)?\b|\b(?:which|what) (?:doctor|physician|specialist|clinic|hospital|one)\b|\bby whom\b|\bwhose idea\b"
)


_WHY = re.compile(
    r"^why (?:do|am|did|was|must|should) i\b|^what (?:do|am|did|should|must|was) i\b.*\bfor$|\bmy @\d\b.*\b(?:for|help)\b"
)


def aspect_of(words: str) -> Aspect:
    """The aspect of masked words; WHOLE when they ask for all of it."""
    if _WHY.search(words):
        return Aspect.WHY
    if _WHO.search(words):
        return Aspect.WHO
    asked_since = _SINCE.search(words) and not (_ABOUT_TIME_OF_DAY.search(words) and "since when" not in words)
    return Aspect.SINCE if asked_since else Aspect.WHOLE
