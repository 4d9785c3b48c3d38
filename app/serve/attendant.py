"""What a device is told beside answers: opening, help while locked, quiet, who may come in.

`Attendant.prepare` stands in the loop where `app.prepare.prepare` stands: it prepares the same reply, and
puts another one in its place where the words are for the household. Nothing is done until the turn is
over: what is to be done is `Decided.deed`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace

from app.household.said import Opening, Quiet, Said, Unpair, WantsIn, heard_in, holds_digits
from app.prepare import Assistant, Prepared, prepare
from core.answers import Answer, Outcome, Sentence
from core.audio import Transcript, Utterance
from core.commands import find_command
from core.conversation import FRESH, Conversation
from core.questions import Boundary, Command, NotOurs

HOW_TO_OPEN = ("I'm locked. To open me, say open, and then your number or phrase. I can help with an emergency.",)
SAY_NUMBER = ("Please say open, and then your number or phrase.",)
QUIET_ON = ("All right. From now on I show numbers on the screen and don't say them.",)
QUIET_OFF = ("All right. I say the numbers again.",)
UNPAIRED = ("That device can't come in any more.",)
LOCKED_HELP = {Command.HELP, Command.HELLO}


@dataclass(frozen=True, slots=True)
class Decided(Prepared):
    """A reply for the household, with what is to be done when the turn is over."""

    deed: Said | None = field(default=None, repr=False)

    @property
    def may_be_taken_back(self) -> bool:
        """What was done for the household was done."""
        return False


@dataclass(frozen=True, slots=True)
class Attendant:
    """Listens for the household on one device, in one stay: locked, or open for somebody."""

    locked: bool
    devices: Callable[[], tuple[str, ...]] = tuple
    """Names of the devices that can be unpaired by voice."""

    def prepare(self, utterance: Utterance, so_far: Conversation, assistant: Assistant) -> Prepared:
        """The reply to one utterance; changes nothing."""
        # While locked there is nothing to remember.
        so_far = replace(FRESH, manner=so_far.manner) if self.locked else so_far
        prepared = prepare(utterance, so_far, assistant)
        if prepared.silent or prepared.answer.outcome is Outcome.EMERGENCY:
            return self._discreet(prepared)
        said = heard_in(prepared.transcript.text, () if self.locked else self.devices())
        told = self._told(said, prepared.transcript.text)
        return self._discreet(prepared) if told is None else _instead(prepared, so_far, assistant, told, said)

    def _told(self, said: Said | None, text: str) -> tuple[str, ...] | None:
        """What is said instead of the answer, or None for the answer."""
        match said:
            case Opening():
                return ()
            case WantsIn() if self.locked:
                return SAY_NUMBER
            case Quiet() if not self.locked:
                return QUIET_ON if said.on else QUIET_OFF
            case Unpair():
                return UNPAIRED
        return HOW_TO_OPEN if self.locked and find_command(text) in LOCKED_HELP else None

    def _discreet(self, prepared: Prepared) -> Prepared:
        """While locked half a number is not shown either."""
        hidden = self.locked and holds_digits(prepared.transcript.text)
        return replace(prepared, transcript=Transcript("")) if hidden else prepared


def _instead(
    prepared: Prepared, so_far: Conversation, assistant: Assistant, told: tuple[str, ...], deed: Said | None = None
) -> Decided:
    answer = Answer(Outcome.COMMAND, tuple(Sentence(text) for text in told))
    speech = assistant.voice.speak(answer.spoken, so_far.manner)
    kept = {one.name: getattr(prepared, one.name) for one in fields(prepared)}
    heard = Transcript("") if isinstance(deed, Opening) else prepared.transcript
    changed = {"transcript": heard, "answer": answer, "after": so_far, "first": next(speech, None), "rest": speech}
    # Words for the household are meant for us, however long nobody spoke; after digits more may follow.
    changed["understood"] = NotOurs(Boundary.OUTSIDE) if isinstance(deed, Opening) else Command.HELP
    return Decided(**(kept | changed), deed=deed)
