"""Time per utterance and words right, ours beside stock, on human commands and read speech."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class _Tally:
    ms: list[float] = field(default_factory=list)
    slots: int = 0
    slots_said: int = 0
    wrong: int = 0
    read: int = 0


def measure(ears: Mapping[str, Ear], step: int) -> dict[str, Words]:
    """Human commands by their labels, read speech by its text; the ears take turns, so that all see the same load."""
    tallies = {name: _Tally() for name in ears}
    for path, details in track(human_commands(step), "commands", transient=True):
        for name, text in _heard(ears, path, tallies):
            tallies[name].slots_said += len(details)
            tallies[name].slots += sum(_has(text, detail) for detail in details)
    for path in sorted((SHARED / "read-speech").glob("*.wav")):
        truth = _words(path.with_suffix(".txt").read_text(encoding="utf-8"))
        for name, text in _heard(ears, path, tallies):
            tallies[name].read += len(truth)
            tallies[name].wrong += Levenshtein.distance(truth, _words(text))
    return {name: Words(tuple(t.ms), t.slots, t.slots_said, t.wrong, t.read) for name, t in tallies.items()}


def _heard(ears: Mapping[str, Ear], path: Path, tallies: Mapping[str, _Tally]) -> Iterator[tuple[str, str]]:
    for name, ear in ears.items():
        heard = listen(ear, recorded(path))
        tallies[name].ms.append(heard.ms)
        yield name, heard.transcript.text


def _has(text: str, detail: str) -> bool:
    return f" {' '.join(_words(detail))} " in f" {' '.join(_words(text))} "


def _words(text: str) -> Sequence[str]:
    plain = re.sub(r"[^a-z0-9' ]", " ", text.lower().replace("-", " "))
    return [_SAME.get(word, word) for word in plain.split()]


_SAME = {"12": "twelve", "16": "sixteen", "8": "eight", "20": "twenty", "one": "1"}
"""Spellings of the same words."""
