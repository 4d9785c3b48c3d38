"""The seams: what core and the loop need of sound, storage and models, as Protocols."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from core.answers import Answer
from core.audio import AudioChunk, SpeechChunk, Transcript, Utterance
from core.facts import (
    EVER,
    Allergy,
    CareMember,
    Condition,
    DayOfActivity,
    Doing,
    Extent,
    Immunization,
    Letter,
    LetterPassage,
    Medicine,
    Night,
    Person,
    Procedure,
    Reading,
    RecordName,
    Span,
    VaccineAdvice,
    Visit,
)
from core.questions import Command
from core.visit.book import Book


class Records(Protocol):
    """The record of one person, opened; every list is newest first, undated entries last.

    Reading raises `Locked` when the vault was closed and `Damaged` when the file no longer reads.
    """

    def locked(self) -> bool:
        """Whether the record was closed since; asking does not count as using it."""

    def used(self) -> None:
        """Somebody was answered: the time after which it closes itself begins anew."""

    def names(self) -> Sequence[RecordName]:
        """Every distinct name in the record."""

    def readings(self, keys: Collection[str] | None = None, span: Span = EVER) -> Sequence[Reading]:
        """Measured values under these keys, or all when None."""

    def latest(self, keys: Collection[str], count: int = 1) -> Sequence[Reading]:
        """The newest `count` readings under each of these keys."""

    def medicines(self) -> Sequence[Medicine]:
        """Every prescription, current and past."""

    def allergies(self) -> Sequence[Allergy]:
        """Allergies and statements that there are none."""

    def conditions(self) -> Sequence[Condition]:
        """Diagnoses and problems, active and resolved."""

    def visits(self) -> Sequence[Visit]:
        """Encounters that took place and appointments to come."""

    def immunizations(self) -> Sequence[Immunization]:
        """Vaccines that were given."""

    def vaccine_advice(self) -> Sequence[VaccineAdvice]:
        """Vaccines that somebody said are due, or not to be had."""

    def procedures(self) -> Sequence[Procedure]:
        """What was done."""

    def letters(self) -> Sequence[Letter]:
        """Letters, reports and notes with their text."""

    def days_of_activity(self, span: Span = EVER) -> Sequence[DayOfActivity]:
        """What watches and phones counted, one per day."""

    def nights(self, span: Span = EVER) -> Sequence[Night]:
        """Sleep, one per morning in which it ended."""

    def care_team(self) -> Sequence[CareMember]:
        """Who looks after this person, with their telephone numbers."""

    def search_letters(self, words: str) -> Sequence[LetterPassage]:
        """Letters that hold these words, best first, each with the sentence that holds most of them."""

    def doings(self) -> Sequence[Doing]:
        """What was done with this record, newest first; raises `Damaged` when somebody changed the audit."""

    def person(self) -> Person:
        """Whose record this is."""

    def extent(self) -> Extent:
        """How far the record goes."""


class Shelf(Protocol):
    """Where a person's own plans, questions and notes for visits are kept: in the vault, apart from the record."""

    def book(self) -> Book:
        """What was kept; empty before anything was. Raises `Locked` and the leaves of reading."""

    def keep(self, book: Book) -> None:
        """Puts this in the place of what was kept. Raises `Locked` and the leaves of writing."""


class Microphone(Protocol):
    """A source of sound: a device, a file, a browser, a satellite."""

    def chunks(self) -> Iterator[AudioChunk]:
        """20 ms pieces in order, until the source ends; raises `SoundError` leaves."""

    def close(self) -> None:
        """Let go of the device; `chunks` then ends."""


class SpeechDetector(Protocol):
    """Voice activity detection."""

    def is_speech(self, chunk: AudioChunk) -> bool:
        """Whether this 20 ms piece holds speech."""


class Transcriber(Protocol):
    """Sound to words."""

    def transcribe(self, utterance: Utterance, hints: Sequence[str] = ()) -> Transcript:
        """The words of an utterance, biased to `hints` (names from this record, best first)."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How to speak."""

    pace: float = 1.0
    """0.7 (slow) to 1.6 (fast)."""
    volume: float = 1.0
    """0.2 to 2.0; 1 is the voice's own level."""


class Voice(Protocol):
    """Words to sound."""

    def speak(self, text: str, manner: Manner) -> Iterator[SpeechChunk]:
        """The sound of `text` clause by clause, made lazily: the first is there before the rest."""


class Player(Protocol):
    """Where sound goes: a loudspeaker, a file, a browser, a satellite."""

    def play(self, chunk: SpeechChunk) -> None:
        """Add to what is being played and return at once."""

    @property
    def left_ms(self) -> int:
        """How much of what was given to `play` has not been heard; 0 when all is over."""

    def pause(self) -> None:
        """Fall silent now and keep what was waiting."""

    def resume(self) -> None:
        """Go on after `pause`, from the same place."""

    def stop(self) -> None:
        """Fall silent now and forget what was waiting."""

    def wait(self) -> None:
        """Return when everything given to `play` has been heard or stopped."""

    def close(self) -> None:
        """Let go of the device."""


class Interpreter(Protocol):
    """The seam for a language model that maps what the grammar did not understand.

    It sees the words and the names in the record, never a value; `core.interpreting` believes nothing of it.
    """

    def interpret(self, words: str, names: Sequence[str]) -> Mapping[str, object]:
        """`kind` and `name`, as `core.interpreting.schema` says; empty when there is none, or too late."""


class Gist(Protocol):
    """The seam for a sentence encoder: what words are likely to ask, by their meaning."""

    def weigh(self, words: str) -> Mapping[str, float]:
        """For each label of `core.gist` how much speaks for it, about 0 (nothing) to 1; names are exchanged before."""


class Standing(StrEnum):
    """How a helper stands to this record."""

    ON = "on"
    """It takes part."""
    OFF = "off"
    """It was sent away: nothing is sent until it is taken back."""
    ASKS = "asks"
    """It is not on this machine and nobody agreed: nothing is sent until somebody does, by name."""


class Helper(Protocol):
    """A language model, as a person knows it: somebody who may be let in, sent away and asked about."""

    @property
    def where(self) -> str:
        """The host of one that is not on this machine; empty for one that is."""

    @property
    def encrypted(self) -> bool:
        """Whether nobody on the way there can read what is sent."""

    @property
    def standing(self) -> Standing:
        """Whether it takes part, and why not."""

    def heed(self, command: Command) -> str:
        """Does what was asked, from the next word on; a sentence when it cannot be kept, else nothing."""


class Rewriter(Protocol):
    """The seam for a language model that words an answer more warmly.

    It sees only the sentences of this answer; what it writes is checked by `core.guard` before it is spoken.
    """

    def reword(self, answer: Answer) -> str:
        """The answer in other words; empty when there are none, or too late."""

    def judged(self, stops: Sequence[str]) -> None:
        """Told why its words were not spoken, so that it can be counted; empty when they were."""
