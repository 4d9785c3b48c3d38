"""Which concepts some words name: exactly first, then by spelling and sound.

A name that stands in the words wins over anything that only sounds like it, the longest name over a
shorter one. What only sounds alike is `sure` when ear and eye agree and no rival is close, `near` when
it has to be asked back. Names of this record may be heard in poorer words than names outside it, and
a word is never bent to the record when something outside it fits better. The thresholds were set on
the misheard names and the ordinary words in `tests/core`; see `tests/core/test_link.py`.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from core.facts import ConceptKind
from core.lexicon import Lexicon
from core.link_sound import Heard, hear_names, hear_whole
from core.names_index import joined_key, name_key, part_key
from core.ordinary import is_ordinary
from core.questions import Concept
from core.words import plain

_EXACT = 100.0
_BY_PART = 90.0

ORDER = (
    ConceptKind.TEST, ConceptKind.MEDICINE, ConceptKind.CONDITION, ConceptKind.VACCINE, ConceptKind.PROCEDURE,
    ConceptKind.DOCTOR, ConceptKind.ALLERGY, ConceptKind.LETTER, ConceptKind.VISIT,
)  # fmt: skip
"""Which reading of a name comes first when the question does not say: "potassium" is the test."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name something."""

    start: int
    """Position of the first word."""
    end: int
    """Position after the last word."""
    readings: tuple[Concept, ...] = field(repr=False)
    """Everything the words may name, this record's first; all of them together when `group`."""
    score: float = _EXACT
    """0 to 100; 100 when the name itself was said."""
    group: bool = False
    """The words name several things at once: "kidney numbers"."""
    sure: bool = True
    """Whether it can be answered; else it is asked back."""

    def concepts(self, kinds: Collection[ConceptKind] = ORDER) -> tuple[Concept, ...]:
        """The reading of the first of `kinds` that there is one of: one concept, or the whole group."""
        for kind in kinds:
            of_kind = tuple(concept for concept in self.readings if concept.kind == kind)
            if of_kind:
                return of_kind if self.group else of_kind[:1]
        return ()


@dataclass(frozen=True, slots=True)
class Links:
    """What some words name."""

    sure: tuple[Mention, ...] = ()
    """In the order of the words, never overlapping."""
    near: tuple[Mention, ...] = ()
    """What may be meant by other words, best first: to be asked back, never answered."""

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """The concepts that are sure, without repeats."""
        return tuple(dict.fromkeys(c for mention in self.sure for c in mention.concepts()))

    @property
    def candidates(self) -> tuple[Concept, ...]:
        """The concepts to offer back, best first, at most two."""
        return tuple(dict.fromkeys(c for mention in self.near for c in mention.readings))[:2]


def find(words: str, lexicon: Lexicon, kinds: Collection[ConceptKind] | None = None) -> Links:
    """The concepts that plain words name (`core.words.plain`), of these kinds or of any."""
    exact = find_exact(words, lexicon, kinds)
    free = _free_words(words.split(), exact.sure)
    heard = find_by_sound(free, lexicon, kinds)
    sure = sorted((*exact.sure, *heard.sure), key=lambda mention: mention.start)
    return Links(tuple(sure), (*exact.near, *heard.near))


def _free_words(words: Sequence[str], taken: Collection[Mention]) -> list[str]:
    places = {at for mention in taken for at in range(mention.start, mention.end)}
    return ["" if at in places else word for at, word in enumerate(words)]


def find_exact(words: str, lexicon: Lexicon, kinds: Collection[ConceptKind] | None = None) -> Links:
    """As `find`, for names that stand in the words themselves."""
    tokens = words.split()
    free = [True] * len(tokens)
    sure: list[Mention] = []
    near: list[Mention] = []
    for start, end in _stretches(len(tokens), lexicon.longest + 2):
        if not all(free[start:end]):
            continue
        mention = _look_up(tokens, start, end, lexicon, kinds)
        if mention is None or (mention.group and _goes_on(tokens[end:])):
            continue
        free[start:end] = [False] * (end - start)
        (near if _two_of_a_kind(mention) else sure).append(mention)
    return Links(tuple(sorted(sure, key=lambda m: m.start)), tuple(near))


def find_by_sound(words: Sequence[str], lexicon: Lexicon, kinds: Collection[ConceptKind] | None = None) -> Links:
    """As `find`, for misheard names; empty words are walls that no name crosses."""
    best = hear_names(words, lexicon, lambda at: _wanted(lexicon.concepts[at], kinds, asked=kinds is not None))
    sure = [_as_mention(heard, lexicon) for heard in best if heard.sure]
    near = [_as_mention(heard, lexicon) for heard in best if not heard.sure]
    return Links(tuple(sorted(sure, key=lambda m: m.start)), tuple(near))


def hear_in_place(readings: Sequence[str], lexicon: Lexicon, kinds: Collection[ConceptKind]) -> Mention | None:
    """What stands where a name of these kinds has to stand, read in any of these ways; see `score` and `sure`."""
    heard = hear_whole(readings, lexicon, lambda at: lexicon.concepts[at].kind in kinds)
    return replace(_as_mention(heard, lexicon), sure=heard.sure) if heard else None


def _as_mention(heard: Heard, lexicon: Lexicon) -> Mention:
    return Mention(heard.start, heard.end, tuple(lexicon.concepts[at] for at in heard.places), heard.score)


def _stretches(length: int, longest: int) -> Iterator[tuple[int, int]]:
    for width in range(min(length, longest), 0, -1):
        for start in range(length - width + 1):
            yield start, start + width


def _goes_on(rest: Sequence[str]) -> bool:
    """Whether a letter or figure follows that belongs to the name: "vitamin g" is not "the vitamins"."""
    return bool(rest) and (len(rest[0]) == 1 or rest[0].isdecimal()) and rest[0] not in {"a", "i"}


def _two_of_a_kind(mention: Mention) -> bool:
    """Whether the words name two things of this record that nothing tells apart."""
    first = mention.concepts()
    rivals = [c for c in mention.readings if c.keys and c.kind == first[0].kind]
    return not mention.group and len(rivals) > 1


def _wanted(concept: Concept, kinds: Collection[ConceptKind] | None, *, asked: bool) -> bool:
    if kinds is not None and concept.kind not in kinds:
        return False
    return asked or bool(concept.keys) or concept.kind != ConceptKind.ALLERGY


def _look_up(
    tokens: Sequence[str], start: int, end: int, lexicon: Lexicon, kinds: Collection[ConceptKind] | None
) -> Mention | None:
    words = " ".join(tokens[start:end])
    wanted = _only(lexicon, kinds)
    named = wanted(lexicon.exact, name_key(words)) or _run_together(tokens[start:end], wanted, lexicon)
    if tokens[start] == "average" and end - start > 1 and not any(concept.keys for concept in named):
        return None
    if kinds is None and is_ordinary(words.removeprefix("the ")):
        named = tuple(concept for concept in named if name_key(words) in {concept.id, name_key(plain(concept.spoken))})
        return Mention(start, end, named) if any(concept.keys for concept in named) else None
    if any(concept.keys for concept in named):
        return Mention(start, end, named)
    parts = wanted(lexicon.parts, part_key(words))
    members = wanted(lexicon.groups, name_key(words))
    if members and not parts and (not named or any(concept.keys for concept in members)):
        return Mention(start, end, members, group=True)
    if named and not any(part.kind == named[0].kind for part in parts):
        return Mention(start, end, named)
    return Mention(start, end, parts, _BY_PART) if parts else None


def _only(
    lexicon: Lexicon, kinds: Collection[ConceptKind] | None
) -> Callable[[Mapping[str, tuple[int, ...]], str], tuple[Concept, ...]]:
    def wanted(index: Mapping[str, tuple[int, ...]], key: str) -> tuple[Concept, ...]:
        found = (lexicon.concepts[at] for at in index.get(key, ()))
        return tuple(concept for concept in found if _wanted(concept, kinds, asked=kinds is not None))

    return wanted


_SHORTEST_BROKEN = 6
"""Letters of a name that ordinary words may run together to; spelled letters may make any name."""


def _run_together(
    tokens: Sequence[str],
    wanted: Callable[[Mapping[str, tuple[int, ...]], str], tuple[Concept, ...]],
    lexicon: Lexicon,
) -> tuple[Concept, ...]:
    key = joined_key(" ".join(tokens))
    spelled = all(len(token) == 1 or token.isdecimal() or token in _FIGURES for token in tokens)
    if len(key) < 2 or not (
        len(key) >= _SHORTEST_BROKEN or (spelled and len(tokens) > 1) or any(map(str.isdigit, key))
    ):
        return ()
    found = wanted(lexicon.joined, key)
    by_chance = not spelled and all(map(is_ordinary, tokens))
    return tuple(concept for concept in found if concept.keys) if by_chance else found


_FIGURES = frozenset({"one", "two", "three", "six", "nine", "ten", "twelve"})
