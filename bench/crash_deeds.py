"""What a child process does over and over until it is killed: one line on its pipe for each thing that is done."""

import datetime as dt
import os
import resource
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random

from core.errors import DiskFull, PlainspokenError
from store.backup import make_backup
from store.envelopes import add_recovery
from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.rekeying import rekey
from store.vault import Vault, open_vault

PASSPHRASE = "a passphrase for crashing"  # noqa: S105 it protects nothing
TODAY = dt.date(2026, 11, 24)
ENTRIES = 30
"""In each batch, besides its patient."""

MOST = 25
"""Times a child does its deed, if nothing stops it."""

Deed = Callable[[Vault, Path, str], str]


def bring_in(vault: Vault, folder: Path, mark: str) -> str:
    """The batch under a name that was never used before."""
    import_file(vault, folder / "batch.json", mark, TODAY)
    return mark


def forget(vault: Vault, folder: Path, mark: str) -> str:
    """The oldest source; a new one when there are few."""
    sources = vault.sources()
    if len(sources) < 2:
        import_file(vault, folder / "batch.json", f"{mark}-more", TODAY)
        return f"+{mark}-more"
    vault.forget(sources[0].name)
    return sources[0].name


def back_up(vault: Vault, folder: Path, mark: str) -> str:
    """To a file of its own."""
    make_backup(vault, folder / "backups" / f"{mark}.backup", TODAY)
    return f"{mark}.backup"


def exchange_key(vault: Vault, _: Path, mark: str) -> str:
    """Another data key under the same passphrase."""
    rekey(vault, PASSPHRASE, FOR_TESTS_ONLY)
    return mark


def change_envelopes(vault: Vault, _: Path, mark: str) -> str:
    """Another recovery code."""
    return add_recovery(vault, FOR_TESTS_ONLY)


DEEDS: Mapping[str, Deed] = {
    "import": bring_in,
    "forget": forget,
    "backup": back_up,
    "rekey": exchange_key,
    "envelopes": change_envelopes,
}
MIGRATION = "migration"


def go_on(deed: str, folder: Path, mark: str, pipe: int) -> None:
    """Opens the record and does this until killed or until the disk refuses; never returns."""
    try:
        for line in _lines(deed, folder, mark):
            os.write(pipe, f"{line}\n".encode())
    except DiskFull:
        os.write(pipe, b"!full\n")
    except PlainspokenError as error:
        os.write(pipe, f"!{error.code}\n".encode())
    finally:
        os._exit(0)


def _lines(deed: str, folder: Path, mark: str) -> Iterator[str]:
    if deed == MIGRATION:
        yield "?ready"
        open_vault(folder / "old.vault", PASSPHRASE)
        yield "migrated"
        return
    vault = open_vault(folder / "ada.vault", PASSPHRASE)
    yield "?ready"
    for number in range(MOST):
        yield DEEDS[deed](vault, folder, f"{mark}-{number}")


def fill_the_disk(folder: Path, chance: Random) -> None:
    """From now on no file of this process grows beyond a size that is soon reached."""
    largest = max(path.stat().st_size for path in folder.iterdir() if path.is_file())
    limit = chance.choice([chance.randrange(0, largest), largest, largest + chance.randrange(0, 200_000)])
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
