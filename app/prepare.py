"""One reply made ready before it may be heard: words, meaning, answer and the first clause of sound."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from app.settings import Listening
from app.visit_desk import Desk
from core.answers import Answer
from core.audio import SpeechChunk, Transcript, Utterance
from core.conversation import Conversation
from core.helping import helped, wants_help
from core.hints import choose_hints
from core.mind import Mind
from core.ports import Transcriber, Voice
from core.questions import NotUnderstood, Understood, WhyNot
from core.turn import comprehend, reply, with_beginning
from core.turn_end import Over, how_over
from core.visit.moves import Move


@dataclass(frozen=True, slots=True)
class Assistant:
    """The parts of a conversation: a plain record of ports."""

    transcriber: Transcriber
    voice: Voice
    mind: Mind
    listening: Listening = Listening()
    desk: Desk | None = None
    """Keeps and writes what turns about a visit asked for; None where nothing may be."""


@dataclass(frozen=True, slots=True)
class Marks:
    """How long each stage took, in milliseconds."""

    transcribe: int = 0
    understand: int = 0
    answer: int = 0
    speak: int = 0
    """Until the first clause of sound was there."""
    help: int = 0
    """What a language model took, its first clause of sound included; after the turn was over, the others before."""

    @property
    def total(self) -> int:
        """All stages that are done before the turn is over."""
        return self.transcribe + self.understand + self.answer + self.speak


class Joined(StrEnum):
    """Whether a reply is for the turn before as well, which was answered too soon."""

    NOT = "not"
    WHOLE = "whole"
    """It stands in the place of the reply before."""
    NOTHING_NEW = "nothing_new"
    """The reply before is right for both: it goes on."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A reply that is ready and has not been heard; dropped without trace when speech goes on."""

    utterance: Utterance
    transcript: Transcript
    understood: Understood
    answer: Answer
    after: Conversation
    """The conversation as it will be once this is spoken."""
    first: SpeechChunk | None
    """None when there is nothing to say."""
    rest: Iterator[SpeechChunk] = field(repr=False)
    marks: Marks
    joined: Joined = Joined.NOT

    @property
    def may_be_taken_back(self) -> bool:
        """Whether another reply may take its place when the person goes on: nothing but words came of it."""
        return True

    @property
    def silent(self) -> bool:
        """Nobody spoke: a cough or a noise gets no reply."""
        return isinstance(self.understood, NotUnderstood) and self.understood.why is WhyNot.SILENCE


def prepare(utterance: Utterance, so_far: Conversation, assistant: Assistant) -> Prepared:
    """Transcribe, understand, answer and speak the first clause; changes nothing, and asks no language model."""
    began = time.perf_counter()
    hints = choose_hints(assistant.mind.lexicon, so_far)
    transcript = with_beginning(assistant.transcriber.transcribe(utterance, hints), so_far, assistant.mind)
    heard = time.perf_counter()
    understood = comprehend(transcript, so_far, assistant.mind)
    meant = time.perf_counter()
    if isinstance(understood, Move):
        understood = replace(understood, took_ms=utterance.speech_ms)
    answer, after = reply(understood, transcript.text, so_far, assistant.mind)
    answered = time.perf_counter()
    speech = assistant.voice.speak(answer.spoken, after.manner)
    silent = isinstance(understood, NotUnderstood) and understood.why is WhyNot.SILENCE
    first = None if silent else next(speech, None)
    spoken = time.perf_counter()
    moments = (began, heard, meant, answered, spoken)
    marks = Marks(*(round(1000 * (end - start)) for start, end in pairwise(moments)))
    return Prepared(utterance, transcript, understood, answer, after, first, speech, marks)


def wants_helping(prepared: Prepared, assistant: Assistant) -> bool:
    """Whether a language model takes part that may have warmer words, or a guess, for this turn."""
    return wants_help((prepared.understood, prepared.answer, prepared.after), assistant.mind)


def with_help(prepared: Prepared, so_far: Conversation, assistant: Assistant) -> Prepared:
    """The reply after a language model was asked; only for a turn that is over, so that it is asked once in each.

    The reply as it was prepared, its first clause ready, when the model is late, absent or wrong.
    """
    began = time.perf_counter()
    before = (prepared.understood, prepared.answer, prepared.after)
    understood, answer, after = helped(before, prepared.transcript.text, so_far, assistant.mind)
    if answer is prepared.answer:
        return replace(prepared, marks=replace(prepared.marks, help=_since_ms(began)))
    speech = assistant.voice.speak(answer.spoken, after.manner)
    first = next(speech, None)
    marks = replace(prepared.marks, help=_since_ms(began))
    return replace(prepared, understood=understood, answer=answer, after=after, first=first, rest=speech, marks=marks)


def _since_ms(began: float) -> int:
    return round(1000 * (time.perf_counter() - began))


def patience_ms(prepared: Prepared, so_far: Conversation, assistant: Assistant) -> int:
    """How much silence ends this turn, by how surely its words are all of it."""
    listening = assistant.listening
    over = how_over(prepared.understood, prepared.transcript, so_far, assistant.mind.lexicon)
    return {
        Over.AT_ONCE: listening.at_once_ms,
        Over.COMPLETE: listening.complete_ms,
        Over.OPEN: listening.open_ms,
        Over.LIKELY: listening.likely_ms,
        Over.UNKNOWN: listening.patience_ms,
        Over.IN_THE_MIDDLE: listening.unfinished_ms,
    }[over]
