"""A room where nobody speaks to us: kitchen, music, and talk from a distance; every reply is an invented turn."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from rich.progress import track

from app.attention import Attention
from app.hear import hear
from app.prepare import Assistant, Prepared
from app.wiring import make_taker
from bench.voice.cuts import Played
from bench.voice.rooms import HALL, RATE_HZ, Samples, impulse, through
from bench.voice.say import spoken
from bench.voice.sounds import at_level, babble, breath, cough, kitchen, music, quiet, recorded
from bench.voice.words import human_commands
from core.conversation import FRESH

PIECE_S = 30
REPLY_MS = 8_000
"""What a reply takes to be said."""
TELEVISION = (
    "And now the weather: rain in the north, and sunny spells along the coast.",
    "The minister said that talks would go on until the end of the week.",
    "Coming up after the break, we meet the man who walked across Australia.",
    "Doctors say that more and more people are living well into their nineties.",
    "What did you do with the money, Frank?",
    "Ask your pharmacist today about our new vitamin D.",
    "It was the lowest score of the season, and the crowd was not amused.",
)
"""Said by the voices of the tests, through the walls of a large room."""
DISTANT_DB = (-52.0, -44.0)
"""A television across the room and a loud one, where a person at arm's length is at -24 to -30 dB."""


@dataclass(frozen=True, slots=True)
class Background:
    """What one kind of sound came to."""

    minutes: float
    answered: int
    """Turns that got a reply."""
    texts: tuple[str, ...]


def kinds(minutes: float) -> dict[str, Iterator[Samples]]:
    """Each kind in pieces of 30 s."""
    pieces = max(1, round(minutes * 60 / PIECE_S / 4))
    return {
        "kitchen": (kitchen(PIECE_S, PIECE_S * number) for number in range(pieces)),
        "music": (at_level(music(PIECE_S, number), -36 + 6 * (number % 3)) for number in range(pieces)),
        "talk from a distance": _distant(pieces),
        "coughs and breath": (_body(number) for number in range(pieces)),
    }


def _distant(pieces: int) -> Iterator[Samples]:
    talks = [spoken(voice, text) for voice in ("heart", "slt", "rms") for text in TELEVISION]
    talks += [recorded(path) for path, _ in human_commands(5)]
    way = impulse((7.2, 5.2, 1.1), (1.0, 1.0, 1.0), HALL)
    for number in range(pieces):
        arrived = through(babble(talks, PIECE_S, number), way)[: PIECE_S * RATE_HZ]
        yield np.asarray(at_level(arrived, DISTANT_DB[number % 2]) + quiet(PIECE_S), np.float32)


def _body(number: int) -> Samples:
    whole = quiet(PIECE_S, number)
    for at, second in enumerate(range(1, PIECE_S - 3, 4)):
        sound = (cough if at % 2 else breath)(100 * number + at)
        whole[second * RATE_HZ : second * RATE_HZ + len(sound)] += sound
    return whole


def answered(assistant: Assistant, kind: str, pieces: Iterator[Samples], asked: bool = True) -> Background:
    """One long conversation that a person began with a question, or nobody (`asked`), and then this."""
    attention = Attention()
    count, now_ms = 0, 0
    texts: list[str] = []
    first = [np.concatenate([spoken("heart", "What was my last A1c?"), quiet(2.0)])] if asked else []

    def wanted(prepared: Prepared, at_ms: int) -> bool:
        return attention.wants(prepared, now_ms + at_ms)

    for sound in track([*first, *pieces], kind, transient=True):
        count += 1
        for turn in hear(Played(sound), make_taker(assistant.listening), FRESH, assistant, wanted):
            end_ms = now_ms + turn.prepared.utterance.end_ms + turn.committed_ms
            attention.replied(turn.prepared, end_ms + REPLY_MS)
            texts.append(turn.prepared.transcript.text)
        now_ms += len(sound) // 16
    expected = len(first)
    return Background((count - expected) * PIECE_S / 60, len(texts) - expected, tuple(texts[expected:]))
