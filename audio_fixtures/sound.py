"""What is done to clean speech to make it a recording: trimming, pauses, noise, loudness.

All samples are mono float64 at 16 kHz, 1.0 being full scale; levels are dB relative to full scale.
"""

import numpy as np
import soxr

RATE_HZ = 16_000
FRAME = RATE_HZ // 100
"""10 ms."""

SPEECH_DB = -24.0
"""Mean level of the loud frames of ordinary speech: near a laptop microphone at arm's length."""
FLOOR_DB = -78.0
"""The recording's own hiss: a few steps of 16-bit sound, so that no silence is digital."""
AUDIBLE_DB = -45.0
"""A frame this far below the loudest one is no longer speech."""
EDGE_MS = 60
"""Kept around what is audible: the soft start of an S or W, the breath at the end."""
NOISE_SNR_DB = 10.0

Samples = np.ndarray


def at_16_khz(samples: Samples, rate_hz: int) -> Samples:
    """The same sound at 16 kHz."""
    return np.asarray(soxr.resample(samples, rate_hz, RATE_HZ, quality="VHQ"))


def frame_levels(samples: Samples) -> Samples:
    """RMS of each whole 10 ms frame."""
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)
    return np.sqrt(np.mean(frames**2, axis=1))


def audible(samples: Samples) -> tuple[int, int]:
    """First and last-plus-one sample of what can be heard."""
    levels = frame_levels(samples)
    loud = np.flatnonzero(levels > levels.max() * 10 ** (AUDIBLE_DB / 20))
    return int(loud[0]) * FRAME, int(loud[-1] + 1) * FRAME


def trimmed(samples: Samples) -> Samples:
    """Without the silence around it, the edges softened over 5 ms."""
    begin, end = audible(samples)
    edge = EDGE_MS * RATE_HZ // 1000
    kept = samples[max(0, begin - edge) : end + edge].copy()
    ramp = np.linspace(0, 1, RATE_HZ // 200)
    kept[: len(ramp)] *= ramp
    kept[-len(ramp) :] *= ramp[::-1]
    return kept


def speech_level(samples: Samples) -> float:
    """RMS over the frames that hold speech (within 20 dB of the loudest)."""
    levels = frame_levels(samples)
    return float(np.sqrt(np.mean(levels[levels > levels.max() / 10] ** 2)))


def levelled(samples: Samples, level_db: float = SPEECH_DB) -> Samples:
    """Brought to a speech level, never clipping."""
    louder = samples * (10 ** (level_db / 20) / speech_level(samples))
    return louder * min(1.0, 0.9 / np.abs(louder).max())


def silence(duration_ms: float) -> Samples:
    """Nothing, to be filled by `floor`."""
    return np.zeros(round(duration_ms * RATE_HZ / 1000))


def floor(length: int, rng: np.random.Generator) -> Samples:
    """The hiss of a recording: pink below 1 kHz, white above."""
    return coloured(length, rng, lambda hz: 1 / np.sqrt(np.clip(hz, 60, 1000) / 1000)) * 10 ** (FLOOR_DB / 20)


def coloured(length: int, rng: np.random.Generator, shape: object) -> Samples:
    """Noise whose spectrum follows `shape(hz)`, at RMS 1."""
    spectrum = np.fft.rfft(rng.standard_normal(length))
    noise = np.fft.irfft(spectrum * shape(np.fft.rfftfreq(length, 1 / RATE_HZ)), length)  # type: ignore[operator]
    return noise / np.sqrt(np.mean(noise**2))


def band(low_hz: float, high_hz: float) -> object:
    """A soft band for `coloured`."""
    return lambda hz: 1 / (1 + (low_hz / np.maximum(hz, 1)) ** 4) / (1 + (hz / high_hz) ** 4)


def kitchen(length: int, rng: np.random.Generator) -> Samples:
    """A kitchen at RMS 1: a refrigerator's hum, an extractor fan, running water, dishes."""
    t = np.arange(length) / RATE_HZ
    harmonics = ((60, 1.0), (120, 0.8), (180, 0.4), (240, 0.3), (360, 0.15))
    hum = sum(a * np.sin(2 * np.pi * hz * t + rng.uniform(0, 6.3)) for hz, a in harmonics)
    fan = coloured(length, rng, band(80, 900)) * (1 + 0.15 * np.sin(2 * np.pi * 1.7 * t))
    water = coloured(length, rng, band(900, 5000))
    whole = 0.35 * hum + 1.0 * fan + 0.55 * water + 1.2 * dishes(length, rng)
    return whole / np.sqrt(np.mean(whole**2))


def dishes(length: int, rng: np.random.Generator) -> Samples:
    """Plates and cutlery: about two short metallic rings a second."""
    out = np.zeros(length)
    for start in np.sort(rng.integers(0, length, max(2, round(2 * length / RATE_HZ)))):
        t = np.arange(min(length - start, RATE_HZ // 5)) / RATE_HZ
        for hz in rng.uniform(1200, 6000, 4):
            out[start : start + len(t)] += (
                rng.uniform(0.2, 1) * np.exp(-t * rng.uniform(25, 70)) * np.sin(2 * np.pi * hz * t)
            )
    return out


def with_noise(samples: Samples, level: float, rng: np.random.Generator) -> Samples:
    """Kitchen noise under speech of that level, 10 dB below it over the whole recording."""
    return samples + kitchen(len(samples), rng) * level * 10 ** (-NOISE_SNR_DB / 20)
