"""What a turn is answered with: the opened record, its names, and general knowledge."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from core.facts import ConceptKind
from core.knowledge import Entry, Knowledge
from core.lexicon import Lexicon, build_lexicon
from core.ports import Gist, Helper, Interpreter, Records, Rewriter, Shelf
from core.questions import Concept
from core.units import Units


@dataclass(frozen=True, slots=True)
class Mind:
    """Everything that stays the same over a conversation."""

    records: Records | None = field(repr=False)
    """None while the record is locked: then only emergencies and help are answered."""
    lexicon: Lexicon = field(repr=False)
    knowledge: Knowledge = field(repr=False)
    today: dt.date
    emergency_number: str
    by_key: Mapping[tuple[ConceptKind, str], Concept] = field(repr=False)
    entries: Mapping[tuple[ConceptKind, str], Entry] = field(repr=False)
    rewriter: Rewriter | None = field(default=None, repr=False)
    """Words answers more warmly, where a language model is switched on."""
    interpreter: Interpreter | None = field(default=None, repr=False)
    """Guesses what was asked where the grammar does not know; what it says is asked back."""
    gist: Gist | None = field(default=None, repr=False)
    """Knows what sentences are like; without it the grammar alone understands."""
    helper: Helper | None = field(default=None, repr=False)
    """The same language model, as somebody who may be let in and sent away."""
    shelf: Shelf | None = field(default=None, repr=False)
    """Where plans, questions and notes for visits are kept; None when nothing can be kept."""

    @property
    def units(self) -> Mapping[str, tuple[str, str]]:
        """How units are said."""
        return self.knowledge.units

    @property
    def conversions(self) -> Units:
        """Which units can be compared."""
        return self.knowledge.conversions

    def entry(self, concept: Concept) -> Entry | None:
        """What is generally known about a concept."""
        return self.entries.get((concept.kind, concept.id))

    def named(self, kind: ConceptKind, key: str, name: str) -> Concept:
        """The concept that a fact is filed under; one of its own name when the lexicon has none."""
        return self.by_key.get((kind, key)) or Concept(name.lower(), kind, name, (key,))


def make_mind(
    records: Records | None,
    knowledge: Knowledge,
    today: dt.date,
    emergency_number: str = "911",
    shelf: Shelf | None = None,
    gist: Gist | None = None,
) -> Mind:
    """The mind for one record, or for a locked one."""
    lexicon = build_lexicon(records.names() if records is not None else (), knowledge)
    by_key: dict[tuple[ConceptKind, str], Concept] = {}
    for concept in lexicon.concepts:
        for key in concept.keys:
            by_key.setdefault((concept.kind, key), concept)
    entries = {(entry.kind, entry.id): entry for entry in knowledge.entries}
    return Mind(records, lexicon, knowledge, today, emergency_number, by_key, entries, gist=gist, shelf=shelf)
