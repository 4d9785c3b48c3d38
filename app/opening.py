"""Which record to open, with which passphrase, and as of which day."""

import datetime as dt
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from getpass import getpass
from pathlib import Path

from platformdirs import user_data_path

from app.settings import Settings
from app.today import today
from core.errors import Locked
from store.vault import Vault, create_vault, open_vault

VAULT_VARIABLE = "PLAINSPOKEN_VAULT"
PASSPHRASE_VARIABLE = "PLAINSPOKEN_PASSPHRASE"  # noqa: S105 - the name of a variable
GOOD_LENGTH = 15
"""NIST SP 800-63B-4, section 3.1.1.2: at least 15 characters where a password is all there is."""


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
    """A person's record; raises the leaves of `VaultError`."""
    return Opened(open_vault(path, None if not path.exists() else passphrase()), today())


def create_own(path: Path) -> Opened:
    """A new record, under a passphrase asked for twice or taken from the environment."""
    return Opened(create_vault(path, new_passphrase()), today())


def passphrase() -> str:
    """From PLAINSPOKEN_PASSPHRASE, else asked for at the terminal; raises `Locked` without either."""
    given = os.environ.get(PASSPHRASE_VARIABLE)
    if given:
        return given
    if not sys.stdin.isatty():
        raise Locked()
    return getpass("Passphrase: ")


def new_passphrase() -> str:
    """A passphrase for a new record; raises `Locked` when the two typed ones differ or are empty."""
    given = os.environ.get(PASSPHRASE_VARIABLE)
    if given or not sys.stdin.isatty():
        return passphrase()
    first = getpass(f"Choose a passphrase ({GOOD_LENGTH} characters or more are hard to guess): ")
    if not first or getpass("The same again: ") != first:
        raise Locked()
    return first


def _from_environment() -> Path | None:
    named = os.environ.get(VAULT_VARIABLE)
    return Path(named) if named else None
