"""A stay: the time in which nothing changes about who may hear what on a device, and what is said around it."""

from dataclasses import dataclass

from app.household.trying import NobodyHere, Stopped, TooSoon, Tried
from app.loop import Talk
from app.prepare import Assistant, Prepared
from app.serve.attendant import Attendant
from app.serve.display import Display
from app.serve.line_player import LinePlayer
from app.serve.stream import Hearing
from core.audio import Utterance
from core.conversation import Conversation
from core.questions import Command

OPEN = "Open. What would you like to know?"
ASK = "Hello. What would you like to know?"
LOCKED = "Hello. I'm locked."
TROUBLE = "Something went wrong here. Please ask again."
TROUBLE_PAUSE_S = 1.0


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in which nothing changes about who may hear what."""

    resident: str
    """Empty while locked."""
    talk: Talk
    ear: Hearing
    player: LinePlayer
    display: Display
    greeting: str | None
    """With the chime of its state before it; the chime alone when empty; silence for None."""


def wrong(tried: Tried) -> str:
    """What is said when a try did not open anything."""
    match tried:
        case TooSoon(wait_s):
            return f"Please wait {max(1, round(wait_s))} seconds, and then say it again."
        case Stopped():
            return "That was wrong too often. I stay locked until I am reset on the main computer."
        case NobodyHere():
            return "I can't be opened by voice here."
        case _:
            return "That did not open anything. Please say it again, slowly."


def ends(command: Command | None, shared: bool) -> bool:
    """Whether the record is closed after this."""
    return command is Command.LOCK or (command is Command.GOODBYE and shared)


def noticed(
    attendant: Attendant, ear: Hearing, utterance: Utterance, so_far: Conversation, assistant: Assistant
) -> Prepared:
    """The reply to one utterance; to silence where what was heard is taken for our own voice."""
    return ear.weigh(attendant.prepare(utterance, so_far, assistant))
