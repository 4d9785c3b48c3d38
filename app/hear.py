"""A recording through the whole path, as fast as possible and always with the same result.

The same turn taking, hearing and answering as the live loop, with time counted in the recording: each
reply is prepared when a silence begins, and the wait before it is what it would have been live.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.heeding import heed
from app.prepare import Assistant, Joined, Prepared, patience_ms, prepare, with_help
from app.taking_back import JustAnswered, prepare_on
from core.audio import Utterance
from core.conversation import Conversation
from core.errors import NoSpeech
from core.ports import Microphone
from voice.turns import Ended, Paused, Resumed, TurnTaker


@dataclass(frozen=True, slots=True)
class Heard:
    """One turn of a recording."""

    prepared: Prepared
    committed_ms: int
    """From the end of speech to the end of the turn, in the recording."""
    early_ms: int
    """From the end of speech to the start of the work."""

    @property
    def first_sound_ms(self) -> int:
        """From the end of speech to the first sound, had it been live on this machine."""
        marks = self.prepared.marks
        return max(self.committed_ms, self.early_ms + marks.total) + marks.help


def _all(_prepared: Prepared, _now_ms: int) -> bool:
    return True


def hear(
    microphone: Microphone,
    taker: TurnTaker,
    so_far: Conversation,
    assistant: Assistant,
    wanted: Callable[[Prepared, int], bool] = _all,
) -> Iterator[Heard]:
    """The turns of a recording, each answered with what was said before it; silence gives none.

    A turn that goes on after it was answered comes again, whole (`prepared.joined`). `wanted` says, with the
    time of commitment, whether a turn is answered at all; one that changes nothing is asked about too, and lets
    the reply before go on.
    """
    reply: Prepared | None = None
    last: JustAnswered | None = None

    def ready_for(utterance: Utterance) -> Prepared:
        return prepare_on(prepare, last, utterance, so_far, assistant)

    for now_ms, event in _events(microphone, taker):
        match event:
            case Paused(utterance):
                reply = ready_for(utterance)
                taker.set_patience(patience_ms(reply, so_far, assistant))
            case Resumed():
                reply = None
            case Ended(utterance):
                ready = reply if reply is not None else ready_for(utterance)
                reply = None
                if ready.silent or not wanted(ready, now_ms):
                    continue
                if ready.joined is Joined.NOT:
                    ready = with_help(ready, so_far, assistant)
                    heed(ready.answer, assistant.mind)
                last = last.followed_by(ready, so_far) if last else JustAnswered(ready, so_far)
                if ready.joined is not Joined.NOTHING_NEW:
                    so_far = ready.after
                    yield Heard(ready, now_ms - utterance.end_ms, assistant.listening.early_ms)
            case _:
                pass


def hear_some(turns: Iterator[Heard], path: Path) -> tuple[Heard, ...]:
    """The turns, at least one; raises `NoSpeech` when nobody speaks in the recording."""
    heard = tuple(turns)
    if not heard:
        raise NoSpeech(path=path)
    return heard


def _events(microphone: Microphone, taker: TurnTaker) -> Iterator[tuple[int, object]]:
    now_ms = 0
    for chunk in microphone.chunks():
        now_ms = chunk.start_ms + chunk.duration_ms
        for event in taker.hear(chunk):
            yield now_ms, event
    for event in taker.finish():
        yield now_ms, event
