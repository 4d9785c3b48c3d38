"""Sounds that are no question: kitchens, music, television, coughs, breath; and how loud things are."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.peer import SHARED_FOLDER
from bench.voice.rooms import RATE_HZ, Samples
from voice.file import read_sound

SHARED = SHARED_FOLDER / "data"
"""Real recordings; not part of the project."""
MISSING = f"{SHARED} is not here: its rows are missing."


def recorded(path: Path) -> Samples:
    """A file as float samples at 16 kHz."""
    return np.frombuffer(read_sound(path), np.int16).astype(np.float32) / 32_768


def pcm(sound: Samples) -> bytes:
    """As 16-bit PCM."""
    return bytes((np.clip(sound, -1, 1) * 32_767).astype("<i2").tobytes())


def rms(sound: Samples) -> float:
    """Root mean square."""
    return float(np.sqrt(np.mean(sound.astype(np.float64) ** 2) + 1e-12))


def speech_rms(sound: Samples) -> float:
    """Level of the louder part: what a signal-to-noise ratio is about."""
    frames = sound[: len(sound) // 320 * 320].reshape(-1, 320)
    levels = np.sqrt(np.mean(frames**2, axis=1))
    return float(np.sqrt(np.mean(levels[levels > 0.1 * levels.max()] ** 2)))


def end_ms(sound: Samples) -> int:
    """The last sample above 2 % of the peak, as the peers' scripts have it."""
    return int((np.flatnonzero(np.abs(sound) > 0.02 * np.abs(sound).max())[-1] + 1) * 1000 / RATE_HZ)


def at_level(sound: Samples, level_db: float) -> Samples:
    """Brought to an RMS in dB of full scale."""
    return np.asarray(sound * (10 ** (level_db / 20) / rms(sound)), np.float32)


def quiet(seconds: float, seed: int = 9) -> Samples:
    """A silent room: no microphone gives zeros."""
    return np.random.default_rng(seed).normal(0, 3e-4, round(seconds * RATE_HZ)).astype(np.float32)


def kitchen(seconds: float, start_s: float = 0.0) -> Samples:
    """Recorded kitchen noise, looped; RMS as recorded."""
    noise = recorded(SHARED / "noise" / "kitchen.flac")
    return np.take(noise, np.arange(round(seconds * RATE_HZ)) + round(start_s * RATE_HZ), mode="wrap")


def music(seconds: float, seed: int = 0) -> Samples:
    """Chords and a melody with harmonics, a beat of noise; RMS 1. Music-like, not music."""
    rng = np.random.default_rng(seed)
    out = np.zeros(round(seconds * RATE_HZ))
    scale = 220.0 * 2 ** (np.array([0, 2, 4, 5, 7, 9, 11, 12, 14, 16]) / 12)
    beat = round(0.4 * RATE_HZ)
    for at in range(0, len(out) - beat, beat):
        size = min(2 * beat, len(out) - at)
        time = np.arange(size) / RATE_HZ
        for hz in rng.choice(scale, 3):
            vibrato = 2 * np.pi * hz * time + 2 * np.sin(2 * np.pi * 5.5 * time)
            tone = sum(np.sin(k * vibrato) / k**1.5 for k in range(1, 9))
            out[at : at + size] += tone * np.exp(-2.5 * time) * (1 - np.exp(-80 * time))
        click = min(2_000, size)
        out[at : at + click] += 0.6 * rng.normal(size=click) * np.exp(-np.arange(click) / 300)
    return np.asarray(out / rms(out.astype(np.float32)), np.float32)


def cough(seed: int = 0) -> Samples:
    """One to three bursts of breath through a throat: noise with formants that starts hard and dies away."""
    rng = np.random.default_rng(seed)
    bursts = []
    for _ in range(rng.integers(1, 4)):
        size = round(rng.uniform(0.18, 0.4) * RATE_HZ)
        time = np.arange(size) / RATE_HZ
        spectrum = np.fft.rfft(rng.normal(size=size))
        hz = np.fft.rfftfreq(size, 1 / RATE_HZ)
        formants = sum(np.exp(-(((hz - f) / w) ** 2)) for f, w in ((600, 250), (1_500, 400), (2_800, 700)))
        burst = np.fft.irfft(spectrum * (0.1 + formants), size)
        burst *= np.exp(-time / rng.uniform(0.05, 0.11)) * (1 - np.exp(-time / 0.004))
        bursts += [burst / np.abs(burst).max(), np.zeros(round(rng.uniform(0.05, 0.25) * RATE_HZ))]
    return np.asarray(0.35 * np.concatenate(bursts), np.float32)


def hum(seed: int = 0) -> Samples:
    """A "mm-hm" through closed lips: two hums, the second higher, with a breath between."""
    rng = np.random.default_rng(seed)
    pitch = rng.uniform(95, 210)
    parts = []
    for rise in (1.0, rng.uniform(1.1, 1.35)):
        size = round(rng.uniform(0.15, 0.3) * RATE_HZ)
        time = np.arange(size) / RATE_HZ
        tone = sum(np.sin(2 * np.pi * k * pitch * rise * time) * np.exp(-k * pitch / 450) for k in range(1, 12))
        parts += [tone * np.hanning(size), 0.02 * rng.normal(size=round(0.06 * RATE_HZ))]
    whole = np.concatenate(parts)
    return np.asarray(0.2 * whole / np.abs(whole).max(), np.float32)


def breath(seed: int = 0) -> Samples:
    """A heavy breath close to the microphone."""
    rng = np.random.default_rng(seed)
    size = round(rng.uniform(0.6, 1.4) * RATE_HZ)
    noise = np.convolve(rng.normal(size=size), np.hanning(9) / 4, mode="same")
    return np.asarray(0.03 * noise * np.hanning(size), np.float32)


def babble(talks: Sequence[Samples], seconds: float, seed: int = 0) -> Samples:
    """One voice after the other without end, as a television has them; RMS 1."""
    rng = np.random.default_rng(seed)
    parts: list[Samples] = []
    while sum(map(len, parts)) < seconds * RATE_HZ:
        talk = talks[int(rng.integers(len(talks)))]
        parts += [talk / speech_rms(talk), np.zeros(round(rng.uniform(0.1, 0.9) * RATE_HZ), np.float32)]
    whole = np.concatenate(parts)[: round(seconds * RATE_HZ)]
    return np.asarray(whole / rms(whole), np.float32)


def mixed(sound: Samples, noise: Samples, snr_db: float) -> Samples:
    """Speech over noise at that ratio of levels."""
    fitted = np.resize(noise, len(sound))
    return np.asarray(sound + fitted * (speech_rms(sound) / rms(fitted) * 10 ** (-snr_db / 20)), np.float32)
