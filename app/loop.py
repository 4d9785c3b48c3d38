"""The speech loop: work early, commit late; the only place with threads.

Sound flows one way, from the microphone through turn taking to a prepared reply and the player. While
a silence is still short, the reply is prepared unheard; when the turn is surely over, it is spoken;
when speech goes on, it is dropped. The only arrow against the stream is `Player.stop`.
"""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event

from app.prepare import Assistant, Prepared, patience_ms, prepare
from app.visit_desk import Desk
from core.audio import AudioChunk, SpeechChunk, Utterance
from core.conversation import FRESH, Conversation
from core.ports import Microphone, Player
from core.questions import Command
from voice.cues import tick
from voice.turns import Ended, Paused, Resumed, SpeechStarted, TurnEvent, TurnTaker

TICK_AFTER_S = 1.0
"""While thinking, silence is never longer than this."""


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
class _Turn:
    """The turn that is going on."""

    utterance: Utterance | None = None
    """What the reply is being prepared for."""
    reply: Future[Prepared] | None = None
    ended: bool = False
    ended_at_ms: int = 0
    ended_s: float = 0.0
    patient: bool = False
    """Whether its patience was set by its words."""
    ticked: bool = False


class Talk:
    """A conversation over any microphone and player."""

    def __init__(
        self,
        assistant: Assistant,
        player: Player,
        on_turn: Callable[[TurnReport], None],
        so_far: Conversation = FRESH,
    ) -> None:
        self._assistant = assistant
        self._player = player
        self._on_turn = on_turn
        self._conversation = so_far
        self._worker = ThreadPoolExecutor(1, "prepare")
        self._speaker = ThreadPoolExecutor(1, "speak")
        self._hushed = Event()
        self._spoken: Future[None] | None = None
        self._filed: Future[None] | None = None
        self._turn = _Turn()
        self._now_ms = 0
        self._zero_s = 0.0
        self.over = False
        """The person said goodbye, or locked the record."""

    def say(self, chunks: Iterable[SpeechChunk]) -> None:
        """Speak something that is no reply, such as a greeting, and return when it was heard."""
        for chunk in chunks:
            self._player.play(chunk)
        self._player.wait()

    def run(self, microphone: Microphone, taker: TurnTaker) -> None:
        """Hold the conversation until the microphone ends or the person says goodbye."""
        for chunk in microphone.chunks():
            self._keep_time(chunk)
            for event in taker.hear(chunk):
                self._take(event)
            self._settle(taker)
            if self.over:
                microphone.close()
        for event in taker.finish():
            self._take(event)
        if self._turn.ended and self._turn.reply is not None:
            self._commit(self._turn.reply.result())
        if self._spoken is not None:
            self._spoken.result()
        self._player.wait()

    def close(self) -> None:
        """Fall silent and let the threads go, once what was agreed to is kept."""
        self._hushed.set()
        self._player.stop()
        if self._filed is not None:
            self._filed.result()
        self._worker.shutdown(cancel_futures=True)
        self._speaker.shutdown(cancel_futures=True)

    def _keep_time(self, chunk: AudioChunk) -> None:
        """The earliest arrival tells when the source began: later ones may have been held up by us."""
        self._now_ms = chunk.start_ms + chunk.duration_ms
        began_s = time.monotonic() - self._now_ms / 1000
        self._zero_s = began_s if not chunk.start_ms else min(self._zero_s, began_s)

    def _take(self, event: TurnEvent) -> None:
        match event:
            case SpeechStarted():
                self._hushed.set()
                self._player.stop()
            case Paused(utterance):
                self._begin(utterance)
            case Resumed():
                self._turn = _Turn()
            case Ended(utterance):
                self._end(utterance)

    def _begin(self, utterance: Utterance) -> None:
        reply = self._worker.submit(prepare, utterance, self._conversation, self._assistant)
        self._turn = _Turn(utterance, reply)

    def _end(self, utterance: Utterance) -> None:
        prepared_for = self._turn.utterance
        if prepared_for is None or prepared_for.end_ms != utterance.end_ms:
            self._begin(utterance)
        self._turn.ended = True
        self._turn.ended_at_ms = self._now_ms
        self._turn.ended_s = time.monotonic()

    def _settle(self, taker: TurnTaker) -> None:
        turn = self._turn
        if turn.reply is None:
            return
        if not turn.reply.done():
            self._tick(turn)
        elif turn.ended:
            self._commit(turn.reply.result())
        elif not turn.patient:
            taker.set_patience(patience_ms(turn.reply.result(), self._assistant.listening))
            turn.patient = True

    def _tick(self, turn: _Turn) -> None:
        if turn.ended and not turn.ticked and time.monotonic() - turn.ended_s > TICK_AFTER_S:
            turn.ticked = True
            self._player.play(tick())

    def _commit(self, prepared: Prepared) -> None:
        committed_ms = self._turn.ended_at_ms - prepared.utterance.end_ms
        self._turn = _Turn()
        if prepared.silent:
            return
        before, self._conversation = self._conversation, prepared.after
        self._hushed = Event()
        if prepared.first is not None:
            self._player.play(prepared.first)
        sound_at_ms = round(1000 * (time.monotonic() - self._zero_s))
        self._spoken = self._speaker.submit(self._speak_rest, prepared, self._hushed)
        if self._assistant.desk is not None:
            self._filed = self._speaker.submit(self._file, self._assistant.desk, before, prepared.after)
        self._on_turn(TurnReport(prepared, committed_ms, sound_at_ms - prepared.utterance.end_ms, sound_at_ms))
        self.over = prepared.answer.command in (Command.GOODBYE, Command.LOCK)

    def _file(self, desk: Desk, before: Conversation, after: Conversation) -> None:
        """After the reply: what a turn about a visit asked for; where it is, or why it failed, is said."""
        for sentence in filter(None, (desk.keep(before, after), desk.run_errand(before, after))):
            self.say(self._assistant.voice.speak(sentence, after.manner))

    def _speak_rest(self, prepared: Prepared, hushed: Event) -> None:
        for chunk in prepared.rest:
            if hushed.is_set():
                return
            self._player.play(chunk)
