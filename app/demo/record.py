"""The demo record as a vault in the cache folder: made once, from the files beside this one."""

import hashlib
import os
from pathlib import Path

from platformdirs import user_cache_path

from app.demo import DEMO_SOURCES, DEMO_TODAY
from app.opening import Opened
from app.today import today
from core.errors import VaultError
from store.durable import alone_in, make_folder
from store.importing import import_file
from store.migrations import NEWEST
from store.vault import Vault, create_vault, keys_path, open_vault

PASSPHRASE = "everybody may read the demo record"  # noqa: S105 - it protects nobody
"""Printed in the README: the person in this record does not exist."""


def demo_path() -> Path:
    """Where it is kept; other files and other formats have other names: programs of two ages do not fight over one."""
    mark = hashlib.sha256(b"".join(path.read_bytes() for _, path in DEMO_SOURCES)).hexdigest()[:12]
    return user_cache_path("plainspoken") / f"demo-{mark}-{NEWEST}.vault"


def open_demo(path: Path) -> Opened:
    """The demo record, made anew when it is missing or does not open."""
    # Its two files take their places one after the other: nobody looks in between.
    making = path.parent / "making"
    make_folder(making)
    with alone_in(making):
        try:
            vault = open_vault(path, PASSPHRASE)
        except VaultError:
            vault = _made(path)
    return Opened(vault, today(DEMO_TODAY))


def _made(path: Path) -> Vault:
    """Built under another name and moved when whole: it is never found half made."""
    building = path.with_name(f"{path.name}.{os.getpid()}")
    vault = create_vault(building, PASSPHRASE)
    for name, file in DEMO_SOURCES:
        import_file(vault, file, name, DEMO_TODAY)
    vault.lock()
    keys_path(building).replace(keys_path(path))
    building.replace(path)
    return open_vault(path, PASSPHRASE)
