"""What Home Assistant is told: of the record of whom it was given to, else nothing but help and emergencies."""

import time
from collections import OrderedDict

from app.ask import ask
from app.serve.attendant import HOW_TO_OPEN
from app.serve.house import House
from app.settings import Listening
from core.answers import Outcome
from core.audio import Utterance
from core.commands import find_command
from core.conversation import FRESH, Conversation
from core.errors import PlainspokenError
from core.hints import choose_hints
from core.mind import Mind
from core.ports import Voice
from core.questions import Command

KEPT = 32
KEPT_S = 600.0
"""A conversation that nobody went on with for so long is forgotten."""
TROUBLE = "The record cannot be read at the moment."


class AssistantDesk:
    """Shared by all Wyoming connections; conversations are told apart by the id that the client gives."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._kept: OrderedDict[str, tuple[float, str, Conversation]] = OrderedDict()
        self._mind: tuple[object, Mind] | None = None

    @property
    def voice(self) -> Voice:
        """The voice of the house."""
        return self._house.engine.voice

    @property
    def listening(self) -> Listening:
        """How turns are taken in this house."""
        return self._house.settings.listening

    def hear(self, utterance: Utterance) -> str:
        """The words of a recording, biased to the record only where Home Assistant may know it."""
        _, mind = self._now()
        hints = choose_hints(mind.lexicon, FRESH)
        return self._house.engine.transcriber.transcribe(utterance, hints).text

    def answer(self, text: str, conversation: str) -> tuple[str, bool]:
        """What to say, and whether the words were understood."""
        resident, mind = self._now()
        try:
            told, after, _ = ask(text, self._so_far(conversation, resident), mind)
        except PlainspokenError:
            return TROUBLE, True
        self._house.metrics.add("plainspoken.turns", outcome=told.outcome.value)
        if mind.records is None and told.outcome is not Outcome.EMERGENCY:
            helped = find_command(text) is Command.HELP
            return " ".join(HOW_TO_OPEN) if helped else told.spoken, True
        if conversation:
            self._keep(conversation, resident, after)
        return told.spoken, told.outcome is not Outcome.UNCLEAR

    def _now(self) -> tuple[str, Mind]:
        """Whose record it may know, and the mind for it, made anew each day."""
        device = next((one for one in self._house.home().devices if one.kind == "assistant"), None)
        resident = device.owner if device else ""
        vault = self._house.records.vaults.get(resident)
        key = (resident, self._house.day_of(resident), vault is None or vault.locked)
        if self._mind is None or self._mind[0] != key:
            self._mind = (key, self._house.mind(resident))
        return resident, self._mind[1]

    def _so_far(self, conversation: str, resident: str) -> Conversation:
        at_s, whose, so_far = self._kept.get(conversation, (0.0, "", FRESH))
        return so_far if whose == resident and time.monotonic() - at_s < KEPT_S else FRESH

    def _keep(self, conversation: str, resident: str, after: Conversation) -> None:
        self._kept[conversation[:100]] = (time.monotonic(), resident, after)
        self._kept.move_to_end(conversation[:100])
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
