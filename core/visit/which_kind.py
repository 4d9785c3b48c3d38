"""What a visit is mostly for, from the words of the appointment or of the person."""

import re

from core.visit.book import VisitKind

_KINDS = (
    (VisitKind.PROCEDURE, r"\b(?:procedure|operation|surgery|surgical|colonoscopy|endoscopy|biopsy|anesth\w+)\b"),
    (VisitKind.MEDICINES, r"\b(?:medicines?|medications?|pills|tablets|drugs)\b"),
    (VisitKind.RESULTS, r"\b(?:results?|lab|labs|blood (?:work|test)|test results?)\b"),
    (
        VisitKind.CHECK_UP,
        r"\b(?:check[- ]?up|follow[- ]?up|yearly|annual|routine|wellness|examination|physical|review)\b",
    ),
    (VisitKind.NEW_PROBLEM, r"\b(?:new|problem|complaint|pain|hurts?|symptom|trouble)\b"),
)
"""In this order: "follow-up after surgery" is looked at as what it follows."""


def kind_of(words: str) -> VisitKind:
    """The first kind that the words name; UNKNOWN when they name none."""
    said = words.lower()
    return next((kind for kind, pattern in _KINDS if re.search(pattern, said)), VisitKind.UNKNOWN)
