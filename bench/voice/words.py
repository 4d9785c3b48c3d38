"""Time per utterance and words right, ours beside stock, on human commands and read speech."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein
from rich.progress import track

from bench.voice.ears import Ear, listen
from bench.voice.sounds import SHARED, recorded


@dataclass(frozen=True, slots=True)
class Words:
    """What one ear made of it."""

    ms: tuple[float, ...]
    """Per utterance."""
    slots: int
    """Details of the labelled commands that are in the transcript."""
    slots_said: int
    wrong: int
    """Words of the read sentences put in, left out or changed."""
    read: int


def human_commands(step: int) -> list[tuple[Path, list[str]]]:
    """Every `step`th recording, and the details that its label names."""
    folder = SHARED / "human-commands"
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    return [(folder / name, list(labels[name]["slots"].values())) for name in sorted(labels)][::step]


def measure(ear: Ear, step: int) -> Words:
    """Human commands by their labels, read speech by its text."""
    ms: list[float] = []
    slots = said = wrong = read = 0
    for path, details in track(human_commands(step), "commands", transient=True):
        heard = listen(ear, recorded(path))
        ms.append(heard.ms)
        said += len(details)
        slots += sum(_has(heard.transcript.text, detail) for detail in details)
    for path in sorted((SHARED / "read-speech").glob("*.wav")):
        heard = listen(ear, recorded(path))
        ms.append(heard.ms)
        truth = _words(path.with_suffix(".txt").read_text(encoding="utf-8"))
        read += len(truth)
        wrong += Levenshtein.distance(truth, _words(heard.transcript.text))
    return Words(tuple(ms), slots, said, wrong, read)


def _has(text: str, detail: str) -> bool:
    return f" {' '.join(_words(detail))} " in f" {' '.join(_words(text))} "


def _words(text: str) -> Sequence[str]:
    plain = re.sub(r"[^a-z0-9' ]", " ", text.lower().replace("-", " "))
    return [_SAME.get(word, word) for word in plain.split()]


_SAME = {"12": "twelve", "16": "sixteen", "8": "eight", "20": "twenty", "one": "1"}
"""Spellings of the same words."""
