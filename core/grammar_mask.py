"""A transcript with its names covered: `what was my last @0` and what `@0` stands for.

The rules of the grammar look only at masked words, so that they need not know any name, and a name
never sets off a rule.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from core.facts import ConceptKind
from core.lexicon import Lexicon
from core.link import ORDER, Mention, find_by_sound, find_exact
from core.questions import Concept

MASK = re.compile(r"@\d")


@dataclass(frozen=True, slots=True)
class Masked:
    """Words with names covered."""

    words: str = field(repr=False)
    """Plain words; `@0` stands for the first mention."""
    mentions: tuple[Mention, ...] = field(default=(), repr=False)

    def concepts(self, kinds: Collection[ConceptKind] = ORDER) -> tuple[Concept, ...]:
        """What all mentions name, each in its first reading among `kinds`."""
        return tuple(dict.fromkeys(c for mention in self.mentions for c in mention.concepts(kinds)))

    @property
    def bare(self) -> bool:
        """Whether there is no name in it."""
        return not self.mentions


def mask_exact(words: str, lexicon: Lexicon) -> tuple[Masked, tuple[Mention, ...]]:
    """The names that stand in the words covered, and those that name two things of the record alike."""
    links = find_exact(words, lexicon)
    return _cover(words, links.sure), links.near


def mask_by_sound(words: str, lexicon: Lexicon) -> tuple[Masked, Masked]:
    """Names misheard covered: once only the sure ones, once also the near ones."""
    free = [word if word not in WALLS and not word.startswith("@") else "" for word in words.split()]
    links = find_by_sound(free, lexicon)
    return _cover(words, links.sure), _cover(words, links.sure or links.near[:1])


def mask_as(words: str, pattern: re.Pattern[str], concepts: Sequence[Concept], *, group: bool = False) -> Masked:
    """The first match of the pattern covered as a mention of these concepts."""
    mention = Mention(0, 0, tuple(concepts), group=group or len(concepts) > 1)
    return Masked(pattern.sub("@0", words, count=1), (mention,))


def _cover(words: str, mentions: Sequence[Mention]) -> Masked:
    tokens: list[str] = words.split()
    for number, mention in reversed(list(enumerate(mentions[:10]))):
        tokens[mention.start : mention.end] = [f"@{number}"]
    return Masked(" ".join(tokens), tuple(mentions[:10]))


WALLS = frozenset(
    """
    what whats what's which when whens where wheres who whos why how hows is isnt are arent was wasnt were am im my mine
    your last latest recent newest current previous next do does did dont doesnt didnt have has had havent hasnt been being
    take taking took takes taken normal okay ok fine good bad high low higher lower much many often long result results level
    levels test tests reading readings value number numbers tell about show give up down gone going went go goes getting got
    get change changed changes changing than before since last year month week time medicine medicines medication medications
    pill pills drug drugs tablet tablets dose doctor doctors prescribed prescribe prescribes allergic allergy allergies
    anything something everything visit appointment should supposed mean means trend better worse usual usually range too
    again and also or but because if still ever
    """.split()
)
"""Words of questions: no misheard name reaches across them."""
