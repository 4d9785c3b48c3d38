"""The places in common questions where a name stands: `when do I take the …`, `is my … normal`.

What stands in such a place is surely meant to be a name of a certain kind, so it may be much more
misheard than elsewhere and still be asked back. Places are looked at only when no name was found.
"""

import re
from dataclasses import dataclass

from core.facts import ConceptKind
from core.grammar_words import lines_of, phrases

_TEST, _MEDICINE = ConceptKind.TEST, ConceptKind.MEDICINE


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a name."""

    pattern: re.Pattern[str]
    """Its group `name` is what stands there; searched in plain words without fillers."""
    kinds: frozenset[ConceptKind]
    """What may be meant there."""


def _slot(block: str, *kinds: ConceptKind) -> tuple[Slot, ...]:
    marked = (line.replace("...", r"(?P<name>[\w ]{3,40}?)") for line in lines_of(block))
    return tuple(Slot(phrases(line), frozenset(kinds)) for line in marked)


SLOTS: tuple[Slot, ...] = (
    *_slot(
        r"""
        \ballergic to (?:the )?...$
        \ballergy to (?:the )?...$
        """,
        ConceptKind.ALLERGY,
        _MEDICINE,
    ),
    *_slot(
        r"""
        ^(?:when|how|how much|how often|how many|what time|why|since when|how long|do|did|am|who|what dose of\
        |with what)\b.* (?:take|taking|took) (?:the |my )?...$
        ^(?:am|was|have) i (?:still |been )?on (?:the |my )?...$
        ^who (?:prescribed|gave me|put me on) (?:the |my )?...$
        ^how (?:much|many) (?:of )?(?:the )?... do i (?:take|need|have to take)$
        """,
        _MEDICINE,
    ),
    *_slot(
        r"""
        ^(?:what|whats|what is|what are)(?: the| my| a)? ... (?:for|4|four)$
        ^(?:what|whats) (?:does|do|is) (?:the |my )?... (?:do|mean)$
        """,
        _MEDICINE,
        _TEST,
        ConceptKind.CONDITION,
    ),
    *_slot(
        r"""
        ^(?:is|was|are|were) (?:my |the )(?:last )?... (?:{fine}|{off})$
        ^(?:has|have|is) (?:my |the )... (?:gone|going|changed|been|getting)\b
        ^how (?:has|have) (?:my |the )... (?:been|changed|gone|done)\b
        ^(?:what|whats|what is|what was|hows|how is|how was|and|what about|how about|tell me about)\b.*\b(?:my\
        |the) (?:last |latest |newest )?...(?: (?:level|test|result|number))?$
        ^(?:my )(?:last |latest |newest )?...$
        """,
        _TEST,
    ),
    *_slot(r"^(?:do|did) i have (?:a |an |the )?...$", ConceptKind.CONDITION),
)

_GLUED = (
    (re.compile(r"^th(?:e|em|is|ese|at)(?: |(?=[a-z]))"), ""),
    (re.compile(r"^them "), "m "),
    (re.compile(r"^this "), "s "),
    (re.compile(r"^s(?=[a-z]{2})"), ""),
    (re.compile(r"^(?:a|an|the|that|it) "), ""),
    (re.compile(r" (?:for|4|four|fur)$"), ""),
)
"""What a listener joins to a name it does not know: `the metformin` -> `them at forming`."""


def readings(name: str) -> tuple[str, ...]:
    """The words of a place, and the same with an article taken off that had stuck to them."""
    return tuple(dict.fromkeys((name, *(pattern.sub(new, name).strip() for pattern, new in _GLUED))))
