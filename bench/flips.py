"""Single bytes of a record changed one at a time: each is noticed, or nothing that is told changes.

Half of the rounds run as with a record too large to be authenticated at opening. Part of `make crash`.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from bench.crash import SEED, begin
from bench.crash_deeds import PASSPHRASE
from core.errors import PlainspokenError
from store import database
from store.records import VaultRecords
from store.vault import keys_path, open_vault

FLIPS = 2400
WHOLE_BYTES = database.CHECKED_AT_OPENING_BYTES


def run(flips: int, seed: int, folder: Path) -> Counter[tuple[str, str]]:
    """What became of each flip, by file: `noticed`, `without effect`, or `told something else`."""
    chance, came_of = Random(seed), Counter[tuple[str, str]]()
    path = begin(folder, 0) / "ada.vault"
    content = {file: file.read_bytes() for file in (path, keys_path(path))}
    right = told(path)
    for number in range(flips):
        database.CHECKED_AT_OPENING_BYTES = (0, WHOLE_BYTES)[number % 2]  # type: ignore[misc]
        file = path if number % 8 else keys_path(path)
        for one, whole in content.items():
            one.write_bytes(whole)
        damaged = bytearray(content[file])
        damaged[chance.randrange(len(damaged))] ^= chance.randrange(1, 256)
        file.write_bytes(damaged)
        path.with_name(path.name + "-journal").unlink(missing_ok=True)
        found = told(path)
        outcome = "noticed" if found is None else "without effect" if found == right else "told something else"
        came_of[file.name, outcome] += 1
    database.CHECKED_AT_OPENING_BYTES = WHOLE_BYTES  # type: ignore[misc]
    return came_of


def told(path: Path) -> list[object] | None:
    """Everything that the record says, or None when one of our own errors says that it cannot be."""
    try:
        vault = open_vault(path, PASSPHRASE)
        if vault.notices:
            return None
        records = VaultRecords(vault)
        return [*records.readings(), *records.names(), records.person(), records.extent()]
    except PlainspokenError:
        return None


def show(came_of: Counter[tuple[str, str]]) -> int:
    """The table, and 1 when something else was told."""
    for (file, outcome), count in sorted(came_of.items()):
        print(f"{file:<18}{outcome:<22}{count:>6}")
    wrong = sum(count for (_, outcome), count in came_of.items() if outcome == "told something else")
    print(f"{came_of.total()} single-byte flips: {wrong} told something that was never written.")
    return 1 if wrong else 0


def main() -> int:
    """`python -m bench.flips [FLIPS]`."""
    flips = int(sys.argv[1]) if len(sys.argv) > 1 else FLIPS
    with tempfile.TemporaryDirectory() as folder:
        return show(run(flips, SEED, Path(folder)))


if __name__ == "__main__":
    sys.exit(main())
