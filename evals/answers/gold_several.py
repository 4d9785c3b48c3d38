"""Gold for several questions in one breath."""

from dataclasses import replace

from evals.answers.gold import FOUND, Gold, Slots
from evals.answers.gold_lists import LIST_RULES
from evals.answers.raw import Raw

OTHERS = {"medicines": "pills do I take|medicines do I take", "last_visit": "my last visit", "allergies": "allergic to"}
"""By what in a wording of several questions each of them is known."""


def of_several(words: str, first: Gold, raw: Raw, slots: Slots) -> Gold | None:
    """Everything that is asked in one breath is told; not asked where one of them has no answer."""
    kinds = [k for k, marks in OTHERS.items() if any(mark in words for mark in marks.split("|"))]
    golds = [LIST_RULES[k](raw, slots) for k in kinds]
    if not all(one and one.outcomes >= FOUND for one in golds):
        return None
    every = [one for one in (*([first] if "{test}" in words else []), *golds) if one]
    return replace(
        every[0],
        outcomes=FOUND,
        must=tuple(group for one in every for group in one.must),
        may=frozenset[str]().union(*(one.may for one in every)),
        least=sum(max(len(one.must), one.least) for one in every),
    )
