"""Damages exports, tables and letters at random and brings them in: only our own errors, little time and memory.

`python -m evals.wear_fuzz [INPUTS]`: so many inputs for each importer (PDF: a hundredth, each is a process),
seeded. A seed file is changed by flipped, cut, doubled and swapped pieces and by pieces of other formats;
the real import runs into a vault. One row per importer; 1 when anything but an error of ours comes out.
"""

import datetime as dt
import io
import json
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from bench.apple_export import write_export
from core.errors import ImportRefused
from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.report import ImportReport
from store.vault import Vault, create_vault
from store.wear_filing import Arrival
from store.wear_import import IMPORTERS
from store.wear_kind import WearKind, recognise

INPUTS = 25_000
TODAY = dt.date(2026, 11, 24)
PATIENT = '{"resourceType": "Patient", "id": "p1", "name": [{"family": "Winter"}], "birthDate": "1948-03-02"}'
TABLE = "Date,Test,Result,Unit,Range,Lab\n" + "".join(
    f"2026-{month:02d}-14,Test {month},{month}.50,mg/dL,1 - 9,County\n" for month in range(1, 13)
)
SLEEP = {"startTime": "2026-10-02T23:00:00.000", "endTime": "2026-10-03T06:30:00.000", "levels": {"data": []}}
STEPS = [{"dateTime": f"10/03/26 {hour:02d}:00:00", "value": "80"} for hour in range(24)]
PDF = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\n"
    b"endobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n"
    b"4 0 obj\n<< /Length 59 >>\nstream\nBT /F1 12 Tf (A letter that says that all is well.) Tj ET     \nendstream\nendobj\n"
    b"5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n"
    b"trailer\n<< /Root 1 0 R /Size 6 >>\nstartxref\n0\n%%EOF\n"
)
PIECES = (
    b"\x00\xff\xfe<!DOCTYPE a [<!ENTITY b 'c'>]>&b;\"'<>{}[],;\n\r\t",
    b"<HealthData>" * 50,
    b"[" * 5_000,
    b"9" * 500,
    b"2026-13-45 99:99:99 -9999",
    b"NaN,Infinity,-0,1e999,",
    "\u202e\ue000\u0000é\U0001f600".encode(),
)


def seeds(folder: Path) -> dict[str, tuple[WearKind, str, bytes]]:
    """A sound file for each importer: kind, file name, content."""
    export = folder / "seed.xml"
    write_export(export, 10)
    text = export.read_bytes()[:60_000].rpartition(b"\n <Record")[0] + b"</HealthData>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("apple_health_export/export.xml", text)
    return {
        "Apple XML": (WearKind.APPLE, "export.xml", text),
        "Apple zip": (WearKind.APPLE, "export.zip", packed.getvalue()),
        "Fitbit sleep": (WearKind.FITBIT, "sleep-2026-10-01.json", json.dumps([SLEEP] * 5).encode()),
        "Fitbit steps": (WearKind.FITBIT, "steps-2026-10-01.json", json.dumps(STEPS).encode()),
        "table": (WearKind.TABLE, "results.csv", TABLE.encode()),
        "letter": (WearKind.LETTER, "letter.pdf", PDF),
    }


def damaged(data: bytes, dice: random.Random) -> bytes:
    """One to four changes."""
    changed = bytearray(data)
    for _ in range(dice.randrange(1, 5)):
        at, end = sorted(dice.randrange(len(changed) + 1) for _ in range(2))
        match dice.randrange(6):
            case 0:
                changed[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                changed[at:] = b""
            case 2:
                changed[at : min(end, at + 200)] = b""
            case 3:
                changed[at:at] = changed[at : min(end, at + 500)]
            case 4:
                changed[at:at] = dice.choice(PIECES)
            case _:
                changed[at : at + 8] = bytes(dice.randrange(256) for _ in range(8))
    return bytes(changed)


def ends(vault: Vault, kind: WearKind, path: Path) -> str:
    """`in`, `refused`, or the name of a foreign error."""
    importer: Callable[[Vault, Arrival], ImportReport] = IMPORTERS[kind]
    try:
        recognise(path)
        importer(vault, Arrival(path, "Fuzz", TODAY))
    except ImportRefused:
        return "refused"
    except Exception as error:  # noqa: BLE001 that is what is looked for
        return type(error).__name__
    return "in"


def main() -> int:
    """Prints the table."""
    inputs = int(sys.argv[1]) if len(sys.argv) > 1 else INPUTS
    bad = 0
    print(f"{'importer':14} {'inputs':>8} {'in':>8} {'refused':>8} {'foreign':>8} {'slowest ms':>11} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for who, (kind, file, data) in seeds(folder).items():
            vault = create_vault(folder / f"{who}.vault", "only for this measurement", FOR_TESTS_ONLY)
            (folder / "patient.json").write_text(PATIENT)
            import_file(vault, folder / "patient.json", "Clinic", TODAY)
            counts: dict[str, int] = {}
            slowest_ms = 0.0
            rounds = max(1, inputs // 100) if kind is WearKind.LETTER else inputs
            for number in range(rounds):
                path = folder / file
                path.write_bytes(damaged(data, random.Random(f"{who} {number}")))
                started = time.perf_counter()
                outcome = ends(vault, kind, path)
                slowest_ms = max(slowest_ms, (time.perf_counter() - started) * 1000)
                counts[outcome] = counts.get(outcome, 0) + 1
            vault.lock()
            foreign = {error: count for error, count in counts.items() if error not in {"in", "refused"}}
            bad += sum(foreign.values())
            peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{who:14} {rounds:8,} {counts.get('in', 0):8,} {counts.get('refused', 0):8,} {sum(foreign.values()):8,}"
                f" {slowest_ms:11.0f} {peak_mb:8.0f} {foreign or ''}",
                flush=True,
            )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
