"""Facts of a record: what the store answers with and every spoken sentence rests on."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as exact as the record gives it (FHIR R4 dateTime: year, year-month or day)."""

    year: int
    month: int = 0
    """0 when the record gives only the year."""
    day: int = 0
    """0 when the record gives only year and month."""

    @classmethod
    def of(cls, day: dt.date) -> "PartialDate":
        """The exact day."""
        return cls(day.year, day.month, day.day)

    def first_day(self) -> dt.date:
        """The first day it may mean, for sorting and for spans."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    def iso(self) -> str:
        """`2026`, `2026-10` or `2026-10-03`."""
        if self.month and self.day:
            return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
        return f"{self.year:04d}-{self.month:02d}" if self.month else f"{self.year:04d}"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, both ends included; None is open."""

    since: dt.date | None = None
    until: dt.date | None = None

    def holds(self, when: PartialDate | None) -> bool:
        """Whether a fact of that date lies inside; an undated one only in the span without ends."""
        if when is None:
            return self.since is None and self.until is None
        day = when.first_day()
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


EVER = Span()


class ConceptKind(StrEnum):
    """What sort of thing a name in a record names."""

    TEST = "test"
    """A laboratory test or a vital sign."""
    MEDICINE = "medicine"
    CONDITION = "condition"
    ALLERGY = "allergy"
    VACCINE = "vaccine"
    PROCEDURE = "procedure"
    DOCTOR = "doctor"
    """A practitioner or an organisation."""
    VISIT = "visit"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class RecordName:
    """A name as it stands in this record: what the store knows of a concept."""

    kind: ConceptKind
    key: str = field(repr=False)
    """The store's key of everything under this name: `loinc|4548-4`, `rxnorm|860975`, `text|amoxicillin`."""
    display: str = field(repr=False)
    """As the record writes it: `Hemoglobin A1c/Hemoglobin.total in Blood`."""
    count: int = 1
    """How many entries bear it."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact stands, so that it can be named and found again."""

    resource: str
    """`Observation/123`."""
    source: str
    """The name under which it was imported: `MyChart`."""
    when: PartialDate | None
    """The effective date: when it was measured, began, was given or took place."""
    performer: str = field(default="", repr=False)
    """The laboratory, clinic or person behind it; empty when the record does not say."""
    also_from: tuple[str, ...] = ()
    """Further sources through which the same thing came in: it is told once and names them all."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Every source that says it."""
        return (self.source, *self.also_from)


@dataclass(frozen=True, slots=True)
class ReferenceRange:
    """What is usual for a reading."""

    low: float | None = field(repr=False)
    high: float | None = field(repr=False)
    given_by: str
    """`lab` when it came with the result, `general` when it is from our own cited table."""
    decimals: int | None = None
    """A general limit is met as exactly as it is given: digits after the point; None for a laboratory's own."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One measured value: a laboratory result or a vital sign."""

    origin: Origin
    key: str = field(repr=False)
    """The `RecordName.key` it is filed under. The two halves of a blood pressure are two readings
    (`loinc|8480-6`, `loinc|8462-4`) with the same `origin.resource`."""
    name: str = field(repr=False)
    """As the record writes it."""
    value: float | None = field(repr=False)
    """None when the result is words."""
    unit: str = field(default="", repr=False)
    """As the record writes it (UCUM code where given): `%`, `mg/dL`, `mL/min/{1.73_m2}`."""
    text: str = field(default="", repr=False)
    """A result in words, or the comparator before a number: `Negative`, `<`."""
    range: ReferenceRange | None = field(default=None, repr=False)


class MedicineStatus(StrEnum):
    """Whether a prescription is in force (FHIR R4 medicationrequest-status, folded)."""

    CURRENT = "current"
    STOPPED = "stopped"
    """stopped, completed or cancelled."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Medicine:
    """One prescription, as written."""

    origin: Origin
    """`origin.when` is when it was written; `origin.performer` who prescribed it."""
    key: str = field(repr=False)
    name: str = field(repr=False)
    status: MedicineStatus
    dose: str = field(default="", repr=False)
    """The instruction as the record writes it: `one tablet twice a day with meals`."""
    reason: str = field(default="", repr=False)
    """What the record says it is for."""
    ended: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Allergy:
    """An allergy or intolerance, or the statement that there is none."""

    origin: Origin
    key: str = field(repr=False)
    name: str = field(repr=False)
    active: bool
    """False when resolved, inactive, refuted or entered in error."""
    reaction: str = field(default="", repr=False)
    severe: bool = False
    none_known: bool = False
    """True for an entry that states there are no known allergies (SNOMED CT 716186003 and kin)."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A diagnosis or problem as the record lists it."""

    origin: Origin
    """`origin.when` is the onset, or when it was recorded."""
    key: str = field(repr=False)
    name: str = field(repr=False)
    active: bool
    ended: PartialDate | None = None
    confirmed: bool = True
    """False when the record calls it provisional or unconfirmed."""


@dataclass(frozen=True, slots=True)
class Visit:
    """An encounter that took place, or an appointment to come."""

    origin: Origin
    """`origin.performer` is where it was."""
    planned: bool
    """True for an appointment (booked, pending or proposed)."""
    what: str = field(default="", repr=False)
    """The kind or reason: `Follow-up of kidney disease`."""
    who: str = field(default="", repr=False)
    """Whom the person saw or will see."""
    hospital_stay: bool = False
    until: PartialDate | None = None
    at: str = ""
    """Local time of day, `HH:MM`; empty when the record gives none."""


@dataclass(frozen=True, slots=True)
class Immunization:
    """A vaccine that was given."""

    origin: Origin
    key: str = field(repr=False)
    name: str = field(repr=False)


class VaccineStatus(StrEnum):
    """What somebody's schedule says of a vaccine."""

    DUE = "due"
    OVERDUE = "overdue"
    CONTRAINDICATED = "contraindicated"


@dataclass(frozen=True, slots=True)
class VaccineAdvice:
    """What a clinic or a registry says of one vaccine: that it is due, or not to be had."""

    origin: Origin
    """`origin.when` is when that was said."""
    key: str = field(repr=False)
    name: str = field(repr=False)
    status: VaccineStatus
    due: PartialDate | None = None
    """From when it is due; None when the record does not say."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """Something that was done."""

    origin: Origin
    key: str = field(repr=False)
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, report or note with its text."""

    origin: Origin
    """`origin.performer` is who wrote it."""
    title: str = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class LetterPassage:
    """A sentence of a letter that holds the words looked for."""

    letter: Letter
    sentence: str = field(repr=False)
    """As the letter writes it."""


@dataclass(frozen=True, slots=True)
class HeartRange:
    """How fast the heart beat over a day, in beats per minute."""

    low: float = field(repr=False)
    mean: float = field(repr=False)
    high: float = field(repr=False)


@dataclass(frozen=True, slots=True)
class DayOfActivity:
    """What watches, phones and bands counted on one calendar day; nothing is counted twice."""

    origin: Origin
    """`origin.when` is the day, in local time as it was written."""
    steps: int | None = field(default=None, repr=False)
    walked_m: float | None = field(default=None, repr=False)
    """Walking and running, in metres."""
    flights: int | None = field(default=None, repr=False)
    """Flights of stairs climbed."""
    heart: HeartRange | None = field(default=None, repr=False)
    counted_by: tuple[str, ...] = field(default=(), repr=False)
    """Whose counts are in it, the preferred one first: `Apple Watch`, `iPhone`."""


@dataclass(frozen=True, slots=True)
class SleepStages:
    """How a night was spent, in minutes; what overlapped is counted once."""

    deep_min: int = field(repr=False)
    rem_min: int = field(repr=False)
    light_min: int = field(repr=False)
    """Core or light sleep."""


@dataclass(frozen=True, slots=True)
class Night:
    """One night's sleep, and the naps of the day it ends on."""

    origin: Origin
    """`origin.when` is the morning it ends in."""
    began: str = field(default="", repr=False)
    """Local time as written, `HH:MM`: asleep from, or in bed from when sleep itself was not measured.
    Empty when there are only naps."""
    ended: str = field(default="", repr=False)
    asleep_min: int | None = field(default=None, repr=False)
    """None when only the time in bed is known."""
    awake_min: int | None = field(default=None, repr=False)
    """Awake in between, where that was measured."""
    stages: SleepStages | None = field(default=None, repr=False)
    naps_min: int = field(default=0, repr=False)
    """Sleep of that day apart from the night."""
    counted_by: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class CareMember:
    """Somebody who looks after this person, and how to reach them."""

    origin: Origin
    name: str = field(repr=False)
    role: str = field(default="", repr=False)
    """As the record writes it: `Nephrologist`."""
    phone: str = field(default="", repr=False)
    place: str = field(default="", repr=False)
    """The organisation they work for."""


class Deed(StrEnum):
    """What can be done with a record."""

    CREATED = "created"
    UNLOCKED = "unlocked"
    IMPORTED = "imported"
    FORGOT = "forgot"
    EXPORTED = "exported"
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    KEYS_CHANGED = "keys_changed"
    REKEYED = "rekeyed"
    OLDER_COPY = "older_copy"
    """At opening it was noticed that the file was older than what was last written."""
    ENDPOINT_USED = "endpoint_used"
    """A conversation was begun in which a language model, outside of this program, takes part."""
    HELPER_ALLOWED = "helper_allowed"
    """A language model at `Sent.to` was agreed to by name, or taken back."""
    HELPER_STOPPED = "helper_stopped"
    """It was sent away: an agreement from before holds no more."""
    SENT_QUESTION = "sent_question"
    """Words that were not understood, and the names in the record, were sent to `Sent.to`."""
    SENT_ANSWER = "sent_answer"
    """The sentences of one answer were sent to `Sent.to`."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What left for somebody: how much, and to whom; never what."""

    to: str
    """The host; empty when nothing is said of anybody."""
    size_bytes: int = 0
    """Of the text, in UTF-8; 0 for a deed that sent nothing."""


NOTHING_SENT = Sent("")


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing that was done with the record, out of its audit; nothing of what stands in it."""

    origin: Origin
    """`origin.resource` is `Audit/` and the number of the row, `origin.when` the day here."""
    deed: Deed
    at: str
    """Local time, `HH:MM`."""
    entries: int = 0
    """How many entries of the record it was about; 0 when it was about none."""
    sent: Sent = NOTHING_SENT


Fact: TypeAlias = (
    Reading
    | Medicine
    | Allergy
    | Condition
    | Visit
    | Immunization
    | VaccineAdvice
    | Procedure
    | Letter
    | DayOfActivity
    | Night
    | CareMember
    | Doing
)


@dataclass(frozen=True, slots=True)
class Person:
    """Whose record this is, as far as answers need it."""

    given_name: str = field(repr=False)
    born: PartialDate | None = field(repr=False)
    sex: str = field(repr=False)
    """FHIR administrative-gender: `female`, `male`, `other`, `unknown` or empty."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How far the record goes: what an honest 'I don't find it' needs to say."""

    since: PartialDate | None
    """The earliest dated entry."""
    sources: tuple[str, ...]
    entries: int
