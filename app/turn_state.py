"""The turn that is going on, and what is told of it when it is over."""

from concurrent.futures import Future
from dataclasses import dataclass

from app.prepare import Prepared
from core.audio import Utterance


@dataclass(frozen=True, slots=True)
class TurnReport:
    """What happened in one turn, for the screen and the measurements."""

    prepared: Prepared
    committed_ms: int
    """From the end of speech to the end of the turn, in the time of the source."""
    first_sound_ms: int
    """From the end of speech, as the detector saw it, to the first sound of the reply."""
    sound_at_ms: int
    """The moment of the first sound, in the time of the source."""


@dataclass(slots=True)
class TurnState:
    """The turn that is going on."""

    utterance: Utterance | None = None
    """What the reply is being prepared for."""
    reply: Future[Prepared] | None = None
    ended: bool = False
    ended_at_ms: int = 0
    ended_s: float = 0.0
    weighed: bool = False
    """Whether its words have been looked at."""
    passed_over: bool = False
    """It needs no reply, and what was being said goes on."""
    ticked: bool = False
    helped: bool = False
    """A language model was asked, or has nothing to add: once for each turn, when it is over."""
