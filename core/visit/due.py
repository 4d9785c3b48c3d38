"""Vaccines that the record itself says are due: an appointment for one, or a letter's own sentence."""

import datetime as dt
import re
from collections.abc import Iterator

from core.facts import Letter, Span, Visit
from core.ports import Records
from core.wording.letters import sentences_of

VACCINE = re.compile(
    r"\b(?:vaccin\w*|immuni[sz]ation|flu shot|booster|(?:flu|shingles|pneumonia|tetanus|covid) shot)\b", re.I
)
_DUE = re.compile(r"\b(?:due|overdue|should (?:get|have)|needs?|please (?:get|have)|recommend\w*|remind\w*)\b", re.I)
_NOT = re.compile(r"\b(?:not|no|declin\w*|refus\w*|already|was given|received)\b", re.I)


def vaccines_due(window: Span, records: Records, today: dt.date) -> Iterator[Visit | Letter]:
    """The appointments to come that are for a vaccine, and the letters of the window that say one is due."""
    for visit in records.visits():
        coming = visit.planned and visit.origin.when and visit.origin.when.first_day() >= today
        if coming and VACCINE.search(visit.what):
            yield visit
    for letter in records.letters():
        if window.holds(letter.origin.when) and due_sentence(letter):
            yield letter


def due_sentence(letter: Letter) -> str:
    """The sentence of a letter that says a vaccine is due; empty when none does."""
    if not VACCINE.search(letter.text):
        return ""
    sentences = (s for s in sentences_of(letter.text) if VACCINE.search(s) and _DUE.search(s) and not _NOT.search(s))
    return next(sentences, "")
