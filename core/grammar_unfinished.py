"""Whether words stop in the middle, so that the turn waits: `what was my last`, `and`, `um`."""

import re

from core.grammar_asked import looks_asked
from core.words import content, plain

_ALWAYS_GOES_ON = re.compile(
    r"(?:^|(?<! \w) )(?:a|an)$|(?:^| )(?:my|the|and|(?<!off )(?<!aid )of|is my|are my|was my|your|whats my|what was my|about my"
    r"|than|with the|if|whether"
    r"|because|^am i allergic to|^(?:when|did|have|do).* (?:see|with)|what about|how about|tell me about|the last"
    r"|my last|last my|my latest|my newest|my most recent|from my)$"
    r"|^(?:and |but |so |well |um |uh )*(?:is|was|are|were) (?:it|that|this|they|those|these)$"
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
_FILLER_BEHIND = re.compile(r"(?: (?:um+|uh+|erm?))+$")
_WHAT_FOR = re.compile(r"^what(?:s| is| are)? \w+.* for$")
_WITHOUT_ITS_END = re.compile(
    r"^(?:um |uh |so |and )*(?:has|have|had|did|does|is|are|was|were|when is|when are|wheres|when was|what is|what was)"
    r" (?:my|the) (?:\w+ ){0,3}(?:next|last|latest|first|doctors?|blood|other|good|bad|kidney|vitamin|cholesterol)$"
)
"""A thing that is called by two words, or a time, and the second word is missing: `when is my next`."""
_BEGINS_A_JUDGEMENT = re.compile(
    r"^(?:um |uh |so |and |well )*(?:has|have|had|did|does|do|is|are|was|were|how much|how many|how often)(?: of)?"
    r"(?: my| the| these| those)? (?P<name>\w+(?: \w+){0,2})$"
)
_JUDGES = frozenset(
    "normal okay ok fine good bad high low higher lower better worse up down right wrong safe i it that this there them"
    " any anything something everything off take taking get getting have having allergic on in for with same changed".split()
)
_LACKS_ITS_VERB = re.compile(
    r"(?:^|.* )(?:what|which) (?:other |else )?(?:medicines?|medications?|meds|drugs|pills|tablets|shots|vaccines|tests|results"
    r"|conditions|allergies|letters|appointments|visits)(?: (?:have|did|do|am|are|was|were)(?: i| my)?)?"
    r"(?: (?:stop|start|been|supposed to))?$"
    r"|^(?:what |which \w+ )?am i allergic$|^(?:what|when|how much|how often|why) (?:do|did|am|have|was|were|should) i$"
)
"""`What medicines`, `what medicines did I stop`, `what am I allergic`: a verb or its "to" is missing."""
_STOPS_BEFORE_A_NAME = re.compile(r" (?:whether|if|than|and|but|or|because|my|the|a|an)$")
_ENDS_IN_PREPOSITION = re.compile(r" (?:for|of|about|to|with|from|by)$")
_ASKS_WHAT = re.compile(r"\b(?:whats?|who|which|where|how|thats?|all|anything|something|nothing)\b")
"""With these a preposition may well be the last word."""
_LACKS_ITS_TIME = re.compile(
    r"(?:^| )(?:in|since|during|until|between|these|the past|(?<!is )(?<!was )(?<!whats )(?<!about )(?<!of )this)$"
    r"|^(?!.*\bwhen\b).* last$"
    r"|^(?:\w+ )?(?:what|where|when) (?:did|do|does) (?:the|my) (?:\w+ ){0,3}(?:letter|report|note|doctor|nurse|scan|summary)$"
)
"""`What was my potassium in`, `what did the discharge letter`."""
_FLOOR_HELD = re.compile(
    r"(?:^|\b)(?:(?:no )?(?:wait|hold on|hang on)(?: a (?:minute|moment|second))?|let me (?:think|see)|give me a (?:minute|moment|second)"
    r"|what was it(?: called)?|whats it called|what do you call it|how do you say|im thinking|just a (?:minute|moment|second)|one (?:moment|second)"
    r"|um+|uh+|erm?)$"
)
"""Said at the end of a turn that has other words too, these keep the floor."""
_FEW = 3
_TRAILS_OFF = re.compile(r"(?:\.\.\.|…|—|–|-|,)\s*$")


def breaks_off(text: str) -> bool:
    """Whether a step stops before what it is about: `get me ready for`, `I want to ask about my`; not `what it is for`."""
    said = plain(text)
    return _STOPS_BEFORE_A_NAME.search(said) is not None or (
        _ENDS_IN_PREPOSITION.search(said) is not None and _ASKS_WHAT.search(said) is None
    )


def may_go_on(text: str) -> bool:
    """Whether a whole question may be only its beginning: `has my creatinine`, `what medicines`."""
    said = plain(text)
    if _LACKS_ITS_TIME.search(said):
        return True
    match = _BEGINS_A_JUDGEMENT.match(said)
    return _LACKS_ITS_VERB.match(said) is not None or (match is not None and not _JUDGES & set(match["name"].split()))


def holds_the_floor(text: str) -> bool:
    """Whether the words end in a request for time: `what was my last, wait, let me think`."""
    said = plain(text)
    match = _FLOOR_HELD.search(said)
    return match is not None and match.start() > 0


def stops_in_the_middle(text: str, *, complete: bool) -> bool:
    """Whether more is to come; `complete` when the words so far already make a question."""
    whole = plain(text)
    said = _FILLER_BEHIND.sub("", whole)
    if _ONLY_FILLERS.fullmatch(said) or _ALWAYS_GOES_ON.search(said):
        return True
    if complete:
        return False
    if said != whole:
        return True
    if _WITHOUT_ITS_END.match(said):
        return True
    if _TRAILS_OFF.search(text) or not content(text):
        return True
    if _WHAT_FOR.match(said):
        return False
    return _GOES_ON_WHEN_NOTHING_ELSE.search(said) is not None and (
        looks_asked(content(text)) or len(said.split()) < _FEW
    )
