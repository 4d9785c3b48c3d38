"""Which record to open, with which passphrase, and as of which day."""

import datetime as dt
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from getpass import getpass
from pathlib import Path

from platformdirs import user_data_path, user_state_path

from app.screen import notice
from app.settings import Settings
from app.today import today
from core.errors import Locked, NoKeyring, PassphrasesDiffer
from store.keychain import system_keychain
from store.passphrases import SHORTEST, check_length, six_words
from store.seen import older_than_seen
from store.vault import Notice, Vault, create_vault, open_by_keyring, open_vault, opens_by_keyring

VAULT_VARIABLE = "PLAINSPOKEN_VAULT"
PASSPHRASE_VARIABLE = "PLAINSPOKEN_PASSPHRASE"  # noqa: S105 - the name of a variable
NEW_PASSPHRASE_VARIABLE = "PLAINSPOKEN_NEW_PASSPHRASE"  # noqa: S105 - the name of a variable
"""For scripts that change a passphrase."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which record a command is about."""

    path: Path
    demo: bool = False
    fallen_back: bool = False
    """The demo record, because there is no record of the person's own yet and none was named."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened vault and the day that answers are about."""

    vault: Vault = field(repr=False)
    today: dt.date


def default_path() -> Path:
    """Where a person's record is kept when nothing else is said."""
    return user_data_path("plainspoken") / "record.vault"


def seen_folder() -> Path:
    """Where this machine notes how far records had come."""
    return user_state_path("plainspoken") / "seen"


def choose(named: Path | None, demo: bool, settings: Settings, demo_path: Callable[[], Path]) -> Choice:
    """`--vault`, `--demo`, PLAINSPOKEN_VAULT, the settings, the data folder; then the demo record."""
    if demo:
        return Choice(demo_path(), demo=True)
    path = named or _from_environment() or (Path(settings.record.vault) if settings.record.vault else None)
    if path is not None:
        return Choice(path.expanduser())
    if default_path().exists():
        return Choice(default_path())
    return Choice(demo_path(), demo=True, fallen_back=True)


def own_path(named: Path | None, settings: Settings) -> Path:
    """The person's own record, whether it exists yet or not: where an import goes."""
    configured = Path(settings.record.vault) if settings.record.vault else default_path()
    return (named or _from_environment() or configured).expanduser()


def open_own(path: Path) -> Opened:
    """A person's record, by the system's keyring where it was asked to keep the key; raises `VaultError` leaves."""
    vault = _by_keyring(path) or open_vault(path, None if not path.exists() else passphrase())
    if older_than_seen(vault, seen_folder()) and Notice.OLDER_COPY not in vault.notices:
        vault.notices += (Notice.OLDER_COPY,)
    for noticed in vault.notices:
        notice(noticed.value)
    return Opened(vault, today())


def _by_keyring(path: Path) -> Vault | None:
    if not opens_by_keyring(path):
        return None
    try:
        found = open_by_keyring(path, system_keychain())
    except NoKeyring as error:
        notice(str(error))
        return None
    if found is None:
        notice("The keyring of this computer does not open the record any more, so its passphrase is needed.")
    return found


def create_own(path: Path) -> Opened:
    """A new record, under a passphrase asked for twice or taken from the environment."""
    return Opened(create_vault(path, new_passphrase()), today())


def passphrase() -> str:
    """From PLAINSPOKEN_PASSPHRASE, else asked for at the terminal; raises `Locked` without either."""
    given = from_environment(PASSPHRASE_VARIABLE)
    if given:
        return given
    if not sys.stdin.isatty():
        raise Locked()
    return getpass("Passphrase: ")


def new_passphrase() -> str:
    """A passphrase for a new record; who gives none is given six words.

    Raises `Locked` when nobody can be asked, `PassphraseTooShort` or `PassphrasesDiffer`.
    """
    given = from_environment(PASSPHRASE_VARIABLE)
    chosen = given or ask_new()
    check_length(chosen)
    return chosen


def ask_new() -> str:
    """A new passphrase, typed twice at the terminal, or six words made and shown once; raises `Locked` without one."""
    if not sys.stdin.isatty():
        raise Locked
    first = getpass(f"Choose a passphrase of at least {SHORTEST} characters, or press Enter to be given six words: ")
    if not first:
        words = six_words()
        notice(f"These six words open your record. Write them down and keep them safe:\n\n    {words}\n")
        return words
    check_length(first)
    if getpass("The same again: ") != first:
        raise PassphrasesDiffer
    return first


def from_environment(variable: str) -> str | None:
    """What an environment variable says, or None when it is empty."""
    return os.environ.get(variable) or None


def _from_environment() -> Path | None:
    named = from_environment(VAULT_VARIABLE)
    return Path(named) if named else None
