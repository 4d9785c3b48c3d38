"""What understanding makes of a transcript: a typed question, a command, or why neither."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from core.facts import EVER, ConceptKind, Span
from core.visit.moves import Move


class Kind(StrEnum):
    """What is asked of the record."""

    LATEST = "latest"
    """The newest value of a test: "what was my last A1c"."""
    VALUE_AT = "value_at"
    """The values inside `Question.span`: "what was it in April", "my A1c in 2023"."""
    TREND = "trend"
    """How a test went over time: "is my A1c going up", "how has my weight been"."""
    HIGHEST = "highest"
    """The highest value, of the span if one was named: "what was my highest blood pressure"."""
    LOWEST = "lowest"
    AVERAGE = "average"
    """The mean of the values of the span, or of all."""
    FIRST = "first"
    """The earliest value: "what was my first A1c"."""
    COUNT = "count"
    """How often it was measured."""
    IS_NORMAL = "is_normal"
    """Whether the newest value is usual: "is my potassium normal"."""
    OUT_OF_RANGE = "out_of_range"
    """Which newest values are outside their range: "is anything off in my results"."""
    EXPLAIN = "explain"
    """What a test, medicine or condition is: "what is creatinine", "what's metformin for"."""
    LIST = "list"
    """Everything of `Question.about`: "what medicines do I take", "what am I allergic to"."""
    DETAIL = "detail"
    """One entry: "when do I take the metformin", "am I allergic to penicillin", "do I have diabetes"."""
    LAST_VISIT = "last_visit"
    NEXT_VISIT = "next_visit"
    CHANGED = "changed"
    """What is new in the span or since the event; of the medicines only when `Question.about` says so."""
    PHONE = "phone"
    """The telephone number of `Question.with_whom`, or of everybody who looks after the person."""
    LETTER_ABOUT = "letter_about"
    """What letters say about `Question.words`."""
    SLEEP = "sleep"
    """How the person slept, against their own usual: "how did I sleep last night"."""
    ACTIVITY = "activity"
    """How many steps they took, against their own usual."""
    SOURCE = "source"
    """Where the last answer came from: "where did you get that"."""
    WHEN = "when"
    """When the last answer's fact was: "when was that"."""
    AUDIT = "audit"
    """What was done with the record itself: "has anyone opened my record"."""
    CAPABILITIES = "capabilities"
    """What the assistant can do."""


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing that can be asked about, tied to its names in this record."""

    id: str = field(repr=False)
    """Plain lower-case name, stable: `hemoglobin a1c`, `metformin`."""
    kind: ConceptKind
    spoken: str = field(repr=False)
    """As it is said: `A1c`."""
    keys: tuple[str, ...] = field(default=(), repr=False)
    """`RecordName.key`s in this record; empty when the record has none of it."""


class Aspect(StrEnum):
    """What is asked of one entry: all of it, or one thing that is said first then."""

    WHOLE = ""
    SINCE = "since"
    """Since when: the first that the record has of it."""
    WHO = "who"
    """Who prescribed it."""
    WHY = "why"
    """Why this person has it: of something not in the record there is no why."""


class Relation(StrEnum):
    """Where a span lies from an event."""

    BEFORE = "before"
    SINCE = "since"


@dataclass(frozen=True, slots=True)
class Event:
    """Something in the record from which a span is counted: "before my operation", "since I started metformin"."""

    relation: Relation
    concept: Concept | None = None
    """A medicine, procedure, condition or vaccine; None is the last visit."""
    any_procedure: bool = False
    """True for "my operation": the newest procedure there is, or the newest on `concept` ("my polyp removal")."""


@dataclass(frozen=True, slots=True)
class Question:
    """A typed question."""

    kind: Kind
    subjects: tuple[Concept, ...] = ()
    """Usually one; two for "my kidney numbers"; none for lists and visits."""
    about: ConceptKind | None = None
    """For `LIST`: what to list."""
    span: Span = EVER
    said_span: str = field(default="", repr=False)
    """The words that gave the span: `in April`, `last year`."""
    with_whom: str = field(default="", repr=False)
    """For visits: the doctor, specialty or place asked for, as said; empty for any."""
    stopped: bool = False
    """For a list of medicines: those no longer taken are asked for."""
    aspect: Aspect = Aspect.WHOLE
    words: str = field(default="", repr=False)
    """For `LETTER_ABOUT`: what is looked for."""
    event: Event | None = None
    """What the span is counted from, when it is not a date."""
    also: tuple["Question", ...] = ()
    """What was asked in the same breath, in order."""
    by_gist: bool = field(default=False, compare=False)
    """It was found by its meaning, not by a rule: the turn waits a little longer for more."""


class Command(StrEnum):
    """Something to do with the conversation itself; always works, from any state."""

    STOP = "stop"
    WAIT = "wait"
    GO_ON = "go_on"
    REPEAT = "repeat"
    SLOWER = "slower"
    FASTER = "faster"
    LOUDER = "louder"
    QUIETER = "quieter"
    SPELL = "spell"
    WHAT_HEARD = "what_heard"
    START_OVER = "start_over"
    HELP = "help"
    GOODBYE = "goodbye"
    LOCK = "lock"
    HELLO = "hello"
    THANKS = "thanks"
    YES = "yes"
    """Only when nothing was asked that it could answer."""
    NO = "no"
    HELPER = "helper"
    """Whether a language model takes part, and which."""
    HELPER_ON = "helper_on"
    HELPER_OFF = "helper_off"
    HELPER_ALLOWED = "helper_allowed"
    """One that is not on this machine was agreed to by name."""


class WhyNot(StrEnum):
    """Why there is no question in what was heard."""

    SILENCE = "silence"
    """No words at all."""
    NOT_A_QUESTION = "not_a_question"
    """Words, but nothing the grammar knows."""
    WHICH_ONE = "which_one"
    """Something sounds like `candidates`, not surely enough to answer."""
    NO_SUBJECT = "no_subject"
    """A follow-up or half sentence without anything to be about: "and what about that?"."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """There is no question, and why; `candidates` are offered back, never answered."""

    why: WhyNot
    candidates: tuple[Concept, ...] = ()
    """Best first, at most two."""
    pending: Question | None = None
    """The question that a "yes" (first candidate) or a name would complete; its subjects are empty."""
    unfinished: bool = False
    """The words stop in the middle ("what was my last…", "and"): the turn should wait."""
    guessed: bool = False
    """`candidates` and `pending` are a language model's guess, which is said as what it is."""


class Boundary(StrEnum):
    """What is not ours to say."""

    DOSE = "dose"
    """Whether to take, skip, stop, change or combine a medicine."""
    DIAGNOSIS = "diagnosis"
    """What a symptom or value means the person has."""
    PROGNOSIS = "prognosis"
    """How it will go, whether it is dangerous or will get worse."""
    OPINION = "opinion"
    """Whether a doctor or treatment is good or right; what the person should do."""
    OTHER_PERSON = "other_person"
    """Somebody else's health."""
    OUTSIDE = "outside"
    """Nothing to do with the record: weather, news, jokes."""


@dataclass(frozen=True, slots=True)
class NotOurs:
    """A request that is declined, with what can be offered instead."""

    boundary: Boundary
    subjects: tuple[Concept, ...] = ()
    """What it was about, where known, so that what the record says can be offered."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Words that may mean an emergency; nothing later can lower it."""

    flag: str
    """The id of the red flag in `core/data/red_flags.toml`."""
    say: str
    """The reviewed words to speak, with the emergency number filled in."""


Understood: TypeAlias = Question | Command | NotUnderstood | NotOurs | Alarm | Move
