"""The sound of an utterance as Whisper sees it: a mel spectrogram on a window no longer than needed.

Stock Whisper always encodes 30 s. CTranslate2 takes shorter windows, and encoding time grows with the
window: `facts.md`, "Hearing". The padding is what keeps the decoder from falling into loops.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

FRAME_MS = 10
"""One column of the mel spectrogram (hop of 160 samples at 16 kHz)."""
PAD_MS = 3_000
"""Silence after the speech. Measured: 3 s never loops on 24 human commands, 1.5 s does once."""
SHORTEST_MS = 8_000
"""A single word on 4 or 5 s loops ("Stop. Stop. Stop. …": 4 of 9 words, in 6 s 2 of 9, in 8 s none)."""
STEP_MS = 1_000
"""Windows come in whole seconds, so that the shapes repeat."""
LONGEST_MS = 30_000
"""What Whisper was trained on; longer sound is cut into segments instead."""


def samples(pcm: bytes) -> npt.NDArray[np.float32]:
    """16-bit PCM as float32 from -1 to 1."""
    return np.frombuffer(pcm, np.int16).astype(np.float32) / 32_768.0


def window_ms(sound_ms: int, pad_ms: int = PAD_MS) -> int:
    """The window for that much sound: sound and padding in whole steps, 8 to 30 s."""
    return min(LONGEST_MS, max(SHORTEST_MS, -(-(sound_ms + pad_ms) // STEP_MS) * STEP_MS))


def padded(mel: npt.NDArray[np.float32], length_ms: int) -> npt.NDArray[np.float32]:
    """`mel` (bands × frames) cut or filled to the window with its own minimum, as contiguous float32."""
    frames = length_ms // FRAME_MS
    out = np.full((mel.shape[0], frames), mel.min(), np.float32)
    kept = min(frames, mel.shape[1])
    out[:, :kept] = mel[:, :kept]
    return out


def spectrogram(extractor: Any, sound: npt.NDArray[np.float32], length_ms: int) -> npt.NDArray[np.float32]:
    """The mel of `sound` by faster-whisper's own feature extractor, on a window of that length."""
    return padded(np.asarray(extractor(sound), np.float32), length_ms)
