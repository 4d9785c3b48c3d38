"""Questions for what letters say about something: free words, looked for in their text."""

import re

_PAPER = r"(?:letters?|notes?|reports?|summary|summaries|papers?|paperwork|documents?|instructions)"
_WRITER = r"(?:doctors?|dr|WHOM|hospital|clinic|nurse|specialist|surgeon|physician|anybody|anyone|somebody)"
_WROTE = r"(?:say|says|said|write|writes|written|wrote|mention\w*|tell|tells|told|note|noted)"
_SAID = (
    r"(?:say|says|said|write|writes|written|wrote|mention\w*|tell|tells|told|note|notes|noted|recommend\w*|advi[sc]e\w*|explain\w*|find|found"
    r"|think|thinks|have)"
)
_ABOUT = r"(?:about|to do with|on|of|regarding|concerning|for|as to|with)"
_ASKED = tuple(
    re.compile(source)
    for source in (
        rf"\b{_WRITER}\b[\w ]*?\b{_WROTE}(?: (?:me|us|down|anything|something|to me))* (?:about|on|regarding|concerning) (?P<words>[\w ]+)$",
        rf"\b{_PAPER}\b[\w ]*?\b{_SAID}(?: (?:me|us|down|anything|something|to me|in (?:the|my|their|her|his) {_PAPER}))*"
        rf" {_ABOUT} (?P<words>[\w ]+)$",
        rf"\b{_SAID}(?: anything| something)? in (?:my|the|any|that|this) [\w ]*?{_PAPER} {_ABOUT} (?P<words>[\w ]+)$",
        rf"^(?:(?:is|are|was|were|do|does|did) )?(?:there )?(?:anything |something |any \w+ )?{_ABOUT} (?P<words>[\w ]+?) "
        rf"in (?:my|the|any|that|this|one of my|those) [\w ]*{_PAPER}$",
        rf"^(?:is|are|was|were|do|does|did|where is|where are) (?P<words>[\w ]+?) (?:ever )?(?:mentioned|written about|noted|talked about|discussed"
        rf"|come up)(?: (?:in|by) (?:my|the|any|that|this|one of my) [\w ]*(?:{_PAPER}|{_WRITER}))?$",
        rf"^(?:is|are|was|were) (?P<words>(?!there )[\w ]+?) (?:anywhere )?in (?:any (?:of )?)?(?:my|the|these|those|one of my) [\w ]*?{_PAPER}$",
        rf"\b{_PAPER} (?:that|which) (?:{_SAID}|talks? about|is about|are about) (?:about |anything about )?(?P<words>[\w ]+)$",
        rf"^what (?:do|does|did|is|was|has been|is there) (?:it|they|there|written|been)? ?(?:say|says|said|written|noted)? ?about (?P<words>[\w ]+?) in (?:my|the|any|that|this) [\w ]*{_PAPER}$",
        rf"^(?:is|are|was|were) (?:there )?(?:anything|something|a word|much) in (?:my|the|any|that|this|those) [\w ]*{_PAPER} {_ABOUT} (?P<words>[\w ]+)$",
        r"^what (?:did|have|had) (?:they|he|she) (?:write|written|put|note|noted)(?: down)? (?:about|on|regarding) (?P<words>[\w ]+)$",
        r"^what (?:was|is|has been|were) (?:written|noted|said) (?:down )?about (?P<words>[\w ]+)$",
        rf"^(?:do|does|did|have|has) (?:any of )?(?:my|the|any|that|this|those) [\w ]*{_PAPER} {_SAID} (?!about|anything|something)(?P<words>[\w ]+)$",
    )
)
_LEAD = re.compile(r"^(?:my|the|a|an|any|how|whether|if|i|should|to|me|what) ")
_ASKED_AFTER = re.compile(
    r" (?:(?:what|which) (?:was|is|did|does|were) (?:it|that|he|she|they)(?: (?:say|said|about|again))?|is (?:it|that) (?:true|right|so))$"
)
"""The question after what was told: "the doctor said something about stress, what was it"."""
_ANOTHER_QUESTION = re.compile(r" (?:do|did|have) i (?:have|had|got) (?:it|that|one)$| what does (?:it|that) mean$")
_TAIL = re.compile(r" (?:in|at) (?:my|the|that|this) [\w ]+$")
_NOTHING = {"me", "it", "that", "this", "them", "myself", "things", "last", "everything"}


def letter_words(words: str) -> str:
    """What is looked for in the letters, without articles; empty when that is not what is asked."""
    if _ANOTHER_QUESTION.search(words):
        return ""
    words = _ASKED_AFTER.sub("", words)
    for pattern in _ASKED:
        match = pattern.search(words)
        if match:
            return _bare(match["words"])
    return ""


def _bare(words: str) -> str:
    said = _TAIL.sub("", words)
    while (shorter := _LEAD.sub("", said)) != said:
        said = shorter
    return "" if said in _NOTHING else said
