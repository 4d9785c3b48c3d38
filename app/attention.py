"""Whether words that were heard are meant for us: a television talks all day and must not get an answer.

After each reply the floor stays open for a while: whatever is said then is answered. Later only a question
or a command that makes sense is. And somebody who speaks far more softly than the person did is
somebody else, or a loudspeaker across the room. An emergency is always answered.
"""

from app.prepare import Prepared
from core.questions import Alarm, Command, NotUnderstood, Question
from voice.level import speech_db

OPEN_MS = 30_000
"""How long the floor stays open after a reply: time to think of the next question."""
SOFTER_DB = 13.0
"""The person at arm's length who goes across a room of 4 m is about 12 dB softer."""
LEVEL_STEP = 0.3
"""How quickly the person's level follows their turns."""
LONGEST_WORDS = 25
"""Questions to a record are shorter; television is not."""
MISSES = 3
"""So many replies in a row that nothing was understood; then it is taken for talk that is not meant for us."""
CLEAR = 0.55
"""Confidence of the words from which on they are believed to have been said to us, when the floor is closed."""
MEANINGLESS_ALONE = frozenset(
    {Command.YES, Command.NO, Command.THANKS, Command.HELLO, Command.REPEAT, Command.GO_ON, Command.STOP, Command.WAIT}
)
"""Said in every room all day."""


class Attention:
    """Keeps who is listened to, over one conversation; times are those of the microphone."""

    def __init__(self, open_ms: int = OPEN_MS, *, to_all: bool = False) -> None:
        """`to_all`: all that is said is meant for us, as in recordings that are played to us."""
        self._open_ms = open_ms
        self._to_all = to_all
        self._open_until_ms = open_ms
        self._person_db: float | None = None
        self._misses = 0

    def open(self, now_ms: int) -> bool:
        """Whether the floor is open."""
        return now_ms < self._open_until_ms

    def stay(self, now_ms: int) -> None:
        """The floor is open from now on: we were woken, or what we say is being heard."""
        self._open_until_ms = now_ms + self._open_ms

    def wants(self, prepared: Prepared, now_ms: int) -> bool:
        """Whether there is to be a reply."""
        understood = prepared.understood
        if prepared.silent or isinstance(understood, Alarm) or self._to_all:
            return not prepared.silent
        if self._person_db is not None and speech_db(prepared.utterance.pcm) < self._person_db - SOFTER_DB:
            return False
        if isinstance(understood, NotUnderstood) and self._misses >= MISSES:
            return False
        began_ms = now_ms - (len(prepared.utterance.pcm) // 32)
        return self.open(began_ms) or self._is_addressed(prepared)

    def replied(self, prepared: Prepared, now_ms: int) -> None:
        """A reply begins; who was understood is the person, and keeps the floor open."""
        if isinstance(prepared.understood, NotUnderstood):
            self._misses += 1
            return
        self._misses = 0
        self.stay(now_ms)
        if isinstance(prepared.understood, Question | Command):
            level_db = speech_db(prepared.utterance.pcm)
            known_db = level_db if self._person_db is None else self._person_db
            self._person_db = known_db + LEVEL_STEP * (level_db - known_db)

    def _is_addressed(self, prepared: Prepared) -> bool:
        understood, words = prepared.understood, len(prepared.transcript.text.split())
        if isinstance(understood, NotUnderstood) or words > LONGEST_WORDS:
            return False
        if isinstance(understood, Command) and understood in MEANINGLESS_ALONE:
            return False
        return prepared.transcript.confidence >= CLEAR
