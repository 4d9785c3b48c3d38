"""Names of this record for Whisper's ear, best first: what was just talked about, then what is frequent."""

from collections.abc import Iterator
from itertools import chain

from core.conversation import Conversation
from core.facts import ConceptKind
from core.lexicon import Lexicon
from core.questions import Concept
from core.visit.hints import names_on_list

_KINDS = (
    ConceptKind.TEST, ConceptKind.MEDICINE, ConceptKind.CONDITION, ConceptKind.ALLERGY, ConceptKind.DOCTOR,
)  # fmt: skip
_LONGEST_WORDS = 4
"""Longer names would take the room of several."""


def choose_hints(lexicon: Lexicon, so_far: Conversation, limit: int = 50) -> tuple[str, ...]:
    """Up to `limit` names as Whisper would write them (`A1c`, `LDL cholesterol`), without repeats."""
    names: dict[str, None] = {}
    topics = (concept.spoken for concept in so_far.topics)
    for spoken in chain(topics, names_on_list(so_far.visit, lexicon), (c.spoken for c in _by_count(lexicon))):
        name = written(spoken)
        if len(name.split()) <= _LONGEST_WORDS and name.lower() not in map(str.lower, names):
            names[name] = None
        if len(names) == limit:
            break
    return tuple(names)


def written(spoken: str) -> str:
    """How a name that is said letter by letter is written: `A-L-T` -> `ALT`."""
    parts = spoken.split("-")
    return "".join(parts) if len(parts) > 1 and all(len(part) <= 1 or part.isdecimal() for part in parts) else spoken


def _by_count(lexicon: Lexicon) -> Iterator[Concept]:
    """The kinds take turns, each with its most frequent names first, tests twice as often."""
    pairs = sorted(zip(lexicon.counts, lexicon.concepts, strict=True), key=lambda p: (-p[0], p[1].id))
    queues = {kind: [c for _n, c in pairs if c.keys and c.kind == kind] for kind in _KINDS}
    while any(queues.values()):
        for kind in _KINDS:
            take = 2 if kind in {ConceptKind.TEST, ConceptKind.MEDICINE} else 1
            yield from queues[kind][:take]
            queues[kind] = queues[kind][take:]
