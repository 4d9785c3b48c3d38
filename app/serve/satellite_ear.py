"""What a satellite hears while it speaks: our own voice taken out as well as can be, and the words weighed.

A satellite brings no echo cancellation, but many send their microphone while they play. What we sent is known, so
the canceller of the desk takes it out; where that library is missing, it is deaf while it speaks.

How far away the loudspeaker is in time, and whether the network jumps, nobody tells us. So what is heard over our own
voice needs more than at the desk to end a reply: a word that steers, an emergency, or a whole question that is not
our own words. And where the canceller left enough of our voice to be taken for somebody, a reply is not even held any
more until the words are known.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from app.half_duplex import DeafWhilePlaying
from app.prepare import Assistant, Prepared
from app.serve.attendant import Decided
from app.serve.over_voice import OverVoice
from core.aside import is_echo
from core.audio import AudioChunk
from core.ports import Microphone
from core.questions import Alarm, Command, NotUnderstood, Question, WhyNot
from core.visit.moves import Move
from voice.detect import UNMASKED, Mask

JUST_S = 2.0
"""What is read so soon after we spoke was heard while we did."""
CLEAR = 0.55
"""Confidence of the words of a whole question (`app.attention.CLEAR`)."""
FALSE_HOLDS = 2
"""So often a reply may be held for nothing."""
MEANINGLESS = frozenset({Command.THANKS, Command.HELLO, Command.YES, Command.NO})
"""Whisper hears these in what is left of our voice ("You're welcome")."""


class SatelliteEar:
    """`app.serve.stream.Hearing` in one stay; `playing` tells whether our voice is in the room."""

    def __init__(
        self,
        microphone: Microphone,
        playing: Callable[[], bool],
        said: Callable[[], str],
        taken_out: Mask | None,
    ) -> None:
        """`said` are our last words; `taken_out` knows of our voice in the sound, None where it cannot be taken out."""
        self._microphone = microphone
        self._playing = playing
        self._said = said
        self._taken_out = taken_out
        self._deaf = DeafWhilePlaying(microphone, playing)
        self._false = 0
        self._played_s = 0.0

    @property
    def mask(self) -> Mask:
        """What is known of our own voice in the sound."""
        return self._taken_out or UNMASKED

    def may_hold(self) -> bool:
        """Whether what sounds like somebody is worth holding a reply for before the words are known."""
        return self._false < FALSE_HOLDS

    def chunks(self) -> Iterator[AudioChunk]:
        """The other's pieces, in its time."""
        for chunk in self._microphone.chunks():
            if self._playing():
                self._played_s = time.monotonic()
            yield chunk if self._taken_out is not None else self._deaf.pass_on(chunk)

    def close(self) -> None:
        """End `chunks`."""
        self._microphone.close()

    def reading(self, assistant: Assistant) -> Assistant:
        """Reads short words that steer more eagerly where they were said over our voice."""
        if self._taken_out is None:
            return assistant
        return replace(assistant, transcriber=OverVoice(assistant.transcriber, self._over))

    def _over(self) -> bool:
        return time.monotonic() - self._played_s < JUST_S

    def weigh(self, prepared: Prepared) -> Prepared:
        """The same reply, or one to silence where what was heard over our voice was no person."""
        if not self._over() or prepared.silent:
            return prepared
        if self._is_somebody(prepared):
            return prepared
        self._false += 1
        return replace(prepared, understood=NotUnderstood(WhyNot.SILENCE))

    def _is_somebody(self, prepared: Prepared) -> bool:
        understood, heard = prepared.understood, prepared.transcript
        if isinstance(understood, Alarm) or (isinstance(prepared, Decided) and prepared.deed is not None):
            return True
        if isinstance(understood, Command):
            return understood not in MEANINGLESS
        whole = isinstance(understood, Question | Move) and heard.confidence >= CLEAR
        return whole and not is_echo(heard.text, self._said())
