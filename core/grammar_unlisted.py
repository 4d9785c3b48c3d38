"""Procedures that neither the record nor our general knowledge has a name for: asked for, and not there."""

import re
from dataclasses import dataclass

from core.facts import ConceptKind
from core.questions import Concept

_DONE = (
    r"(?:surger(?:y|ies)|operations?|op|removal|replacement|repair|transplant|implant|bypass|biops(?:y|ies)|scans?|mri|ct|x ?rays?|ultrasound"
    r"|endoscopy|exam(?:ination)?|\w+(?:scopy|ectomy|plasty|graphy|otomy|ostomy|gram|centesis))"
)
_ASKED = re.compile(
    r"^(?:when|did|have|has|had|was|were|how long (?:ago|since)|what (?:date|day|year)|do|does)\b.*?\b(?:my|a|an|any|the|that|this|of|last|new|ever (?:had|have|done|do|get|got)|had|have)"
    rf" (?P<name>(?:(?!my |a |an |any |the |that |this |last |have |had |ever |done |do )[a-z]+ ){{0,3}}{_DONE}|new (?:hip|knee|lens|valve|shoulder|heart|kidney)s?)"
    r"(?: (?:done|put in|taken|made|before|yet|ever))*$"
)


_ANYWHERE = re.compile(
    rf"\b(?P<name>(?:(?!my |a |an |any |the |that |this |last |have |had |ever |done |do |undergo |of |for |before )[a-z]+ ){{1,2}}{_DONE}"
    r"|new (?:hip|knee|lens|valve|shoulder|heart|kidney)s?"
    r"|(?:(?!my |a |the |i |it |was |had |have )[a-z]+ )(?:done|taken out|removed|replaced|cut out|put in))\b"
)
"""As `_ASKED`, however it is asked."""
_EXAM = re.compile(r"\b(?:exam(?:ination)?|scans?|mri|ct|x ?rays?|ultrasound|\w+(?:scopy|graphy|gram))$")
_VISITS = re.compile(
    r"^(?:last |next |latest )?(?:yearly|annual|physical|eyes?|foot|feet|skin|dental|hearing|medical|routine|general|full|wellness|kidney|heart|regular) exam$"
)
"""Examinations that are visits."""


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A procedure under the name it was given."""

    concept: Concept
    exam: bool
    """It only looks at something: a part of the body in its name is no condition then."""


def unlisted_procedure(words: str) -> Unlisted | None:
    """The procedure that plain words ask about; None for anything else."""
    match = _ASKED.search(words)
    if (
        match is None
        or _VISITS.search(match["name"])
        or match["name"] in {"surgery", "operation", "exam", "scan", "surgeries", "operations"}
    ):
        return None
    return Unlisted(Concept(match["name"], ConceptKind.PROCEDURE, match["name"]), bool(_EXAM.search(match["name"])))


def unlisted_anywhere(words: str) -> Concept | None:
    """The procedure that plain words name, whatever they ask of it; None for none."""
    match = _ANYWHERE.search(words)
    if match is None or _VISITS.search(match["name"]):
        return None
    return Concept(match["name"], ConceptKind.PROCEDURE, match["name"])
