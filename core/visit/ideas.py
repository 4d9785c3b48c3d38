"""What some words are about, and what they want to know of it: the ideas behind a question to a doctor."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from core.lexicon import Lexicon
from core.link import find_exact
from core.visit.thesaurus import Thesaurus, stem
from core.words import plain

_SAYS_NOTHING = frozenset(
    stem(word)
    for word in (
        "a an the and or but so if then than that this these those there here it its i im ive id ill me my mine we us our"
        " you your youre he she his her they them their what when where who whom which why how whether is am are was were"
        " be been being do does did done have has had having can could may might must shall should will would wont dont"
        " cant of in on at to for from with without about by into out up down over under off not no yes well okay um uh"
        " just very really too also more most some any all ever even only like of as because since until before after"
        " still yet now today please thank thanks doctor dr go going get got getting come came take taking took make made"
        " say says said tell told know think want need thing something anything nothing one two three lot bit little much"
        " many kind sort way time day week month year good bad better other another own same new old long usual range went"
        " back again record list lists put see saw look let give given keep use used feel find wonder wondering ask right"
        " sure really quite seem seems person people doing possible maybe perhaps happen next last through end mean help soon nurse"
        " january february march april june july august september october november december summer winter spring autumn"
        " morning evening afternoon around while during always sometimes often"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Ideas:
    """What a sentence is about and what it wants to know."""

    topics: frozenset[str] = field(repr=False)
    """Names of topics, ids of concepts of the record, and stems of words that carry meaning."""
    aspects: frozenset[str] = field(repr=False)


def ideas_of(text: str, lexicon: Lexicon, thesaurus: Thesaurus) -> Ideas:
    """The ideas of a raw or plain text; figures are no ideas: nobody repeats a number exactly."""
    words = [word for word in plain(text).split() if not word.replace(".", "").isdecimal()]
    stems = [stem(word) for word in words]
    topics, covered = set[str](), set[int]()
    for mention in find_exact(" ".join(words), lexicon).sure:
        topics |= {concept.id for concept in mention.readings}
        covered |= set(range(mention.start, mention.end))
    wanted = list(_phrases(stems, thesaurus.aspects, thesaurus.longest))
    for start, end, names in _phrases(stems, thesaurus.topics, thesaurus.longest):
        if not any(s <= start and end <= e and e - s > end - start for s, e, _ in wanted):
            topics |= set(names)
            covered |= set(range(start, end))
    aspects = {name for _, _, names in wanted for name in names}
    loose = {s for at, s in enumerate(stems) if at not in covered and s not in _SAYS_NOTHING and len(s) > 2}
    loose -= {s for s in loose if (s,) in thesaurus.aspects}
    return Ideas(frozenset(topics | loose), frozenset(aspects))


def carries_meaning(word: str) -> bool:
    """Whether a plain word says what a question is about."""
    return word.isalpha() and stem(word) not in _SAYS_NOTHING


def _phrases(
    stems: Sequence[str], known: Mapping[tuple[str, ...], tuple[str, ...]], longest: int
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    for start in range(len(stems)):
        for end in range(start + 1, min(start + longest, len(stems)) + 1):
            names = known.get(tuple(stems[start:end]))
            if names:
                yield start, end, names
