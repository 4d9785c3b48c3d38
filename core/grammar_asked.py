"""One reading of the words, before the rules are tried: span, doctor and lead taken out."""

import datetime as dt
import re
from dataclasses import dataclass, field

from core.facts import EVER, Span
from core.grammar_changes import CHANGES
from core.grammar_days import DAYS
from core.grammar_events import take_visit
from core.grammar_idioms import straightened
from core.grammar_lists import LISTS, STOPPED
from core.grammar_people import PEOPLE
from core.grammar_subjects import SUBJECTS
from core.grammar_talk import OUT_OF_RANGE, TALK
from core.grammar_visits import VISITS
from core.grammar_whom import Whom, cover_whom
from core.lexicon import Lexicon
from core.questions import Event
from core.timespan import find_span, without_span

_LEAD = re.compile(
    r"^(?:and|or|but|also|plus|now|(?:the )?same(?: thing| question)? (?:for|in|with)|as well as|then)(?= |$)"
    r"|^(?:and |or |but |so )?(?:what|how) about(?= |$)"
)
_CORRECTION = re.compile(
    r"^(?:no+ |nope |dear |love |sorry |you (?:misheard|got (?:me|it|that) wrong|misunderstood)(?: me)? |i (?:didnt|dont|never) (?:ask(?:ed)?|say|said|mean|meant|want)(?: for| about)? (?:that|it|this)(?: one)? |not that (?:one )?|thats not (?:it|what i (?:meant|asked|said)) |wrong (?:one )?|sorry )*(?:i (?:said|meant|mean|asked (?:you )?(?:about|for)"
    r"|was asking about|want(?:ed)?"
    r"|was talking about)|what i (?:said|meant) was|make that|make it|rather)(?: |$)"
    r"|^(?:not that(?: one)?|wrong (?:one|test|thing)|not (?:my|the) [\w ]+? but)(?: |$)"
    r"|^(?:no+|nope|wrong)(?: (?:no|dear|love|sorry|not (?:my |the )?[\w ]+?(?= my | the | but )))*(?: but)?(?: |$)"
)


_NOT_MEANT = re.compile(r"(?<=\w) (?:and )?not (?:my |the )?[\w ]+$")


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said, taken apart."""

    words: str = field(repr=False)
    """Without fillers, lead and span, with the doctor covered as `WHOM`."""
    whole: str = field(repr=False)
    """The same with everything still in it."""
    whom: Whom = field(repr=False)
    span: Span = EVER
    said_span: str = field(default="", repr=False)
    leaning: bool = False
    """It goes on from the last question ("and …", "what about …")."""
    event: Event | None = None
    """The last visit, when the span is counted from it."""
    corrects: bool = False
    """It puts the last question right ("no, I meant …")."""


def take_apart(words: str, lexicon: Lexicon, today: dt.date) -> Asked:
    """The reading of words without fillers (`core.words.content`)."""
    corrected = _CORRECTION.sub("", words).strip()
    corrected = _NOT_MEANT.sub("", corrected) if corrected != words else corrected
    led = _LEAD.sub("", corrected).strip()
    timeless, event = take_visit(led)
    span, said = find_span(timeless, today) or (EVER, "")
    whom = cover_whom(straightened(without_span(timeless, said)), lexicon)
    rest = whom.words.strip()
    return Asked(
        rest,
        straightened(led),
        whom,
        span,
        said,
        leaning=led != corrected,
        event=event,
        corrects=corrected != words and bool(corrected),
    )


_ASKS = frozenset(
    """
    what whats whatre when whens where wheres which who whos whose why how hows is are was were isnt arent wasnt
    am do does did dont have has had havent hasnt can could should must may tell show give read say list about
    explain compare check both average number highest lowest maximum minimum mean peak would my the any last latest since most newest current look find get name anything something
    everything all are mine your
    """.split()
)
_FUNCTION = frozenset(
    """
    a an the of in on at to for from with by as my me i you your it its that this these those there and or not
    no is are was were be been am do does did have has had will would can could should may might much many more
    most some any all every little bit one ones thing things really so very please today now still ever already
    back come comes came out right
    """.split()
)
KNOWN = _FUNCTION | {
    word
    for rule in (*TALK, STOPPED, OUT_OF_RANGE, *PEOPLE, *DAYS, *CHANGES, *LISTS, *VISITS, *SUBJECTS)
    for word in re.findall(r"[a-z]{3,}", rule.pattern.pattern)
}
"""Every word that some rule knows; the others are unexplained unless they are names."""


def looks_asked(words: str) -> bool:
    """Whether the words start as questions and requests do."""
    first = words.split(maxsplit=1)[0] if words else ""
    return first in _ASKS or first.startswith("@")


def unexplained(words: str) -> int:
    """How many of the masked words no rule knows; many of them make it something else than a question."""
    return sum(word not in KNOWN and not word.startswith("@") and not word.isupper() for word in words.split())
