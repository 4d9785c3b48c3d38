"""Sounds made here for the tests of `voice`: rooms, kitchens, coughs, and the cutting of sound into turns."""

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from bench.voice.sounds import end_ms as end_ms
from bench.voice.sounds import speech_rms as speech_rms
from core.audio import AudioChunk, EndedBy, Utterance
from core.ports import SpeechDetector
from voice.turns import Ended, TurnEvent, TurnSettings, TurnTaker

RATE_HZ = 16_000
Samples = npt.NDArray[np.float32]
Say = Callable[[str], Samples]


def white(seconds: float, rms: float, seed: int = 0) -> Samples:
    """White noise."""
    return np.random.default_rng(seed).normal(0, rms, round(seconds * RATE_HZ)).astype(np.float32)


def pink(seconds: float, seed: int = 0) -> Samples:
    """Noise that falls by 3 dB per octave, RMS 1."""
    size = round(seconds * RATE_HZ)
    spectrum = np.fft.rfft(np.random.default_rng(seed).normal(size=size))
    noise = np.fft.irfft(spectrum / np.sqrt(np.maximum(np.arange(len(spectrum)), 1)), size)
    return (noise / np.sqrt(np.mean(noise**2))).astype(np.float32)


def kitchen(seconds: float, seed: int = 0) -> Samples:
    """A fan's hum, running water that comes and goes, and dishes that clink; RMS 1."""
    rng = np.random.default_rng(seed)
    size = round(seconds * RATE_HZ)
    time = np.arange(size) / RATE_HZ
    hum = np.sin(2 * np.pi * 100 * time) + 0.5 * np.sin(2 * np.pi * 200 * time)
    water = pink(seconds, seed) * (1 + 0.5 * np.sin(2 * np.pi * 0.3 * time))
    noise = 0.3 * hum + water
    for at in rng.integers(0, max(1, size - 4_000), round(3 * seconds)):
        ring = np.arange(4_000) / RATE_HZ
        tones = sum(np.sin(2 * np.pi * f * ring) for f in rng.uniform(1_500, 6_000, 3))
        noise[at : at + 4_000] += (2 * tones * np.exp(-ring / 0.03))[: size - at]
    return (noise / np.sqrt(np.mean(noise**2))).astype(np.float32)


def cough(seed: int = 0, length_ms: int = 350) -> Samples:
    """A burst of noise that starts hard and dies away."""
    burst = pink(length_ms / 1000, seed)
    time = np.arange(len(burst)) / RATE_HZ
    return (0.2 * burst * np.exp(-time / 0.08) * (1 - np.exp(-time / 0.004))).astype(np.float32)


def quiet(seconds: float) -> Samples:
    """A silent room: no microphone gives zeros."""
    return white(seconds, 3e-4, seed=9)


def pcm(sound: Samples) -> bytes:
    """As 16-bit PCM."""
    return (np.clip(sound, -1, 1) * 32_767).astype("<i2").tobytes()


def utterance(sound: Samples) -> Utterance:
    """The whole sound as one turn."""
    return Utterance(pcm(sound), 0, len(sound) * 1000 // RATE_HZ, EndedBy.SILENCE)


def chunks(sound: Samples) -> Iterator[AudioChunk]:
    """Pieces of 20 ms."""
    raw = pcm(sound)
    for at in range(0, len(raw) - 639, 640):
        yield AudioChunk(raw[at : at + 640], at // 32)


def events(sound: Samples, detector: SpeechDetector, settings: TurnSettings | None = None) -> list[TurnEvent]:
    """Everything that turn taking makes of a sound."""
    taker = TurnTaker(detector, settings or TurnSettings())
    found = [event for chunk in chunks(sound) for event in taker.hear(chunk)]
    return [*found, *taker.finish()]


def turns(sound: Samples, detector: SpeechDetector, settings: TurnSettings | None = None) -> list[Utterance]:
    """The turns in a sound."""
    return [event.utterance for event in events(sound, detector, settings) if isinstance(event, Ended)]
