"""Spans that are counted from something in the record: "before my operation", "since I started metformin"."""

import re
from dataclasses import replace

from core.facts import ConceptKind
from core.grammar_mask import Masked
from core.questions import Event, Relation

_VISITS = r"(?:visits?|appointments?|check ?ups?|consultations?|exams?|time)"
_BY_A_DOCTOR = (
    r"(?:doctors?|dr|doc|WHOM|physicians?|clinic|office|hospital|anyone|anybody|somebody|someone|practice|there|in)"
)
_VISIT = re.compile(
    rf"\b(?:ever )?since (?:then )?(?:my |the )?(?:last |previous |latest |most recent ){_VISITS}"
    rf"(?: (?:to|at|with|in) (?:my |the )?[\w ]+)?$"
    rf"|\b(?:ever )?since (?:the last time )?i (?:was |have |had )?(?:last )?(?:been |was )?(?:saw|seen|visited|went|at|to|in)\b"
    rf"[\w ]*\b{_BY_A_DOCTOR}$|\bsince i was (?:last )?(?:there|seen|here|in)$"
)
_FROM = {
    "since": Relation.SINCE, "after": Relation.SINCE, "from": Relation.SINCE, "before": Relation.BEFORE,
    "prior to": Relation.BEFORE, "ahead of": Relation.BEFORE, "until": Relation.BEFORE, "up to": Relation.BEFORE,
}  # fmt: skip
_BEGAN = (
    r"(?:(?:they|he|she|we|the doctors?|ive|id) (?:first |been |then |was |were )*(?:put|started|start|gave|give|been|on"
    r"|taking|got|had|took)(?: me| us)?(?: (?:on|with|to|taking|using))* )?"
    r"(?:i (?:first |was |was first |have |had been |have been |ever )?(?:started|began|begun|went|got|took|taking|put|take"
    r"|on|been|had|have|been on|been put|received|given|diagnosed|found|prescribed|was prescribed|was put)(?: (?:on|with|taking|using|to take|to have|out))* )?"
    r"(?:(?:starting|beginning|taking|having|getting|going on|being put on|being given)(?: on| with| to take)? )?"
)
_NAMED = re.compile(
    rf"\b(?:just |right |shortly |ever )?(?P<from>since|after|before|prior to|ahead of|until|up to) {_BEGAN}(?:my |the |a |an |last |they |did )*@(?P<at>\d)"
    r"(?: (?P<done>operation|surgery|procedure|removal|replacement|repair)"
    r"| (?:started|began|shot|vaccine|treatment|therapy|diagnosis|was (?:started|done)))*"
)
_OPERATION = re.compile(
    r"\b(?P<from>since|after|before|prior to|ahead of) (?:i had |i got )?(?:my |the |an? |last )*(?:operation|surgery|procedure)\b"
)
_HELPED = re.compile(
    r"^(?:has|have|did|does|is) (?:the |my |that |this |those )*@0 (?:(?:tablet|pill|capsule|medicine|thing)s? )?(?:really |actually )?(?:done|do|doing|helped|help"
    r"|helping|made|make|making|worked|work|changed?|brought|bring|lowered|lower|raised?)\b.*@1(?: \w+){0,5}$"
)
"""What a medicine has done for a test is how the test has been since."""
_MARKS = {ConceptKind.MEDICINE, ConceptKind.PROCEDURE, ConceptKind.CONDITION, ConceptKind.VACCINE}
_KINDS = (ConceptKind.PROCEDURE, ConceptKind.MEDICINE, ConceptKind.CONDITION, ConceptKind.VACCINE)


_DANGLING = re.compile(
    r"\b(?:before|since|after|prior to|ahead of)\b (?!(?:that|then|this|it|when|last|the (?:time|last|previous|one|beginning|start|first)|now|today)\b)[\w@]"
)


def dangles(words: str) -> bool:
    """Whether a time is counted from something that was not understood: the answer would be about another time."""
    return _DANGLING.search(words) is not None


def take_visit(words: str) -> tuple[str, Event | None]:
    """The words without "since my last visit", and the event that it is."""
    rest = _VISIT.sub("", words)
    return (rest.strip(), Event(Relation.SINCE)) if rest != words else (words, None)


def take_event(masked: Masked) -> tuple[Masked, Event | None]:
    """The masked words without "before my @1", and what it was; nothing is taken from words without another name."""
    match = _NAMED.search(masked.words)
    if match and len(masked.mentions) > 1:
        at = int(match["at"])
        marked = [c for c in masked.mentions[at].concepts(_KINDS) if c.kind in _MARKS]
        if marked:
            words = " ".join(f"{masked.words[: match.start()]} {masked.words[match.end() :]}".split())
            operated = bool(match["done"]) and marked[0].kind is not ConceptKind.PROCEDURE
            return _without(masked, words, at), Event(_FROM[match["from"]], marked[0], operated)
    if len(masked.mentions) > 1 and _HELPED.match(masked.words):
        marked = [c for c in masked.mentions[0].concepts(_KINDS) if c.kind is ConceptKind.MEDICINE]
        if marked:
            return _without(masked, "has my @1 changed", 0), Event(Relation.SINCE, marked[0])
    match = _OPERATION.search(masked.words)
    if match and masked.mentions:
        words = " ".join(f"{masked.words[: match.start()]} {masked.words[match.end() :]}".split())
        return replace(masked, words=words), Event(_FROM[match["from"]], any_procedure=True)
    return masked, None


def _without(masked: Masked, words: str, at: int) -> Masked:
    """One mention taken out and the others numbered again."""
    for number in range(at + 1, len(masked.mentions)):
        words = words.replace(f"@{number}", f"@{number - 1}")
    return replace(masked, words=words, mentions=(*masked.mentions[:at], *masked.mentions[at + 1 :]))
