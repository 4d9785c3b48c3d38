"""What an import says when it is done: counts and places, never values."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why an entry was refused."""

    NO_RESOURCE = "no_resource"
    UNKNOWN_TYPE = "unknown_type"
    MISSING = "missing"
    UNEXPECTED = "unexpected"
    WRONG_FORM = "wrong_form"
    TOO_DEEP = "too_deep"
    UNCLEAR_DATE = "unclear_date"
    UNCLEAR_VALUE = "unclear_value"
    UNKNOWN_UNIT = "unknown_unit"
    NO_NAME = "no_name"
    NOT_READABLE = "not_readable"
    NO_TEXT = "no_text"


SENTENCES = {
    Reason.NO_RESOURCE: "there is no resource here.",
    Reason.UNKNOWN_TYPE: "this kind of resource is not part of FHIR R4.",
    Reason.MISSING: "something that FHIR R4 requires is missing here.",
    Reason.UNEXPECTED: "something here is not part of FHIR R4.",
    Reason.WRONG_FORM: "this does not have the form that FHIR R4 asks for.",
    Reason.TOO_DEEP: "this is nested too deeply.",
    Reason.UNCLEAR_DATE: "there is no date here that can be read without guessing.",
    Reason.UNCLEAR_VALUE: "there is no value here that makes sense.",
    Reason.UNKNOWN_UNIT: "this unit is none that belongs here.",
    Reason.NO_NAME: "this does not say what was measured.",
    Reason.NOT_READABLE: "this file inside cannot be read.",
    Reason.NO_TEXT: "this page is a picture without text.",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """One entry that was not stored."""

    path: str
    """`Bundle.entry[3].resource.valueQuantity.value`: names of FHIR elements and positions only."""
    reason: Reason

    @property
    def sentence(self) -> str:
        """For a person: the place and what is wrong there."""
        return f"{self.path}: {SENTENCES[self.reason]}"


LISTED = 100
"""Refusals that a report of millions of records lists one by one."""


class Refusals:
    """Collects refusals: the first of them with their places, the rest as a number."""

    def __init__(self) -> None:
        self._first: list[Refusal] = []
        self._counts: Counter[Reason] = Counter()

    def add(self, path: str, reason: Reason) -> None:
        """One more."""
        self._counts[reason] += 1
        if len(self._first) < LISTED:
            self._first.append(Refusal(path, reason))

    def listed(self) -> tuple[Refusal, ...]:
        """Those with their places."""
        return tuple(self._first)

    @property
    def unlisted(self) -> int:
        """How many more there were."""
        return self._counts.total() - len(self._first)

    def worst(self) -> str:
        """The most frequent reason, or that nothing was found, for a sentence."""
        if not self._counts:
            return "nothing of a kind that I know"
        reason, count = self._counts.most_common(1)[0]
        return f"{count} times: {SENTENCES[reason].removesuffix('.')}"


@dataclass(frozen=True, slots=True)
class TypeCount:
    """What became of the entries of one resource type."""

    type: str
    new: int = 0
    same: int = 0
    """Already there with the same content."""
    updated: int = 0
    """A newer version; the one before went to the history."""
    older: int = 0
    """An older version than the one that is there; it went to the history."""

    @property
    def total(self) -> int:
        """All of them."""
        return self.new + self.same + self.updated + self.older


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came in from one file and what was refused."""

    source: str
    counts: tuple[TypeCount, ...]
    """By type, in alphabetical order."""
    refusals: tuple[Refusal, ...]
    unlisted: int = 0
    """Refused beyond those that are listed."""

    @property
    def stored(self) -> int:
        """Entries that are in the vault now, new or not."""
        return sum(count.total for count in self.counts)

    @property
    def new(self) -> int:
        """Entries that were not there before."""
        return sum(count.new for count in self.counts)

    @property
    def updated(self) -> int:
        """Entries that replaced an older version."""
        return sum(count.updated for count in self.counts)
