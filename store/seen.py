"""How far a record had come when it was last opened on this machine, in a folder apart from it.

The key file witnesses an older record, but whoever puts back both files of the same moment exchanges the
witness too. This note is the third place. It is a convenience of one machine: without it nothing is told.
"""

import hashlib
import hmac
import json
from contextlib import suppress
from pathlib import Path

from core.errors import DiskFull
from store import audit
from store.durable import make_folder, replace
from store.opened import Vault


def older_than_seen(vault: Vault, folder: Path) -> bool:
    """Whether the record is older than when it was last opened here; notes how far it is now."""
    key = vault.data_key()
    with vault.reading() as connection:
        number = audit.counter(connection)
    note = note_path(vault.path, folder)
    seen = _read(note, key)
    with suppress(DiskFull):
        make_folder(folder)
        replace(note, json.dumps({"number": number, "mac": _mac(key, number)}).encode())
    return seen > number


def unsee(path: Path, folder: Path) -> None:
    """Forgets how far the record at `path` had come: it was erased, or a backup was put in its place."""
    with suppress(OSError):
        note_path(path, folder).unlink(missing_ok=True)


def note_path(path: Path, folder: Path) -> Path:
    """A name that tells nothing of the record; another place of the record is another name."""
    return folder / f"{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:32]}.json"


def _read(note: Path, key: bytes) -> int:
    """The number in a note; 0 when there is none that was written under this key."""
    try:
        found = json.loads(note.read_bytes())
        number, mac = int(found["number"]), str(found["mac"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return 0
    return number if hmac.compare_digest(mac.encode(), _mac(key, number).encode()) else 0


def _mac(key: bytes, number: int) -> str:
    own = hmac.digest(key, b"plainspoken seen", hashlib.sha256)
    return hmac.digest(own, str(number).encode(), hashlib.sha256).hex()
