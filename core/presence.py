"""Whether words say that something is so now: not denied, not long over, not asked of the record.

These rules are the same for every red flag, so they stand here once and not in each flag's data. They
lean towards an alarm: only a clear denial, a clear time at least about a month ago, or a clear question
about the record takes one away. That somebody calls it nothing never does.
"""

import re

_NO_DENIAL = re.compile(
    r"\b(?:dont|didnt|doesnt) (?:know|understand|feel (?:well|good|right|so good|too good)|want to (?:worry|bother)|worry)\b"
    r"|\bnot (?:sure|only|just|feeling|getting|going away|(?:so |very |too )?(?:well|good|right))\b|\bno (?:idea|reason|matter|doubt)\b"
    r"|\bcant (?:help|stop)\b|\b(?:isnt|doesnt|wont|not) (?:getting|going|stop|help|helping|working|touching|easing|doing|it)\b|\bwhy (?:not|dont)\b"
)
"""Denials of something else than what follows."""
_DENIAL = re.compile(
    r"\b(?:not|dont|doesnt|didnt|never|wouldnt(?=\s*$)|havent|hasnt|hadnt|isnt|arent|aint|wasnt|werent|without|nor|neither|denies|denied|none|nobody|free of"
    r"|no(?! (?:i|im|ive|id|my|it|its|he|hes|she|shes|the|this|that|there|theres|we|you|wait|listen|really|no)\b))\b"
)

_LONG_PAST = re.compile(
    r"\blast (?:year|month|summer|winter|spring|fall|autumn|christmas|easter|thanksgiving"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\b(?:\w+ )?(?:months?|years?|decades?) (?:ago|back|earlier)\b|\b(?:long|ages) ago\b"
    r"|\bin (?:(?:19|20)\d\d|(?:nineteen|twenty|two thousand)(?: \w+){1,2}|the (?:past|\w+ies|\d0s)|my (?:youth|\w+ies))\b"
    r"|\b(?:in|since then|back in|during) (?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\bused to\b|\bback (?:in|then|when)\b|\bas a (?:child|kid|boy|girl|young|baby|teenager)\b"
    r"|\bwhen i was (?:young|little|small|a|in|\d+|\w+ty)\b|(?<!at )(?<!all )\bonce(?= when| as|$)|\bbefore (?:my|the|his|her) (?:\w+ )?(?:surgery|operation|bypass|stent)\b"
    r"|\bdied (?:of|from)\b|\bpassed away\b|\bmy late \w+\b|\bbefore (?:he|she|they) (?:died|passed)\b|\bif i ever\b|\bin case i\b"
)
"""About a month ago or longer, told of somebody who has died, or of what may come one day."""
_NOW = re.compile(
    r"\b(?:right now|just now|now|still|again|today|tonight|this (?:morning|afternoon|evening|minute)|since|all day|all night"
    r"|like|same as|worse|keeps?|ever since|i (?:have|feel|cant|think)(?! had| been| it was)|im|ive got|hurts|feels|cant)\b"
)

_ASKED = re.compile(
    r"^(?:(?:so|well|and|okay|ok|hey|please|now|can you|could you|would you|tell me|do you know|remind me|i want to know|id like to know|if) )*"
    r"(?:what(?:s|ever)? (?:did|was|were|does|do i|is (?!this|that|it|wrong|going|happening)|are (?!these|those)|my|the|medicines?|reaction|happened|has|have|kind|other|a|an|signs|(?:can|could|should) i (?:ask|say|tell))"
    r"|whats (?:my|the|a|an|in)|when (?:did|was|were|is|have|had)|whens|where (?:did|was|is|does)|which\b|who (?:is|was|did|treated|saw|prescribed)"
    r"|how (?:many|often|long ago|was|were)|was (?:i|my|there|that|it|the)|were (?:there|my)|did (?:i|my|the|they|we|he|she|dr|doctor|anyone|it)"
    r"|do i (?:have|take|still take|need anything)|does (?:my|the|it|\w+ attack)|have i (?:ever|had|been)|has my|had i|is there (?:a|an|any|anything)"
    r"|is (?:my|the) (?:blood sugar|sugar|glucose)|is (?:my |the )?\w+ (?:for|good for|against)|am i (?:taking|on|allergic|at risk)|show|read|list|find|look|tell me about|explain|search|open)\b"
)
_WONDERED = re.compile(
    r"^(?:(?:so|well|and|okay|please|tell me|do you know|i wonder) )*(?:"
    r"(?:will|could|can|might|would|should) (?:my|the|high|low|a|an|too|\w+ing|aspirin|\w+(?:in|ol|il|ide|ine|ix|is)) (?:\w+ ){0,4}(?:get|come|go|be|make|cause|give|lead|happen|help|mean|affect|hurt|raise|lower|interact)"
    r"|is (?:\w+ ){1,4}(?:a side effect|side effects|on my|on the|written|mentioned|in my|ever|common|back)|is it (?:normal|common|usual) (?:to|for|with)|why (?:did|was|were)|how (?:likely|bad was|bad were|do i use|does|did)"
    r"|should i (?:worry about|be worried about|ask)|are (?:my|the) \w+ (?:\w+ )?(?:written|on|in|mentioned|normal)|what(?:s| is) (?:likely|the (?:chance|risk|difference))|what happens|does \w+ (?:help|cause|make|lead|mean|raise|lower)|have they (?:ever )?|has (?:anyone|the doctor|it ever|that))\b"
)
_OF_NOW = re.compile(
    r"\b(?:this|these|now|right now|today|tonight|all day|all night|im|am|ive|having|hurts?|hurting|pains?|bleeding|cant)\b"
)
"""Who wonders about "this pain" has it."""
_REQUESTED = re.compile(
    r"^(?:(?:please|can you|could you|would you|just) )*(?:show|read|list|open|tell) (?:me )?(?:\w+ ){0,3}"
    r"(?:record|scan|note|letter|result|report|x ?ray|picture|screening|visit|summary|time)s?\b"
)
"""What is shown or read out of the record, whatever it was about: "show me the scan from when I hit my head"."""
_ONE_DAY = re.compile(r"^(?:(?:and|so|well|but) )*(?:if i ever|in case i|should i ever|what if i ever)\b")
"""What may come one day, whatever else the clause says."""
_ABOUT_RECORD = re.compile(
    r"\b(?:(?:my|the|in|that|this) (?:record|chart|file|history)|history of|letter|report|discharge|diagnos\w+|ever had|ever have|signs of|symptoms of"
    r"|(?:doctor|dr \w+|they|it|nurse) (?:say|said|says|write|wrote|find|found|call it)|(?:say|said|says|write|wrote|mention\w*) (?:anything |something )?about|mean(?:s|ing)?\b|in (?:my|the) family|(?:my|the) (?:\w+ )?list|question about"
    r"|(?:take|taking|took|given|prescribed|pill|pills|medicine|medicines|tablets) (?:\w+ ){0,2}for)\b"
)


def is_denied(clause: str, start: int, found: str, asked_for: str) -> bool:
    """Whether what was found at `start` of the clause is denied.

    `asked_for` is the text of the pattern: a "not" that it spells out itself ("not breathing") denies nothing.
    """
    inside = [word for word in _DENIAL.findall(found) if word not in asked_for]
    before = _NO_DENIAL.sub(" ", clause[:start])
    return bool(inside) or _DENIAL.search(before) is not None


def is_long_past(clause: str) -> bool:
    """Whether the clause tells of something about a month ago or longer, and not of now as well."""
    if _ONE_DAY.search(clause):
        return True
    return _LONG_PAST.search(clause) is not None and _NOW.search(_LONG_PAST.sub(" ", clause)) is None


def is_requested(clause: str) -> bool:
    """Whether the clause wants a document or a result read, so that its words tell of the past."""
    return _REQUESTED.search(clause) is not None


def is_asked_of_record(clause: str) -> bool:
    """Whether the clause asks what the record says, or what a word means."""
    if _WONDERED.search(clause) is not None and _OF_NOW.search(clause) is None:
        return True
    return _ASKED.search(clause) is not None or _ABOUT_RECORD.search(clause) is not None
