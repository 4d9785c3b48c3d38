"""A typed question from what a language model made of words that the grammar did not understand.

The model is never believed: its subject must be a name of this record, its time must stand in the person's own
words, and what comes out is asked back, not answered.
"""

import datetime as dt
from collections.abc import Mapping

from core.facts import EVER, ConceptKind
from core.lexicon import Lexicon
from core.names_index import name_key
from core.questions import Concept, Kind, NotUnderstood, Question, WhyNot
from core.timespan import find_span
from core.words import plain

KINDS = (
    Kind.LATEST, Kind.VALUE_AT, Kind.TREND, Kind.HIGHEST, Kind.LOWEST, Kind.AVERAGE, Kind.FIRST, Kind.COUNT, Kind.IS_NORMAL,
    Kind.EXPLAIN, Kind.DETAIL,
)  # fmt: skip
"""What a model may make of a question."""
MOST_NAMES = 60


def schema(names: list[str]) -> dict[str, object]:
    """The JSON schema of what is wanted: one kind, one name of the record or none."""
    return {
        "type": "object",
        "properties": {
            "kind": {"type": "string", "enum": [*(kind.value for kind in KINDS), "none"]},
            "name": {"type": "string", "enum": [*names, "none"]},
        },
        "required": ["kind", "name"],
        "additionalProperties": False,
    }


def names_of(lexicon: Lexicon) -> list[str]:
    """The names of this record that a model is shown: tests, medicines, conditions; the most frequent first."""
    kinds = {ConceptKind.TEST, ConceptKind.MEDICINE, ConceptKind.CONDITION, ConceptKind.VACCINE, ConceptKind.PROCEDURE}
    ours = [(n, c) for n, c in zip(lexicon.counts, lexicon.concepts, strict=True) if c.keys and c.kind in kinds]
    return list(dict.fromkeys(c.spoken for _, c in sorted(ours, key=lambda pair: -pair[0])))[:MOST_NAMES]


def as_question(made: Mapping[str, object], words: str, lexicon: Lexicon, today: dt.date) -> NotUnderstood:
    """What to ask back; nothing to go by when the model names nothing of this record."""
    concept = _concept(made.get("name"), lexicon)
    kind = next((kind for kind in KINDS if kind.value == made.get("kind")), None)
    if concept is None or kind is None:
        return NotUnderstood(WhyNot.NOT_A_QUESTION)
    if concept.kind is not ConceptKind.TEST and kind is not Kind.EXPLAIN:
        kind = Kind.DETAIL
    span, said = find_span(plain(words), today) or (EVER, "")
    if kind in (Kind.LATEST, Kind.VALUE_AT):
        kind = Kind.LATEST if span == EVER else Kind.VALUE_AT
    pending = Question(kind, (), None, span, said)
    return NotUnderstood(WhyNot.WHICH_ONE, (concept,), pending, guessed=True)


def _concept(name: object, lexicon: Lexicon) -> Concept | None:
    places = lexicon.exact.get(name_key(plain(name)), ()) if isinstance(name, str) else ()
    return next((lexicon.concepts[at] for at in places if lexicon.concepts[at].keys), None)
