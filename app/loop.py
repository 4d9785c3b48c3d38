"""The speech loop: work early, commit late; the only place with threads.

Sound flows one way, from the microphone through turn taking to a prepared reply and the player. While
a silence is still short, the reply is prepared unheard; when the turn is surely over, it is spoken;
when speech goes on, it is dropped. Against the stream go only `Player.pause`, when somebody speaks
over a reply, and then `resume` (it was a cough, a "mm-hm", our own echo) or `stop`.
"""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from app.heeding import heed
from app.person import Person
from app.prepare import Assistant, Joined, Prepared, patience_ms, prepare, wants_helping, with_help
from app.saying import Saying
from app.taking_back import JustAnswered, prepare_on
from app.turn_state import TurnReport as TurnReport
from app.turn_state import TurnState
from app.visit_desk import Desk
from app.waiting import Waiting
from core.aside import may_go_on_saying
from core.audio import AudioChunk, SpeechChunk, Utterance
from core.conversation import FRESH, Conversation
from core.ports import Microphone, Player
from core.questions import Command, NotUnderstood
from voice.cues import tick
from voice.turns import Ended, Paused, Resumed, SpeechStarted, TurnEvent, TurnTaker

TICK_AFTER_S = 1.0
"""While thinking, silence is never longer than this."""


class Talk:
    """A conversation over any microphone and player."""

    def __init__(
        self,
        assistant: Assistant,
        player: Player,
        on_turn: Callable[[TurnReport], None],
        start: Conversation = FRESH,
        person: Person | None = None,
        prepare_reply: Callable[[Utterance, Conversation, Assistant], Prepared] = prepare,
    ) -> None:
        self._prepare = prepare_reply
        self._assistant = assistant
        self._player = player
        self._on_turn = on_turn
        self.conversation = start
        """What has been talked about so far."""
        self._worker = ThreadPoolExecutor(1, "prepare")
        self._speaker = ThreadPoolExecutor(1, "speak")
        self._helper = ThreadPoolExecutor(1, "help")
        self._saying = Saying(())
        self._held = False
        self._person = person or Person()
        self._answering = True
        self._waiting = Waiting()
        self._spoken: Future[None] | None = None
        self._filed: Future[None] | None = None
        self._turn = TurnState()
        self._last: JustAnswered | None = None
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
        self._last = None
        for chunk in microphone.chunks():
            self._keep_time(chunk)
            for event in taker.hear(chunk):
                self._take(event)
            self._settle(taker)
            if self._waiting.due(self._now_ms):
                self._player.play(tick())
            if self._answering and self._player.left_ms:
                self._person.attention.stay(self._now_ms)
            if self.over:
                microphone.close()
        for event in taker.finish():
            self._take(event)
        if self._turn.reply is not None:
            self._weigh(self._turn.reply.result())
            self._asks_helper(self._turn.reply.result())
            self._finish_turn(self._turn.reply.result())
        self._go_on_saying()
        if self._spoken is not None:
            self._spoken.result()
        self._player.wait()

    def close(self) -> None:
        """Fall silent and let the threads go, once what was agreed to is kept."""
        self._saying.hush()
        self._player.stop()
        if self._filed is not None:
            self._filed.result()
        self._worker.shutdown(cancel_futures=True)
        self._helper.shutdown(cancel_futures=True)
        self._speaker.shutdown(cancel_futures=True)

    def _keep_time(self, chunk: AudioChunk) -> None:
        """The earliest arrival tells when the source began: later ones may have been held up by us."""
        self._now_ms = chunk.start_ms + chunk.duration_ms
        began_s = time.monotonic() - self._now_ms / 1000
        self._zero_s = began_s if not chunk.start_ms else min(self._zero_s, began_s)

    def _take(self, event: TurnEvent) -> None:
        match event:
            case SpeechStarted():
                self._hold()
            case Paused(utterance):
                self._begin(utterance)
            case Resumed(at_ms):
                if self._turn.utterance is not None:
                    self._person.pauses.learn(at_ms - self._turn.utterance.end_ms)
                self._drop()
                self._hold()
            case Ended(utterance):
                self._end(utterance)

    def _hold(self) -> None:
        """Somebody speaks: what is being said waits until it is known what they said."""
        if self._saying.sentences and self._player.left_ms and not self._held:
            self._player.pause()
            self._held = True
            self.conversation = replace(self.conversation, unsaid=self._saying.unsaid(self._player.left_ms))

    def _go_on_saying(self) -> None:
        if self._held:
            self._held = False
            self.conversation = replace(self.conversation, unsaid=())
            self._player.resume()

    def _drop(self) -> None:
        """What was being prepared is stale; where it has not begun it never does, so that it holds up nothing."""
        if self._turn.reply is not None:
            self._turn.reply.cancel()
        self._turn = TurnState()

    def _begin(self, utterance: Utterance) -> None:
        self._drop()
        made_by = (self._prepare, self._last, utterance, self.conversation, self._assistant)
        reply = self._worker.submit(prepare_on, *made_by)
        self._turn = TurnState(utterance, reply)

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
            return
        prepared = turn.reply.result()
        if not turn.weighed:
            self._weigh(prepared)
            taker.set_patience(self._patience_ms(prepared))
        if turn.ended and not self._asks_helper(prepared):
            self._finish_turn(prepared)

    def _asks_helper(self, prepared: Prepared) -> bool:
        """A language model is asked once, when the turn is over; what it makes of the reply takes its place."""
        turn = self._turn
        if turn.helped or turn.passed_over or prepared.joined is not Joined.NOT:
            return False
        if not wants_helping(prepared, self._assistant):
            return False
        turn.helped = True
        turn.reply = self._helper.submit(with_help, prepared, self.conversation, self._assistant)
        return True

    def _patience_ms(self, prepared: Prepared) -> int:
        by_words_ms = patience_ms(prepared, self.conversation, self._assistant)
        if by_words_ms <= self._assistant.listening.at_once_ms:
            return by_words_ms
        return max(by_words_ms, self._person.pauses.least_patience_ms)

    def _weigh(self, prepared: Prepared) -> None:
        """Whether what is being said goes on: after silence, a "mm-hm", or our own words come back."""
        self._turn.weighed = True
        if prepared.joined is Joined.NOTHING_NEW:
            self._turn.passed_over = True
        elif self._held and prepared.joined is Joined.NOT:
            saying = next((sentence.text for sentence in self.conversation.unsaid), "")
            said = self._saying.said()
            self._turn.passed_over = may_go_on_saying(prepared.understood, prepared.transcript, saying, said)
        else:
            self._turn.passed_over = not self._person.attention.wants(prepared, self._now_ms)
        if self._turn.passed_over:
            self._go_on_saying()

    def _tick(self, turn: TurnState) -> None:
        if turn.ended and not turn.ticked and time.monotonic() - turn.ended_s > TICK_AFTER_S:
            turn.ticked = True
            self._player.play(tick())

    def _finish_turn(self, prepared: Prepared) -> None:
        committed_ms = self._turn.ended_at_ms - prepared.utterance.end_ms
        passed_over, self._turn = self._turn.passed_over, TurnState()
        if not passed_over:
            self._commit(prepared, committed_ms)

    def _commit(self, prepared: Prepared, committed_ms: int) -> None:
        self._person.attention.replied(prepared, self._now_ms)
        before = self.conversation if prepared.joined is Joined.NOT or not self._last else self._last.before
        self._last = self._last.followed_by(prepared, before) if self._last else JustAnswered(prepared, before)
        self.conversation = prepared.after
        self._saying.hush()
        self._waiting.after(prepared.answer.command, self._now_ms)
        self._player.stop()
        self._held = False
        self._saying = Saying(prepared.answer.sentences)
        self._answering = not isinstance(prepared.understood, NotUnderstood)
        if self._answering and self._assistant.mind.records is not None:
            self._assistant.mind.records.used()
        if prepared.first is not None:
            self._saying.give(prepared.first, self._player)
        sound_at_ms = round(1000 * (time.monotonic() - self._zero_s))
        self._spoken = self._speaker.submit(self._saying.say, prepared.rest, self._player)
        if trouble := heed(prepared.answer, self._assistant.mind):
            self._filed = self._speaker.submit(self.say, self._assistant.voice.speak(trouble, prepared.after.manner))
        if self._assistant.desk is not None:
            self._filed = self._speaker.submit(self._file, self._assistant.desk, before, prepared.after)
        self._on_turn(TurnReport(prepared, committed_ms, sound_at_ms - prepared.utterance.end_ms, sound_at_ms))
        self.over = prepared.answer.command in (Command.GOODBYE, Command.LOCK)

    def _file(self, desk: Desk, before: Conversation, after: Conversation) -> None:
        """After the reply: what a turn about a visit asked for; where it is, or why it failed, is said."""
        for sentence in filter(None, (desk.keep(before, after), desk.run_errand(before, after))):
            self.say(self._assistant.voice.speak(sentence, after.manner))
