"""A transcript with its names covered: `what was my last @0` and what `@0` stands for.

The rules of the grammar look only at masked words, so that they need not know any name, and a name
never sets off a rule. A letter's title becomes `LETTER`, because it is listed, not looked up.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from core.facts import ConceptKind
from core.grammar_slots import SLOTS, readings
from core.lexicon import Lexicon
from core.link import ORDER, Mention, find_by_sound, find_exact, hear_in_place
from core.ordinary import is_ordinary
from core.questions import Concept

_MOST = 9
"""Names in one utterance; more are no question."""


@dataclass(frozen=True, slots=True)
class Masked:
    """Words with names covered."""

    words: str = field(repr=False)
    """Plain words; `@0` stands for the first mention."""
    mentions: tuple[Mention, ...] = field(default=(), repr=False)
    letters: tuple[Concept, ...] = field(default=(), repr=False)
    """What `LETTER` stands for."""

    def concepts(self, kinds: Collection[ConceptKind] = ORDER) -> tuple[Concept, ...]:
        """What all mentions name, each in its first reading among `kinds`."""
        return tuple(dict.fromkeys(c for mention in self.mentions for c in mention.concepts(kinds)))

    def prefers(self, kinds: Collection[ConceptKind]) -> bool:
        """Whether the first mention is first of all one of these kinds, or the record has it as one."""
        usual = self.mentions[0].concepts()[:1] if self.mentions else ()
        wanted = self.mentions[0].concepts(kinds)[:1] if self.mentions else ()
        return bool(wanted) and (wanted == usual or (bool(wanted[0].keys) and not usual[0].keys))


def mask_exact(words: str, lexicon: Lexicon) -> tuple[Masked, Masked]:
    """The names that stand in the words covered; and, second, those that name two things alike."""
    links = find_exact(words, lexicon, _kinds(words))
    return _cover(words, links.sure), _cover(words, links.near)


def longer_name(masked: Masked, words: str, lexicon: Lexicon, known: Collection[str]) -> Masked | None:
    """A name together with unknown words beside it, where that sounds like another name: "urea acid".

    Both are asked back then. `words` are those that `masked` covers; `known` are the words of the grammar.
    """
    tokens = words.split()
    for number, mention in enumerate(masked.mentions):
        start, end = _with_neighbours(tokens, mention, known)
        stretch = " ".join(tokens[start:end])
        heard = (
            hear_in_place([stretch], lexicon, {mention.readings[0].kind})
            if end - start > mention.end - mention.start
            else None
        )
        if heard and heard.score >= _LIKE_ANOTHER and heard.readings[0] not in mention.readings:
            both = Mention(start, end, (heard.readings[0], mention.readings[0]), heard.score, sure=False)
            return Masked(" ".join([*tokens[:start], f"@{number}", *tokens[end:]]), (both,))
    return None


_SPECIFIED = re.compile(r"@(\d)(?: the| my)? @(\d)")


def specified(masked: Masked) -> Masked:
    """Of a group followed by one of its members ("my blood count, the hemoglobin") only the member."""
    match = _SPECIFIED.search(masked.words)
    if match is None:
        return masked
    group, member = (masked.mentions[int(at)] for at in match.groups())
    if not group.group or not set(member.readings) & set(group.readings):
        return masked
    words = f"{masked.words[: match.start()]}@{match[2]}{masked.words[match.end() :]}"
    kept, at = list(masked.mentions), int(match[1])
    del kept[at]
    for number in range(at + 1, len(masked.mentions)):
        words = words.replace(f"@{number}", f"@{number - 1}")
    return replace(masked, words=words, mentions=tuple(kept))


_LIKE_ANOTHER = 76.0
_WHOLE = 100.0
_TOO_MUCH = re.compile(
    r"\btoo (?:much|many|little|few) @\d|\bi (?:still )?(?:take|taking|took) (?:(?!my|the)\w+ ){0,2}@\d"
)
"""Nobody has too much of a test, or takes one: something else was meant, or misheard."""


_DOING = frozenset("measuring checking testing knowing having getting tracking watching regarding concerning".split())


def qualified(masked: Masked, known: Collection[str]) -> bool:
    """Whether a strange word stands right before a test's name, as in "low density cholesterol": maybe another test."""
    tokens = masked.words.split()
    before = [tokens[at - 1] for at, token in enumerate(tokens) if at and token.startswith("@")]
    tests = masked.prefers({ConceptKind.TEST})
    strange = [
        word
        for word in before
        if not (word in known or word in _DOING or word.startswith("@") or word.isupper() or is_ordinary(word))
    ]
    joined = any(at and token[0] == tokens[at - 1][0] == "@" for at, token in enumerate(tokens))
    by_part = joined and any(mention.score < _WHOLE for mention in masked.mentions)
    return by_part or (tests and (bool(strange) or _TOO_MUCH.search(masked.words) is not None))


def _with_neighbours(tokens: Sequence[str], mention: Mention, known: Collection[str]) -> tuple[int, int]:
    def strange(at: int) -> bool:
        return 0 <= at < len(tokens) and tokens[at] not in known and tokens[at] not in WALLS

    return mention.start - strange(mention.start - 1), mention.end + strange(mention.end)


def mask_by_sound(words: str, lexicon: Lexicon) -> tuple[Masked, Masked]:
    """Misheard names covered: the sure ones; and, second, the best of the near ones."""
    free = [word if word not in WALLS else "" for word in words.split()]
    links = find_by_sound(free, lexicon, _kinds(words))
    return _cover(words, links.sure), _cover(words, links.near[:1])


def mask_as(words: str, pattern: re.Pattern[str], concepts: Sequence[Concept]) -> Masked:
    """The first match of the pattern covered as a mention of all these concepts."""
    mention = Mention(0, 0, tuple(concepts), group=len(concepts) > 1)
    return Masked(pattern.sub("@0", words, count=1), (mention,))


_POINTS = re.compile(r"(?:that|this|it|them|those|these|they|other|the other|one)(?: \w+)?$")


def mask_in_place(words: str, lexicon: Lexicon) -> Masked | None:
    """What stands where a name has to stand, covered, however badly it was heard; None for nothing like a name."""
    for slot in SLOTS:
        match = slot.pattern.search(words)
        if match and (is_ordinary(match["name"]) or _POINTS.match(match["name"])):
            continue
        mention = hear_in_place(readings(match["name"]), lexicon, slot.kinds) if match else None
        if match and mention:
            return Masked(f"{words[: match.start('name')]}@0{words[match.end('name') :]}", (mention,))
    return None


_OF_ALLERGIES = re.compile(r"\b(?:allerg\w*|intoleran\w*|react(?:ion|ions|ed)?)\b")


def _kinds(words: str) -> Collection[ConceptKind] | None:
    """Substances that are no medicine are names only where allergies are asked about."""
    return {ConceptKind.ALLERGY, ConceptKind.MEDICINE} if _OF_ALLERGIES.search(words) else None


def _cover(words: str, mentions: Sequence[Mention]) -> Masked:
    tokens, named, letters = words.split(), list(mentions[:_MOST]), list[Concept]()
    for mention in sorted(mentions[:_MOST], key=lambda m: -m.start):
        if mention.concepts()[0].kind == ConceptKind.LETTER:
            named.remove(mention)
            letters += mention.concepts()
            tokens[mention.start : mention.end] = ["LETTER"]
        else:
            tokens[mention.start : mention.end] = [f"@{mentions.index(mention)}"]
    return Masked(" ".join(tokens), tuple(named), tuple(letters))


WALLS = frozenset(
    """
    what whats which when whens where wheres who whos why how hows is isnt arent was wasnt were my mine WHOM
    LETTER your last latest recent newest current previous next do does did dont doesnt didnt have has had
    havent hasnt been being take taking took takes taken normal okay ok fine good bad high low higher lower much
    many often long result results level levels test tests reading readings value number numbers tell about show
    give up down gone going went go goes getting got get change changed changes changing than before since last
    year month week time medicine medicines medication medications pill pills drug drugs tablet tablets dose
    doctor doctors prescribed prescribe prescribes allergic allergy allergies anything something everything
    visit appointment should supposed mean means trend better worse usual usually range too again also but
    because if still ever today please
    """.split()
)
"""Words of questions: no misheard name reaches across them."""
