"""Whether words stop in the middle, so that the turn waits: `what was my last`, `and`, `um`."""

import re

from core.grammar_asked import looks_asked
from core.words import content, plain

_ALWAYS_GOES_ON = re.compile(
    r"(?:^|(?<! \w) )(?:a|an)$|(?:^| )(?:my|the|and|of|is my|are my|was my|your|whats my|what was my|about my"
    r"|than|with the|if|whether"
    r"|because|^am i allergic to|^(?:when|did|have|do).* (?:see|with)|what about|how about|tell me about|the last"
    r"|my last|last my|my latest|my newest|my most recent|from my)$"
)
"""No question ends in these words."""
_GOES_ON_WHEN_NOTHING_ELSE = re.compile(
    r"(?:^| )(?:is|are|was|were|am|do|does|did|has|have|had|what|whats|when|where|which|who|why|how|hows|to|for"
    r"|in|on|at|from|about|with|than|last"
    r"|latest|how much|how many|how often|any|i|you|tell me|show me|give me|can you|could you|its|so|but|then|say"
    r"|says|take|since|before|after|between|too|not)$"
)
"""These may end a question ("what's it for"), but not one that was not understood."""
_ONLY_FILLERS = re.compile(
    r"(?:\b(?:um+|uh+|er|erm|ah|hm+|well|so|and|okay|now|let me see|lets see|the|a|my|i|i mean|you know|like)\b ?)+"
)
_WHAT_FOR = re.compile(r"^what(?:s| is| are)? \w+.* for$")
_FEW = 3
_TRAILS_OFF = re.compile(r"(?:\.\.\.|…|—|–|-|,)\s*$")


def stops_in_the_middle(text: str, *, complete: bool) -> bool:
    """Whether more is to come; `complete` when the words so far already make a question."""
    said = plain(text)
    if _ONLY_FILLERS.fullmatch(said) or _ALWAYS_GOES_ON.search(said):
        return True
    if complete:
        return False
    if _TRAILS_OFF.search(text) or not content(text):
        return True
    if _WHAT_FOR.match(said):
        return False
    return _GOES_ON_WHEN_NOTHING_ELSE.search(said) is not None and (
        looks_asked(content(text)) or len(said.split()) < _FEW
    )
