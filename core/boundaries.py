"""Requests that are not ours to answer: dose, diagnosis, prognosis, opinion, other people, the outside.

What a request sounds like is data (`core/data/boundaries.toml`), in the same plain words as the red
flags. Declining too much is a fault as well, so each rule says in `not_if` what it must let through.
"""

from collections.abc import Sequence

from core.clauses import WALL, clauses
from core.knowledge import BoundaryRule
from core.questions import Boundary


def find_boundary(text: str, rules: Sequence[BoundaryRule]) -> Boundary | None:
    """The boundary of the first rule, in their order, that the words fall under; None for a record question.

    `text` is a transcript, raw or plain.
    """
    said = f" {WALL} ".join(clauses(text))
    fits = (rule for rule in rules if _fits(rule, said))
    return next((Boundary(rule.boundary) for rule in fits), None)


def _fits(rule: BoundaryRule, said: str) -> bool:
    return any(p.search(said) for p in rule.patterns) and not any(p.search(said) for p in rule.not_if)
