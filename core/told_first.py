"""A question after a few words that lead up to it: "I think it was 2019 they looked at my sodium, what was it?".

What is told first gives the question its time, its event or its subject; nothing else of it is believed.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from core.clauses import without_dots
from core.conversation import Conversation
from core.facts import ConceptKind
from core.lexicon import Lexicon
from core.link import find
from core.questions import Concept, Kind, Question, Understood
from core.timespan import find_span
from core.words import content, plain

_PAUSE = re.compile(r"\s*[,;:.?!…—–]+\s+|\s+-+\s+| and (?=(?:read|tell|give|show) (?:me|us)\b)")
_OPENS = r"(?:what|when|who|how|where|which) (?:is|was|did|does|do|are|were|has|have|had|would|year|date|many|long|much|often)"
_UNMARKED = re.compile(rf" (?=(?:{_OPENS}|whats|whens|hows)\b)")
_ASKS = re.compile(
    r"^(?:what|whats|when|whens|which|who|whos|where|wheres|why|how|hows|since when|is|was|are|were|do|does|did|has|have|am"
    r"|can|could|would|tell|read|give|show|my)\b"
)
_COUNTED_FROM = re.compile(
    r"^(?:just |right |ever )?(?:before|since|after|prior to|ahead of|until) (?!(?:i forget|you go)\b)"
)
_COUNTS = re.compile(r"\b(?:before|since|after|prior to|ahead of|until)\b")
"""A time counted from something that was not understood: without it the answer would be about another time."""
_TOPIC = re.compile(r"^(?:all )?(?:my|the|this|that|those|these|them)\b")
_SAYS = re.compile(
    r"\b(?:is|was|are|were|has|have|had|did|do|does|keeps?|kept|said|says|told|went|goes|came|took|takes|got|i am|im|ive|think)\b"
)
_POINTS = re.compile(r"\b(?:it|that|they|them|those|these|this)\b")
_ANOTHER = re.compile(
    r"\b(?:he|she|his|her|hers|him|their|husbands?|wifes?|wife|mothers?|fathers?|sons?|daughters?|sisters?|brothers?|friends?"
    r"|neighbou?rs?|mom|dad)\b"
)
"""Somebody else may be meant: nothing is put together then."""
_OF_AN_ANSWER = {Kind.SOURCE, Kind.WHEN}
"""Asked of what we said; of what the person told there is nothing of the kind."""
_OWN = re.compile(r"\b(?:my|these|all (?:of )?(?:my|the|these|them|those)) [a-z]+\b")
_MINE = re.compile(r"\b(?:my|i|me|im|ive)\b")
_SHORT = 3
_FEWEST_TOLD = 3
"""Words before a question that no pause marks."""
_KIND_OF_THING = re.compile(r"^ (?:shot|jab|vaccine|vaccination|booster|test|operation|surgery|scan)s?\b")
_LONGEST = 45
"""Words; more are a story."""


def told_first(
    text: str, lexicon: Lexicon, so_far: Conversation, today: dt.date, read: Callable[[str, Conversation], Understood]
) -> Question | None:
    """The question that ends the text, with what was told before it; None when there is no such question."""
    if len(text.split()) > _LONGEST:
        return None
    for told, asked in cuts(text):
        if _ANOTHER.search(asked) or (_ANOTHER.search(told) and not _of_ones_own(asked)):
            continue
        alone = _ANOTHER.search(told) is not None
        for words, then in [(asked, so_far)] if alone else _readings(told, asked, lexicon, so_far, today):
            understood = read(words, then)
            if isinstance(understood, Question) and (then is so_far or understood.kind not in _OF_AN_ANSWER):
                return understood
    return None


def _of_ones_own(asked: str) -> bool:
    """Whether a question names its own subject, so that nobody told of before can be meant."""
    return _MINE.search(asked) is not None and _POINTS.search(asked) is None


def cuts(text: str) -> Iterator[tuple[str, str]]:
    """What was told and what is asked, the shortest question first."""
    said = without_dots(text).strip(" .?!…")
    marked = [(said[: m.start()], said[m.end() :]) for m in _PAUSE.finditer(said)]
    words = plain(said)
    unmarked = [(words[: m.start()], words[m.end() :]) for m in _UNMARKED.finditer(words)]
    unmarked = [(told, asked) for told, asked in unmarked if len(told.split()) >= _FEWEST_TOLD]
    for told, asked in (*reversed(marked), *reversed(unmarked)):
        if told and (_ASKS.match(plain(asked)) or _ASKS.match(content(asked))):
            yield content(told), content(asked)


def _readings(
    told: str, asked: str, lexicon: Lexicon, so_far: Conversation, today: dt.date
) -> Iterator[tuple[str, Conversation]]:
    if _COUNTED_FROM.match(told):
        yield f"{asked} {told}", so_far
        return
    if _TOPIC.match(told) and not _SAYS.search(told):
        yield _POINTS.sub(told, asked, count=1) if _POINTS.search(asked) else f"{asked} {told}", so_far
    if _COUNTS.search(told):
        return
    timed = _with_time(told, asked, today)
    name = _named(told, lexicon)
    if name and _POINTS.search(timed):
        yield _POINTS.sub(name, timed, count=1), so_far
    elif name and len(asked.split()) <= _SHORT:
        yield f"{timed} {name}", so_far
    topics = tuple(c for c in find(told, lexicon).concepts if c.kind is not ConceptKind.DOCTOR)[:2]
    if topics:
        yield timed, _about(topics, so_far)
    elif not _POINTS.search(asked) or timed != asked or so_far.topics:
        yield timed, so_far


def _named(told: str, lexicon: Lexicon) -> str:
    """The words that name something in what was told, such as "flu shot"; empty for none."""
    sure = find(told, lexicon).sure
    if not sure:
        own = _OWN.search(told)
        return own[0] if own else ""
    words, mention = told.split(), sure[0]
    rest = f" {' '.join(words[mention.end :])}"
    more = _KIND_OF_THING.match(rest)
    return " ".join(words[mention.start : mention.end]) + (more[0] if more else "")


def _with_time(told: str, asked: str, today: dt.date) -> str:
    found = find_span(told, today)
    if found is None or find_span(asked, today):
        return asked
    said = found[1]
    return f"{asked} in {said}" if said[0].isdigit() else f"{asked} {said}"


def _about(topics: tuple[Concept, ...], so_far: Conversation) -> Conversation:
    """The conversation as if it had just been about these."""
    first = topics[0].kind is ConceptKind.TEST
    last = Question(Kind.LATEST if first else Kind.DETAIL, topics[:1])
    kept = tuple(dict.fromkeys((*topics, *so_far.topics)))
    return replace(so_far, last_question=last, topics=kept, asked_back=None, offered=None)
