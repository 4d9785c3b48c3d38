"""The keyring of the system, where there is one: it keeps a random secret that opens one envelope.

On a headless Linux there is none, and some keyrings keep what they are given in plain text. Both count as
no keyring: it is a convenience, never required.
"""

import secrets
from collections.abc import Callable
from typing import Protocol

from core.errors import NoKeyring

SERVICE = "plainspoken"
SECRET_BYTES = 32
_KEEPS_SECRETS = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)
"""Modules of the `keyring` package that hand over to the system; anything else may be a plain file."""


class Keychain(Protocol):
    """What we need of a keyring."""

    def get_password(self, service: str, username: str) -> str | None:
        """What is kept under this name, or None."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep this."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""


def system_keychain() -> Keychain:
    """The system's keyring; raises `NoKeyring` when there is none that keeps secrets."""
    from keyring import get_keyring
    from keyring.errors import KeyringError

    try:
        chosen = get_keyring()
        backends = list(getattr(chosen, "backends", ())) or [chosen]
    except (KeyringError, RuntimeError, OSError):
        raise NoKeyring from None
    found: Keychain | None = next((one for one in backends if type(one).__module__.startswith(_KEEPS_SECRETS)), None)
    if found is None:
        raise NoKeyring
    return found


def keep_secret(keychain: Keychain, vault: str) -> str:
    """A fresh secret for this vault, kept in the keyring; raises `NoKeyring` when it refuses."""
    secret = secrets.token_hex(SECRET_BYTES)
    if not _tried(lambda: keychain.set_password(SERVICE, vault, secret)) or kept_secret(keychain, vault) != secret:
        raise NoKeyring
    return secret


def kept_secret(keychain: Keychain, vault: str) -> str | None:
    """The secret of this vault, or None when the keyring does not give one."""
    found: list[str | None] = []
    _tried(lambda: found.append(keychain.get_password(SERVICE, vault)))
    return found[0] if found else None


def drop_secret(keychain: Keychain, vault: str) -> None:
    """Forgets the secret, if it is there."""
    _tried(lambda: keychain.delete_password(SERVICE, vault))


def _tried(ask: Callable[[], None]) -> bool:
    """Whether the keyring did as asked; what it says otherwise may hold what it was given."""
    from keyring.errors import KeyringError

    try:
        ask()
    except (KeyringError, RuntimeError, OSError, ValueError):
        return False
    return True
