"""Concepts in the making: the record's names gathered under what they name, before they are fixed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from core.allergens import ALLERGENS
from core.facts import ConceptKind, RecordName
from core.knowledge import Entry, Knowledge
from core.lay_procedures import lay_names
from core.names_index import name_key
from core.ordinary import is_ordinary
from core.record_names import CLEAN, clean_ingredients, doctor_names
from core.words import plain


@dataclass(slots=True)
class Draft:
    """A concept to be."""

    id: str = field(repr=False)
    kind: ConceptKind
    spoken: str = field(repr=False)
    names: dict[str, None] = field(default_factory=dict, repr=False)
    """Plain, in the order they were met."""
    written: dict[str, None] = field(default_factory=dict, repr=False)
    """The names that the record itself uses, cleaned."""
    keys: dict[str, None] = field(default_factory=dict, repr=False)
    classes: tuple[str, ...] = field(default=(), repr=False)
    count: int = 0

    def add(self, name: RecordName, cleaned: str) -> None:
        """File one more name of the record under this concept."""
        self.keys[name.key] = None
        self.written[cleaned] = None
        self.count += name.count

    def say(self, names: Iterable[str]) -> None:
        """More ways to name it."""
        self.names.update(dict.fromkeys(n for n in map(named, names) if n))


_ARTICLE = re.compile(r"^(?:my|the|an?) (?=\w{2})")


def named(name: str) -> str:
    """A plain name without the article that a sentence has anyway."""
    bare = _ARTICLE.sub("", plain(name))
    return plain(name) if is_ordinary(bare) else bare


def draft_concepts(names: Sequence[RecordName], knowledge: Knowledge) -> list[Draft]:
    """A draft for every concept of the record and of general knowledge."""
    gathered = _Gathered(knowledge)
    for name in names:
        _FILERS.get(name.kind, _file_plainly)(gathered, name)
    gathered.add_unrecorded()
    return list(gathered.drafts.values())


class _Gathered:
    """The drafts so far, and knowledge by code and by name."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.drafts: dict[tuple[ConceptKind, str], Draft] = {}
        self.entries = knowledge.entries
        self.procedures = knowledge.procedures
        self.by_code = {(e.kind, code): e for e in knowledge.entries for code in e.codes}
        self.by_name: dict[tuple[ConceptKind, str], Entry] = {}
        for entry in knowledge.entries:
            for name in _names_of(entry):
                self.by_name.setdefault((entry.kind, name_key(name)), entry)

    def of_entry(self, entry: Entry) -> Draft:
        """The draft of an entry of knowledge."""
        draft = self.draft(entry.kind, plain(entry.id), entry.spoken)
        draft.say(_names_of(entry))
        draft.classes = entry.classes
        return draft

    def draft(self, kind: ConceptKind, name: str, spoken: str) -> Draft:
        """The draft of that kind and id, begun if need be."""
        if (kind, name) not in self.drafts:
            self.drafts[kind, name] = Draft(name, kind, spoken)
            self.drafts[kind, name].say((name, spoken))
        return self.drafts[kind, name]

    def known(self, kind: ConceptKind, key: str, *names: str) -> Entry | None:
        """The entry with this code, or else with one of these plain names."""
        by_code = self.by_code.get((kind, key))
        return by_code or next((e for n in names if (e := self.by_name.get((kind, name_key(n))))), None)

    def inside(self, kind: ConceptKind, name: str) -> list[Entry]:
        """The entries whose names stand as whole words in this one, longest first, without overlap."""
        words, found = name_key(name).split(), []
        for width in range(len(words), 0, -1):
            for at in range(len(words) - width + 1):
                entry = self.by_name.get((kind, " ".join(words[at : at + width])))
                if entry and entry not in found:
                    found.append(entry)
                    words[at : at + width] = [""] * width
        return found

    def add_unrecorded(self) -> None:
        """Drafts for all that is known but not in the record."""
        for entry in self.entries:
            self.of_entry(entry)
        for name, others in ALLERGENS.items():
            self.draft(ConceptKind.ALLERGY, name, name).say(others)


def _names_of(entry: Entry) -> tuple[str, ...]:
    return tuple(n for n in map(plain, (entry.id, entry.spoken, *entry.synonyms)) if n)


def _file_under(gathered: _Gathered, name: RecordName, entries: Iterable[Entry], unknown: Iterable[str]) -> None:
    drafts = [gathered.of_entry(entry) for entry in entries]
    drafts += [gathered.draft(name.kind, other, other) for other in unknown]
    for draft in drafts:
        draft.add(name, CLEAN.get(name.kind, plain)(name.display))


def _file_plainly(gathered: _Gathered, name: RecordName) -> None:
    cleaned = CLEAN[name.kind](name.display)
    entry = gathered.known(name.kind, name.key, plain(name.display), cleaned)
    _file_under(gathered, name, [entry] if entry else [], [] if entry else [cleaned])


_NOT_THE_THING_ITSELF = frozenset(
    {
        "due",
        "history",
        "suspected",
        "risk",
        "screening",
        "family",
        "associated",
        "caused",
        "induced",
        "related",
        "with",
        "from",
    }
)


def _file_condition(gathered: _Gathered, name: RecordName) -> None:
    cleaned = CLEAN[name.kind](name.display)
    entry = gathered.known(name.kind, name.key, plain(name.display), cleaned)
    if entry is None and not _NOT_THE_THING_ITSELF & set(cleaned.split()):
        entry = next(iter(gathered.inside(name.kind, cleaned)), None)
    _file_under(gathered, name, [entry] if entry else [], [] if entry else [cleaned])
    if entry:
        gathered.of_entry(entry).say([cleaned])


def _file_procedure(gathered: _Gathered, name: RecordName) -> None:
    cleaned = CLEAN[name.kind](name.display)
    draft = gathered.draft(name.kind, cleaned, cleaned)
    draft.say(lay_names(cleaned, gathered.procedures))
    draft.add(name, cleaned)


def _file_medicine(gathered: _Gathered, name: RecordName) -> None:
    entries, unknown = [], []
    for ingredient in clean_ingredients(name.display):
        entry = gathered.known(name.kind, name.key, ingredient)
        inside = [entry] if entry else gathered.inside(name.kind, ingredient)
        entries += inside
        unknown += [] if inside else [ingredient]
    _file_under(gathered, name, dict.fromkeys(entries), unknown)


def _file_allergy(gathered: _Gathered, name: RecordName) -> None:
    cleaned = CLEAN[name.kind](name.display)
    if any(word in cleaned.split() for word in ("known", "none", "nka", "nkda")):
        return
    substance = next((s for s, others in ALLERGENS.items() if cleaned in {s, *others}), cleaned)
    medicine = gathered.known(ConceptKind.MEDICINE, name.key, cleaned)
    draft = gathered.draft(name.kind, substance, substance)
    draft.say((cleaned, *ALLERGENS.get(substance, ()), *(_names_of(medicine) if medicine else ())))
    draft.add(name, cleaned)


def _file_doctor(gathered: _Gathered, name: RecordName) -> None:
    spoken, others = doctor_names(name.display)
    draft = gathered.draft(name.kind, plain(spoken), spoken)
    draft.say(others)
    draft.add(name, plain(name.display))


_LETTERS = ("letter", "summary", "note", "report")
"""What people and records call the same paper."""


def _file_letter(gathered: _Gathered, name: RecordName) -> None:
    _file_plainly(gathered, name)
    cleaned = CLEAN[name.kind](name.display)
    head, _, noun = cleaned.rpartition(" ")
    if head and noun in _LETTERS:
        gathered.draft(name.kind, cleaned, cleaned).say(f"{head} {other}" for other in _LETTERS)


_FILERS = {
    ConceptKind.LETTER: _file_letter,
    ConceptKind.MEDICINE: _file_medicine,
    ConceptKind.ALLERGY: _file_allergy,
    ConceptKind.DOCTOR: _file_doctor,
    ConceptKind.CONDITION: _file_condition,
    ConceptKind.VACCINE: _file_condition,
    ConceptKind.PROCEDURE: _file_procedure,
}
