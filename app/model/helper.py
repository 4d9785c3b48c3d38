"""The helper of one record: a language model that takes part only as long as whose record it is wants it to.

What was agreed to stands in the record's own audit, authenticated and encrypted with it: there is no other
place to change it, and it goes where the record goes. An endpoint on this machine takes part until it is
sent away; one elsewhere only after its host was agreed to by name. Each sending elsewhere is noted before it
leaves; what cannot be noted is not sent.
"""

from app.model.endpoint import Endpoint, is_encrypted, is_here
from app.model.line import Request, Sort
from core.errors import NeedsConsent, PlainspokenError, VaultError
from core.facts import Deed, Sent
from core.ports import Standing
from core.questions import Command
from store.opened import Vault

_NOTED = {Sort.QUESTION: Deed.SENT_QUESTION, Sort.ANSWER: Deed.SENT_ANSWER}
_NOT_KEPT = "I could not write that down. For now nothing is sent to a helper."


class OwnHelper:
    """`core.ports.Helper` over an endpoint and an opened record."""

    def __init__(self, endpoint: Endpoint, vault: Vault) -> None:
        self._endpoint = endpoint
        self._vault = vault
        self._shut = False
        """Sent away in this conversation, whatever could be written down."""

    @property
    def where(self) -> str:
        """The host of one that is not on this machine."""
        return "" if is_here(self._endpoint) else self._endpoint.host

    @property
    def encrypted(self) -> bool:
        """Whether nobody on the way can read along."""
        return is_encrypted(self._endpoint)

    @property
    def standing(self) -> Standing:
        """By what was last said to it, here or in another conversation over this record."""
        if self._shut:
            return Standing.OFF
        try:
            last = self._vault.last_noted(Deed.HELPER_ALLOWED, Deed.HELPER_STOPPED)
        except VaultError:
            return Standing.OFF
        if last is not None and last[0] is Deed.HELPER_STOPPED:
            return Standing.OFF
        agreed = last is not None and last[1].to == self.where
        return Standing.ON if agreed or not self.where else Standing.ASKS

    def heed(self, command: Command) -> str:
        """Lets it in or sends it away; a sentence when that could not be written down."""
        if command is Command.HELPER_OFF:
            self._shut = True
            return self._noted(Deed.HELPER_STOPPED)
        # By name is the only way in for one that is not on this machine.
        if command is Command.HELPER_ALLOWED or (command is Command.HELPER_ON and not self.where):
            trouble = self._noted(Deed.HELPER_ALLOWED)
            self._shut = bool(trouble)
            return trouble
        return ""

    def allow(self, request: Request) -> str:
        """`app.model.line.Permit`: raises `NeedsConsent` or leaves of `VaultError`, and then nothing is sent."""
        if self.standing is not Standing.ON:
            raise NeedsConsent(host=self._endpoint.host)
        if self.where:
            self._vault.note(_NOTED[request.sort], sent=Sent(self.where, request.size_bytes))
        return self.where

    def _noted(self, deed: Deed) -> str:
        try:
            self._vault.note(deed, sent=Sent(self.where))
        except PlainspokenError:
            return _NOT_KEPT
        return ""
