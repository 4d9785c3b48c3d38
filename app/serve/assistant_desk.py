"""What Home Assistant is told: of the record of whom it was given to, else nothing but help and emergencies."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from app.ask import ask
from app.household.home import Device
from app.serve.attendant import HOW_TO_OPEN
from app.serve.house import House
from app.settings import Listening
from app.visit_desk import Desk
from core.answers import Outcome
from core.audio import Utterance
from core.commands import find_command
from core.conversation import FRESH, Conversation
from core.errors import PlainspokenError
from core.hints import choose_hints
from core.ports import Voice
from core.questions import Command

KEPT = 32
KEPT_S = 600.0
"""A conversation that nobody went on with for so long is forgotten."""
TROUBLE = "The record cannot be read at the moment."


class AssistantDesk:
    """Shared by the connections of one Home Assistant; conversations are told apart by the id that it gives."""

    def __init__(self, house: House, who: Callable[[], Device | None], kept: Callable[[str], None]) -> None:
        """`who` is the device that it is, None while nobody let it in; `kept` is told whose book of visits changed."""
        self._house = house
        self._who = who
        self._tell_kept = kept
        self._kept: OrderedDict[str, tuple[float, str, Conversation]] = OrderedDict()
        self._desk: tuple[object, Desk] | None = None

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
        _, desk = self._now()
        hints = choose_hints(desk.mind.lexicon, FRESH)
        return self._house.engine.transcriber.transcribe(utterance, hints).text

    def answer(self, text: str, conversation: str) -> tuple[str, bool]:
        """What to say, and whether the words were understood; what was asked for around a visit is done."""
        resident, desk = self._now()
        try:
            so_far = _fresh(self._so_far(conversation, resident), desk)
            told, after, _ = ask(text, so_far, desk.mind)
        except PlainspokenError:
            return TROUBLE, True
        self._house.metrics.add("plainspoken.turns", outcome=told.outcome.value)
        if desk.mind.records is None and told.outcome is not Outcome.EMERGENCY:
            helped = find_command(text) is Command.HELP
            return " ".join(HOW_TO_OPEN) if helped else told.spoken, True
        if conversation:
            self._keep(conversation, resident, after)
        done = (desk.keep(so_far, after), desk.run_errand(so_far, after))
        return " ".join(filter(None, (told.spoken, *done))), told.outcome is not Outcome.UNCLEAR

    def _now(self) -> tuple[str, Desk]:
        """Whose record it may know, and the desk for it, made anew each day."""
        device = self._who()
        resident = device.owner if device else ""
        vault = self._house.records.vaults.get(resident)
        key = (resident, self._house.day_of(resident), vault is None or vault.locked)
        if self._desk is None or self._desk[0] != key:
            desk = self._house.desk(resident, partial(self._tell_kept, resident))
            # A recording of the sheet takes longer than Home Assistant waits for an answer.
            self._desk = (key, replace(desk, read_aloud=None))
        return resident, self._desk[1]

    def _so_far(self, conversation: str, resident: str) -> Conversation:
        at_s, whose, so_far = self._kept.get(conversation, (0.0, "", FRESH))
        return so_far if whose == resident and time.monotonic() - at_s < KEPT_S else FRESH

    def _keep(self, conversation: str, resident: str, after: Conversation) -> None:
        self._kept[conversation[:100]] = (time.monotonic(), resident, after)
        self._kept.move_to_end(conversation[:100])
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)


def _fresh(so_far: Conversation, desk: Desk) -> Conversation:
    """Without a book of visits that was changed elsewhere since: it would overwrite that."""
    state, shelf = so_far.visit, desk.mind.shelf
    stale = state is not None and state.book.agreed and shelf is not None and shelf.book() != state.book
    return replace(so_far, visit=None) if stale else so_far
