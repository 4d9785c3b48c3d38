"""An import that is killed at any moment loses nothing that was acknowledged."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from store_resources import PASSPHRASE, bundle, observation, patient

from store.records import VaultRecords
from store.vault import Vault, open_vault

ROUNDS = 30
ENTRIES = 60

IMPORTER = """
import datetime, sys
from pathlib import Path
from store.importing import import_file
from store.vault import open_vault
vault = open_vault(Path(sys.argv[1]), sys.argv[2])
print("ready", flush=True)
for path in sys.argv[3:]:
    import_file(vault, Path(path), Path(path).stem, datetime.date(2026, 11, 24))
    print(Path(path).stem, flush=True)
"""


def batches(folder: Path, first: int, count: int) -> list[Path]:
    made = []
    for number in range(first, first + count):
        # A value of its own for each batch: the same result through two sources would be told once.
        mine = {"valueQuantity": {"value": number, "unit": "mmol/L"}, "note": [{"text": "x" * 500}]}
        many = [observation(id=f"b{number}-{n}", **mine) for n in range(ENTRIES)]
        path = folder / f"batch{number}.json"
        path.write_text(json.dumps(bundle(patient(), *many)))
        made.append(path)
    return made


@pytest.mark.slow
def test_kill_9_in_the_middle_of_imports(vault: Vault, tmp_path: Path) -> None:
    chance = random.Random(7)
    acknowledged: set[str] = set()
    interrupted = 0
    for round_number in range(ROUNDS):
        paths = batches(tmp_path, round_number * 4, 4)
        command = [sys.executable, "-c", IMPORTER, str(vault.path), PASSPHRASE, *map(str, paths)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0, 0.35))
        os.kill(process.pid, signal.SIGKILL)
        done = process.stdout.read().split()
        process.wait()
        process.stdout.close()
        acknowledged |= set(done)
        interrupted += len(done) < len(paths)

        opened = open_vault(vault.path, PASSPHRASE)
        counts: dict[str, int] = {}
        for reading in VaultRecords(opened).readings():
            counts[reading.origin.source] = counts.get(reading.origin.source, 0) + 1
        opened.lock()
        assert acknowledged <= set(counts), "an acknowledged import is gone"
        assert set(counts.values()) <= {ENTRIES}, "an import is there by half"
    assert interrupted, "no import was ever interrupted: the test proved nothing"
    assert acknowledged, "no import was ever acknowledged: the test proved nothing"
