"""Every name that can be asked about: those of this record tied to its keys, and what is generally known.

`build_lexicon` joins the names as the record writes them with the entries of general knowledge, by code
or else by name. What knowledge has and the record has not is kept with empty keys, so that "what's my
vitamin D" is understood and answered with "not in your record".
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from core.facts import ConceptKind, RecordName
from core.knowledge import Knowledge
from core.lexicon_drafts import Draft, draft_concepts, named
from core.names_index import SoundIndex, index_sounds, joined_key, name_key, part_key
from core.questions import Concept


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All concepts and the ways to name them; what is asked of it is looked up, not searched."""

    concepts: tuple[Concept, ...] = field(repr=False)
    """Those of the record first."""
    counts: tuple[int, ...] = field(repr=False)
    """For each concept, how many entries of the record bear it."""
    exact: Mapping[str, tuple[int, ...]] = field(repr=False)
    """`name_key` of every name -> positions in `concepts`, those of the record first."""
    joined: Mapping[str, tuple[int, ...]] = field(repr=False)
    """`joined_key` of every name, for names that were broken up or run together."""
    groups: Mapping[str, tuple[int, ...]] = field(repr=False)
    """`name_key` of a group ("kidney number") -> its members in the record, or all when it has none."""
    parts: Mapping[str, tuple[int, ...]] = field(repr=False)
    """`name_key` of a part of a longer name in the record ("arthritis of knee" has "knee")."""
    ours: SoundIndex = field(repr=False)
    """The names in the record, by sound."""
    others: SoundIndex = field(repr=False)
    """The names outside it, by sound."""
    longest: int
    """Words in the longest name."""
    beginnings: frozenset[str] = field(repr=False)
    """The first words of every longer name: `blood` of `blood pressure`."""


def build_lexicon(names: Sequence[RecordName], knowledge: Knowledge) -> Lexicon:
    """The lexicon of one record; pure, so that the same record always gives the same one."""
    drafts = sorted(draft_concepts(names, knowledge), key=lambda d: (not d.keys, d.kind, d.id))
    exact = _index((name_key(n), at) for at, d in enumerate(drafts) for n in d.names)
    groups = _groups(drafts)
    return Lexicon(
        concepts=tuple(Concept(d.id, d.kind, d.spoken, tuple(d.keys)) for d in drafts),
        counts=tuple(d.count for d in drafts),
        exact=exact,
        joined=_index((joined_key(n), at) for at, d in enumerate(drafts) for n in d.names),
        groups=groups,
        parts=_parts(drafts),
        ours=index_sounds((n, at) for at, d in enumerate(drafts) if d.keys for n in d.names),
        others=index_sounds((n, at) for at, d in enumerate(drafts) if not d.keys for n in d.names),
        longest=max((len(name.split()) for name in (*exact, *groups)), default=1),
        beginnings=frozenset(part for name in exact for part in _first_words(name)),
    )


def _index(pairs: Iterable[tuple[str, int]]) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, list[int]] = defaultdict(list)
    for key, at in pairs:
        if key and at not in found[key]:
            found[key].append(at)
    return MappingProxyType({key: tuple(sorted(places)) for key, places in found.items()})


def _first_words(name: str) -> Iterable[str]:
    words = name.split()
    return (" ".join(words[:size]) for size in range(1, len(words)))


def _groups(drafts: Sequence[Draft]) -> Mapping[str, tuple[int, ...]]:
    whole = _index((name_key(named(group)), at) for at, d in enumerate(drafts) for group in d.classes)
    heads = _index((_head(name), at) for name, places in whole.items() for at in places if drafts[at].keys)
    groups = {name: tuple(at for at in places if drafts[at].keys) or places for name, places in whole.items()}
    return MappingProxyType({**heads, **groups})


_GROUP_TAILS = frozenset("number test function result level panel profile value score study".split())


def _head(group: str) -> str:
    """`kidney number` is also asked for as `kidney`, when the record has any of them."""
    words = group.split()
    return " ".join(words[:-1]) if words[-1] in _GROUP_TAILS else ""


_PARTED = frozenset({ConceptKind.CONDITION, ConceptKind.PROCEDURE, ConceptKind.VACCINE, ConceptKind.ALLERGY})
"""Kinds whose long names people shorten; a part of a test or a medicine names another one ("vitamin")."""
_SAYS_NOTHING = frozenset(
    "disease disorder syndrome condition chronic acute stage type of the and in to with due by without localized"
    " primary secondary essential mild severe left right both adult free preservative injectable seasonal vaccine surgery test"
    " history finding infection pain total level my a normal other product general blood high low kidney heart lung"
    " density dose source current medication medicine documentation reconciliation encounter procedure examination general status"
    " screening assessment measurement using score therapy recombinant polysaccharide conjugate valent".split()
)


def _parts(drafts: Sequence[Draft]) -> Mapping[str, tuple[int, ...]]:
    return _index(
        (part_key(part), at)
        for at, d in enumerate(drafts)
        if d.keys and d.kind in _PARTED
        for name in d.written
        for part in _stretches(part_key(name).split())
    )


def _stretches(words: Sequence[str]) -> list[str]:
    found = [
        words[start:end] for start in range(len(words)) for end in range(start + 1, min(start + 4, len(words)) + 1)
    ]
    return [*(" ".join(part) for part in found if _tells(part)), *(word for word in map(_root, words) if word)]


_CLERICAL = frozenset("dose source current medication medicine documentation reconciliation encounter status".split())
"""Words of paperwork: "my current medications" is not the procedure that wrote them down."""


def _tells(part: Sequence[str]) -> bool:
    telling = [word for word in part if word not in _SAYS_NOTHING and len(word) > 2]
    return (bool(telling) or (len(part) > 1 and not _CLERICAL & set(part))) and not {part[0], part[-1]} & _JOINTS


_JOINTS = frozenset("of the and in to with due by without for from at on".split())
_ROOTS = ("arthritis", "anemia", "neuropathy", "bronchitis", "thyroidism", "carcinoma")


def _root(word: str) -> str:
    """The plain name inside a learned one: `osteoarthritis` is an arthritis."""
    return next((root for root in _ROOTS if word.endswith(root) and word != root), "")
