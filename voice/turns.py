"""AudioChunk -> the events of a turn: started, paused, resumed, ended; counted in audio, without a clock.

    quiet --speech of `least_speech_ms`--> speaking --silence of `early_ms`--> paused
    paused --speech of `resume_ms`--> speaking      paused --silence of the patience--> quiet, `Ended`

Invariant: the utterance of `Ended` is that of the last `Paused`, unless `Resumed` came between or the
turn was ended by the source or the limit: work begun at `Paused` is never in vain.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from core.audio import AudioChunk, EndedBy, Utterance
from core.ports import SpeechDetector


@dataclass(frozen=True, slots=True)
class TurnSettings:
    """How patient to be; all in milliseconds of audio."""

    early_ms: int = 160
    """60 to 500: silence after which work may start; less flaps, more is late."""
    patience_ms: int = 900
    """200 to 5000: silence that ends a turn, unless `set_patience` says otherwise for this turn."""
    least_speech_ms: int = 120
    """40 to 400: speech that makes a turn. A click or a short cough is less, a "yes" more."""
    masked_speech_ms: int = 60
    """20 to 400: the same while our own voice plays, which is then only held, not lost."""
    resume_ms: int = 60
    """20 to 200: speech without a break that undoes a pause; a single misheard piece does not."""
    gap_ms: int = 160
    """40 to 500: silence that breaks off speech too short to be a turn."""
    preroll_ms: int = 300
    """0 to 1000: sound kept from before the first speech: soft first consonants."""
    limit_ms: int = 30_000
    """5000 to 60000: the longest turn."""


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """Somebody speaks."""

    at_ms: int
    """When the speech began."""


@dataclass(frozen=True, slots=True)
class Paused:
    """A silence of `early_ms`: the turn may be over, work may start."""

    utterance: Utterance
    """The turn so far."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """Speech went on after a pause: work begun is stale."""

    at_ms: int
    """When the speech went on."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The turn is over."""

    utterance: Utterance
    """All of it."""


TurnEvent: TypeAlias = SpeechStarted | Paused | Resumed | Ended


@dataclass(slots=True)
class _Turn:
    """The sound since the first speech, and what it has come to."""

    before: tuple[AudioChunk, ...] = field(repr=False)
    """From just before the speech."""
    start_ms: int
    end_ms: int
    """Of the last speech that counts."""
    patience_ms: int
    chunks: list[AudioChunk] = field(default_factory=list, repr=False)
    now_ms: int = 0
    run_ms: int = 0
    """Speech since the last silent piece; before the turn has started, all its speech."""
    run_start_ms: int = 0
    started: bool = False
    paused: bool = False

    def utterance(self, why: EndedBy, tail_ms: int) -> Utterance:
        """The sound up to `tail_ms` after the last speech."""
        last_ms = self.end_ms + tail_ms
        pcm = b"".join(c.pcm for c in (*self.before, *self.chunks) if c.start_ms < last_ms)
        return Utterance(pcm, self.start_ms, self.end_ms, why)


class TurnTaker:
    """Cuts a stream of sound into turns."""

    def __init__(
        self,
        detector: SpeechDetector,
        settings: TurnSettings = TurnSettings(),
        masked: Callable[[], bool] = lambda: False,
    ) -> None:
        self._detector = detector
        self._masked = masked
        self._settings = settings
        self._before: deque[AudioChunk] = deque()
        self._turn: _Turn | None = None

    @property
    def speaking(self) -> bool:
        """Whether a turn goes on, pauses included."""
        return self._turn is not None and self._turn.started

    def set_patience(self, ms: int) -> None:
        """The silence that ends the turn that is going on; the next one has the setting again.

        A value below the silence that has already passed ends the turn at the next chunk.
        """
        if self._turn:
            self._turn.patience_ms = ms

    def hear(self, chunk: AudioChunk) -> tuple[TurnEvent, ...]:
        """Take the next piece of sound; what it means for the turn."""
        speech = self._detector.is_speech(chunk)
        if self._turn is None:
            if not speech:
                self._keep((chunk,))
                return ()
            start_ms = chunk.start_ms
            self._turn = _Turn(tuple(self._before), start_ms, start_ms, self._settings.patience_ms)
        turn = self._turn
        turn.chunks.append(chunk)
        turn.now_ms = chunk.start_ms + chunk.duration_ms
        found = self._on_speech(turn, chunk) if speech else self._on_silence(turn)
        if self.speaking and turn.now_ms - turn.start_ms >= self._settings.limit_ms:
            found += self._end(turn, EndedBy.LIMIT)
        return found

    def finish(self) -> tuple[TurnEvent, ...]:
        """The source is at its end; so is a turn that is going on."""
        turn, self._turn = self._turn, None
        self._before.clear()
        return (Ended(self._utterance(turn, EndedBy.SOURCE)),) if turn and turn.started else ()

    def _on_speech(self, turn: _Turn, chunk: AudioChunk) -> tuple[TurnEvent, ...]:
        if not turn.run_ms:
            turn.run_start_ms = chunk.start_ms
        turn.run_ms += chunk.duration_ms
        if not turn.started:
            return self._start(turn)
        if turn.paused and turn.run_ms < self._settings.resume_ms:
            return ()
        resumed = (Resumed(turn.run_start_ms),) if turn.paused else ()
        turn.paused = False
        turn.end_ms = turn.now_ms
        return resumed

    def _start(self, turn: _Turn) -> tuple[TurnEvent, ...]:
        turn.end_ms = turn.now_ms
        least_ms = self._settings.masked_speech_ms if self._masked() else self._settings.least_speech_ms
        turn.started = turn.run_ms >= least_ms
        return (SpeechStarted(turn.start_ms),) if turn.started else ()

    def _on_silence(self, turn: _Turn) -> tuple[TurnEvent, ...]:
        silence_ms = turn.now_ms - turn.end_ms
        if not turn.started:
            if silence_ms >= self._settings.gap_ms:
                self._drop(turn)
            return ()
        turn.run_ms = 0
        if silence_ms < self._settings.early_ms:
            return ()
        paused = () if turn.paused else (Paused(self._utterance(turn, EndedBy.SILENCE)),)
        turn.paused = True
        return paused + (self._end(turn, EndedBy.SILENCE) if silence_ms >= turn.patience_ms else ())

    def _end(self, turn: _Turn, why: EndedBy) -> tuple[TurnEvent, ...]:
        self._drop(turn)
        return (Ended(self._utterance(turn, why)),)

    def _utterance(self, turn: _Turn, why: EndedBy) -> Utterance:
        return turn.utterance(why, self._settings.early_ms)

    def _drop(self, turn: _Turn) -> None:
        """Back to quiet; the last of what was heard is the sound before the next turn."""
        self._turn = None
        self._keep((*turn.before, *turn.chunks))

    def _keep(self, chunks: Iterable[AudioChunk]) -> None:
        self._before.extend(chunks)
        if not self._before:
            return
        oldest_ms = self._before[-1].start_ms - self._settings.preroll_ms
        while self._before and self._before[0].start_ms <= oldest_ms:
            self._before.popleft()
