"""Makes the spoken fixtures: `python audio_fixtures/make_fixtures.py [NAME…]`, all when none is named.

Needs, besides Plainspoken's own packages: Debian's `flite` and `espeak-ng`, and hibari-tts 0.2.1 in this
Python or in the one that HIBARI_PYTHON names. What is said and how stands in `lines.toml`; noise, pauses
and gains are seeded by the name of the file. hibari, flite and espeak-ng give the same samples each time;
Piper does not, so the files that are committed are what counts, and only those named are made anew.
`--gold` recomputes nothing but the expected facts of the manifest.
"""

import json
import sys
import tomllib
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from gold import gold
from sound import RATE_HZ, at_16_khz, audible, floor, levelled, silence, speech_level, trimmed, with_noise
from voices import VOICES

HERE = Path(__file__).resolve().parent
MANIFEST = HERE / "manifest.json"

SLOW = 1.25
LEAD_MS = 350
TAIL_MS = 800
PAUSE_MS = (800, 1500)
QUIET_DB = (-30, -20)


def speak(line: dict[str, Any]) -> list[np.ndarray]:
    """The clean sound of each piece between the pauses."""
    pace = SLOW if "slow" in line["style"] else 1.0
    *first, last = (piece.strip() for piece in line["words"].split("|"))
    voice = VOICES[line["voice"]]
    return [trimmed(at_16_khz(*voice.speak(voice.spelled(text), pace))) for text in [*(f + "," for f in first), last]]


def assemble(pieces: list[np.ndarray], rng: np.random.Generator) -> tuple[np.ndarray, list[list[int]]]:
    """One clean recording with lead, pauses and tail, and where the pauses are in ms."""
    parts, pauses = [silence(LEAD_MS), pieces[0]], []
    for piece in pieces[1:]:
        length_ms = float(rng.uniform(*PAUSE_MS))
        start_ms = sum(map(len, parts)) * 1000 // RATE_HZ
        pauses.append([start_ms, start_ms + round(length_ms)])
        parts += [silence(length_ms), piece]
    return np.concatenate([*parts, silence(TAIL_MS)]), pauses


def make(line: dict[str, Any]) -> dict[str, Any]:
    """Writes one FLAC and gives what was measured on it before noise and gain."""
    rng = np.random.default_rng(zlib.crc32(line["file"].encode()))
    clean, pauses = assemble([levelled(piece) for piece in speak(line)], rng)
    begin, end = audible(clean)
    level = speech_level(clean)
    if "noise" in line["style"]:
        clean = with_noise(clean, level, rng)
    if "quiet" in line["style"]:
        clean = clean * 10 ** (rng.uniform(*QUIET_DB) / 20)
    heard = np.clip(clean + floor(len(clean), rng), -1, 1)
    soundfile.write(HERE / f"{line['file']}.flac", heard, RATE_HZ, subtype="PCM_16")
    return {
        "speech_start_ms": begin * 1000 // RATE_HZ,
        "speech_end_ms": end * 1000 // RATE_HZ,
        "pauses_ms": pauses,
    }


def row(line: dict[str, Any], measured: dict[str, Any]) -> dict[str, Any]:
    """What the manifest says of one file."""
    voice = VOICES[line["voice"]]
    must, may = gold(line.get("gold", []))
    return {
        "file": f"{line['file']}.flac",
        "words": line["words"].replace(" |", ""),
        "voice": line["voice"],
        "engine": voice.engine,
        "licence": voice.licence,
        "style": line["style"],
        "stress": voice.stress,
        **measured,
        "context": line.get("context", []),
        "outcome": line.get("outcome", "found"),
        "kind": line.get("kind", ""),
        "gold": line.get("gold", []),
        "must": must,
        "may": may,
    }


def main(names: list[str]) -> None:
    """Makes what is named and writes the manifest of everything."""
    lines = [{"style": []} | line for line in tomllib.loads((HERE / "lines.toml").read_text())["line"]]
    known = {r["file"]: r for r in json.loads(MANIFEST.read_text())} if MANIFEST.exists() else {}
    rows = []
    for line in lines:
        before = known.get(f"{line['file']}.flac")
        if before and names and line["file"] not in names:
            measured = {key: before[key] for key in ("speech_start_ms", "speech_end_ms", "pauses_ms")}
        else:
            print(line["file"])
            measured = make(line)
        rows.append(row(line, measured))
    text = ",\n".join(json.dumps(r, ensure_ascii=False) for r in rows)
    MANIFEST.write_text(f"[\n{text}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
