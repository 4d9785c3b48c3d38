"""Rules of the grammar, and the sets of words that they share.

A rule is a block of patterns, one a line, any of which is enough. They are searched in masked words
(`core.grammar_mask`): `@` stands for a covered name, `WHOM` for a doctor or place; `{name}` puts in one
of the sets below. `^` and `$` are the ends of the whole utterance, without span, fillers and politeness.
"""

import re
from dataclasses import dataclass

from core.facts import ConceptKind
from core.questions import Kind

WORDS = {
    "@": r"@\d",
    "that": r"(?:that|this|it|those|these|they|them)",
    "my": r"(?:my |the |a |an |any |all |all my |all of my |all the |some |these |those )*",
    "last": r"(?:last |latest |most recent |recent |newest |new |current |previous |other |old )*",
    "results": r"(?:(?:lab|test|blood|laboratory|blood test) )*(?:results?|labs?|tests?|bloods?|blood ?work"
    "|numbers?|values?"
    r"|levels?|readings?|measurements?|vitals|vital signs|panels?|lab work)",
    "fine": r"(?:normal|okay|ok|alright|all right|fine|good|healthy|clear|in order|in range|as (?:it|they) should be"
    r"|(?:with)?in (?:the |my )?(?:normal |usual |right |healthy )?(?:range|limits)|where (?:it|they) should be"
    r"|(?:what|where|as|how) (?:it|they|i|that) (?:should|ought to|(?:is|are) (?:supposed|meant) to) be|about right)",
    "off": r"(?:off|abnormal|unusual|wrong|bad|out of (?:the )?(?:range|whack|the ordinary|normal|line)"
    "|not (?:quite )?right"
    r"|outside (?:of )?(?:the |its |their |my )?(?:normal |usual )?(?:range|limits)?|(?:too |a (?:bit"
    r"|little) (?:too )?|very )?"
    r"(?:high|low|elevated)|not (?:quite )?(?:normal|okay|ok|good|fine|in range)|concerning|flagged|strange|worrying)",
    "medicines": r"(?:medicines?|medications?|meds?|pills?|drugs?|tablets?|prescriptions?|(?:medicine|medication"
    "|pill|drug) list)",
    "problems": r"(?:(?:health|medical|chronic)? ?(?:conditions?|problems?|issues?|diagnos[ie]s|illness(?:es)?"
    "|diseases?|ailments?|troubles|complaints"
    r"|disorders?)|problem list|medical history|health history)",
    "shots": r"(?:vaccines?|vaccinations?|shots?|immuni[sz]ations?|jabs?|boosters?|injections?|needles|jags?|inoculations?|vaccination record)",
    "operations": r"(?:procedures?|operations?|surger(?:y|ies))",
    "letters": r"(?:letters?|notes?|reports?|summary|(?:hospital|discharge|doctors?|clinic) (?:letters?|summary"
    "|papers?|report|notes?"
    r"|instructions)|paperwork|papers|documents?|after visit summary)",
    "doctor": r"(?:WHOM|(?:a |the |my |any )?(?:doctors?|physicians?|dr|doc)|somebody|someone|anyone)",
    "visits": r"(?:visits?|appointments?|check ?ups?|consultations?|exams?|physicals?|follow ?ups?|doctors visits?)",
    "take": r"(?:take|taking|took|taken|takes|use|using|swallow|have|having|get|getting|need|give)",
    "moved": r"(?:up|down|higher|lower|better|worse|rising|rose|risen|falling|fallen|fell|dropp\w+|drop|climb\w*"
    r"|increas\w+"
    r"|decreas\w+|improv\w+|declin\w+|worsen\w*|chang\w+|different|steady|stable|the same|gain\w*|lost|lose"
    r"|losing|trend\w*"
    r"|heading|headed|movement|moving|moved|shift\w*|which way|progress\w*|compar\w+|develop\w*|fluctuat\w*|gotten|deteriorat\w*|rise|put on|went|gone|going)",
}


_CONTINUED = re.compile(r"\\\n\s*")
"""A line that ends in a backslash goes on in the next."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that ask one kind of question."""

    kind: Kind
    pattern: re.Pattern[str]
    about: ConceptKind | None = None
    """For a list: of what."""
    kinds: tuple[ConceptKind, ...] = ()
    """What the subject may be, best reading first; empty for a question without a subject."""
    bare: bool = True
    """For a question without a subject: no name may stand in the words."""
    stopped: bool = False
    """It asks for medicines no longer taken."""


def lines_of(block: str) -> list[str]:
    """The lines of a block, those that go on in the next put together."""
    return list(filter(None, map(str.strip, _CONTINUED.sub("", block).splitlines())))


def phrases(block: str) -> re.Pattern[str]:
    """The pattern of a block, one alternative a line, with the sets of words put in."""
    source = "|".join(lines_of(block))
    for name, words in WORDS.items():
        source = source.replace(f"{{{name}}}", words)
    return re.compile(source)


def talk(kind: Kind, block: str) -> Rule:
    """A rule about the conversation or the whole record."""
    return Rule(kind, phrases(block))


def listing(about: ConceptKind, block: str, *, bare: bool = True, stopped: bool = False) -> Rule:
    """A rule that asks for everything of a kind."""
    return Rule(Kind.LIST, phrases(block), about, (), bare, stopped)


def subject(kind: Kind, kinds: tuple[ConceptKind, ...], block: str, about: ConceptKind | None = None) -> Rule:
    """A rule about something named."""
    return Rule(kind, phrases(block), about, kinds, bare=False)
