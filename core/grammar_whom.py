"""Whom a visit is asked for: the doctor, specialty or place, covered as `WHOM` before the rules look."""

import re
from dataclasses import dataclass, field

from core.facts import ConceptKind
from core.lexicon import Lexicon
from core.link import find, find_exact
from core.ordinary import is_ordinary
from core.questions import Concept, Kind

_SPECIALTY = (
    r"kidney|heart|eye|eyes|skin|bone|joint|lung|foot|feet|hearing|ear|ears|diabetes|sugar|stomach|nerve|brain|cancer"
    r"|family|primary|regular|womens|womans|blood|back|knee|hip|throat|nose|sleep|pain|thyroid|prostate|bladder|liver"
)
_SPECIALIST = re.compile(
    rf"\b(?:(?P<lay>(?:{_SPECIALTY})(?: care)?(?: {_SPECIALTY})?) (?:doctors?|dr|specialists?|physicians?"
    rf"|surgeons?|clinic|nurse|person|man|lady|guy)"
    r"|(?P<learned>\w+ologists?|dentists?|podiatrists?|optometrists?|optician|psychiatrists?|pediatrician"
    r"|geriatrician|surgeons?"
    r"|physiotherapists?|physical therapists?|dietitian|nutritionist|pharmacists?|primary care(?: (?:doctor"
    r"|physician|provider))?"
    r"|general practitioner|gp|nurse practitioner)"
    r"|(?P<place>emergency room|emergency department|emergency|(?<=the )er|urgent care|hospitals?|clinic)"
    r"|(?P<titled>(?:dr|doctor|doctors) (?P<name>[a-z]+)))\b"
)
_OF_A_TITLE = frozenset(
    "say said says tell told write wrote think thinks thought visit appointment put give gave order".split()
)


@dataclass(frozen=True, slots=True)
class Whom:
    """The words with a doctor or place covered, and who it is."""

    words: str = field(repr=False)
    name: str = field(default="", repr=False)
    """As said (`kidney doctor`), or as the record names the doctor (`Dr. Patel`); empty for any."""
    candidates: tuple[Concept, ...] = field(default=(), repr=False)
    """Doctors of the record that the name only sounds like."""


def cover_whom(words: str, lexicon: Lexicon) -> Whom:
    """The first doctor, specialty or place in plain words covered; `doctor` alone stays as it is."""
    named = _by_name(words, lexicon)
    if named.name:
        return named
    for match in _SPECIALIST.finditer(words):
        name = match["name"]
        if name and (is_ordinary(name) or name in _OF_A_TITLE):
            continue
        covered = f"{words[: match.start()]}WHOM{words[match.end() :]}"
        links = find(match[0], lexicon, {ConceptKind.DOCTOR}) if name else None
        if links and links.sure:
            return Whom(covered, links.concepts[0].spoken)
        if links and not links.near and not match[0].startswith("dr "):
            continue
        return Whom(covered, match[0], links.candidates if links else ())
    return Whom(words)


def _by_name(words: str, lexicon: Lexicon) -> Whom:
    links = find_exact(words, lexicon, {ConceptKind.DOCTOR})
    if not links.sure:
        return Whom(words)
    mention, tokens = links.sure[0], words.split()
    tokens[mention.start : mention.end] = ["WHOM"]
    return Whom(" ".join(tokens), links.concepts[0].spoken)


_STAY = re.compile(r"\b(?:overnight|hospitali[sz]\w+|admitted|admission|discharged|inpatient|hospital)\b")
_TITLED = re.compile(r"\b(?:dr|doctor) (?!s\b)(?P<name>[a-z]{3,})")


def whom_said(kind: Kind, words: str) -> str:
    """Who is meant where the record has no such name: the hospital, or a doctor it does not know."""
    if kind is Kind.LAST_VISIT:
        return "hospital" if _STAY.search(words) else ""
    titled = _TITLED.search(words) if kind is Kind.PHONE else None
    return f"Dr. {titled['name'].capitalize()}" if titled and not is_ordinary(titled["name"]) else ""
