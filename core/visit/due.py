"""Vaccines that the record itself says are due: a clinic's forecast, an appointment for one, a letter's own sentence."""

import re
from collections.abc import Iterator

from core.facts import ConceptKind, Immunization, Letter, Span, VaccineAdvice, VaccineStatus, Visit
from core.mind import Mind
from core.ports import Records
from core.wording.letters import sentences_of

VACCINE = re.compile(
    r"\b(?:vaccin\w*|immuni[sz]ation|flu shot|booster|(?:flu|shingles|pneumonia|tetanus|covid) shot)\b", re.I
)
_DUE = re.compile(r"\b(?:due|overdue|should (?:get|have)|needs?|please (?:get|have)|recommend\w*|remind\w*)\b", re.I)
_NOT = re.compile(r"\b(?:not|no|declin\w*|refus\w*|already|was given|received)\b", re.I)


def vaccines_due(window: Span, records: Records, mind: Mind) -> Iterator[VaccineAdvice | Visit | Letter]:
    """What is forecast, the appointments to come that are for a vaccine, and the letters of the window that say so."""
    yield from _advice(window, records, mind)
    for visit in records.visits():
        coming = visit.planned and visit.origin.when and visit.origin.when.first_day() >= mind.today
        if coming and VACCINE.search(visit.what):
            yield visit
    for letter in records.letters():
        if window.holds(letter.origin.when) and due_sentence(letter):
            yield letter


def _advice(window: Span, records: Records, mind: Mind) -> Iterator[VaccineAdvice]:
    """The newest word on each vaccine: due by now and not given since, or newly not to be had."""
    given = [(_vaccine(one, mind), one.origin.when) for one in records.immunizations()]
    newest: dict[str, VaccineAdvice] = {}
    for advice in records.vaccine_advice():
        newest.setdefault(_vaccine(advice, mind), advice)
    for vaccine, advice in newest.items():
        said, due = advice.origin.when, advice.due
        if advice.status is VaccineStatus.CONTRAINDICATED:
            if window.holds(said):
                yield advice
        elif due is None or due.first_day() <= mind.today:
            since = [when for of, when in given if of == vaccine and when and said]
            if not any(when.first_day() >= said.first_day() for when in since if said):
                yield advice


def called(vaccine: str) -> str:
    """A vaccine as it is said of it that it is due: `flu shot`, `zoster recombinant vaccine`."""
    return vaccine if vaccine.split()[-1] in ("shot", "vaccine", "test") else f"{vaccine} vaccine"


def _vaccine(fact: VaccineAdvice | Immunization, mind: Mind) -> str:
    return mind.named(ConceptKind.VACCINE, fact.key, fact.name).id


def due_sentence(letter: Letter) -> str:
    """The sentence of a letter that says a vaccine is due; empty when none does."""
    if not VACCINE.search(letter.text):
        return ""
    sentences = (s for s in sentences_of(letter.text) if VACCINE.search(s) and _DUE.search(s) and not _NOT.search(s))
    return next(sentences, "")
