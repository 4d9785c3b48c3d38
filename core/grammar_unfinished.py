"""Whether words stop in the middle, so that the turn waits: `what was my last`, `and`, `um`."""

import re

from core.words import content, plain

_ALWAYS_GOES_ON = re.compile(
    r"(?:^| )(?:my|the|a|an|and|or|of|is my|are my|was my|your|whats my|what was my|about my|than|with the|if|whether"
    r"|because|what about|how about|tell me about|the last|my last|last my|my latest|my newest|my most recent|from my)$"
)
"""No question ends in these words."""
_GOES_ON_WHEN_NOTHING_ELSE = re.compile(
    r"(?:^| )(?:is|are|was|were|am|do|does|did|has|have|had|what|whats|when|where|which|who|why|how|hows|to|for|in|on|at|from|about|with|than|my \w+|last"
    r"|latest|how much|how many|how often|any|i|you|tell me|show me|give me|can you|could you|its|so|but|then|say|says|take|since|before|after|between|too|not)$"
)
"""These may end a question ("what's it for"), but not one that was not understood."""
_ONLY_FILLERS = re.compile(r"(?:\b(?:um+|uh+|er|erm|ah|hm+|well|so|and|okay|now|let me see|lets see|the|a|my|i|i mean|you know|like)\b ?)+")
_TRAILS_OFF = re.compile(r"(?:\.\.\.|…|—|–|-|,)\s*$")


def stops_in_the_middle(text: str, *, complete: bool) -> bool:
    """Whether more is to come; `complete` when the words so far already make a question."""
    said = plain(text)
    if _ONLY_FILLERS.fullmatch(said) or _ALWAYS_GOES_ON.search(said):
        return True
    if complete:
        return False
    return _TRAILS_OFF.search(text) is not None or not content(text) or _GOES_ON_WHEN_NOTHING_ELSE.search(said) is not None
