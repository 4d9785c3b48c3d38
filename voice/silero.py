"""The second opinion on speech: the Silero v6 network that comes with faster-whisper, on one thread."""

import functools
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

FRAME_SAMPLES = 512
"""32 ms at 16 kHz; the network knows no other length."""
CONTEXT_SAMPLES = 64
"""The end of the frame before, which the network sees in front of each frame."""

Samples = npt.NDArray[np.float32]


@functools.lru_cache(maxsize=1)
def _session() -> Any:
    import faster_whisper
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.inter_op_num_threads = options.intra_op_num_threads = 1
    options.log_severity_level = 3
    weights = Path(faster_whisper.__file__).parent / "assets" / "silero_vad_v6.onnx"
    return onnxruntime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])


class Silero:
    """Speech probability of a stream of sound, frame by frame."""

    def __init__(self) -> None:
        self._session = _session()
        self.reset()

    def reset(self) -> None:
        """Forget what was heard."""
        self._h = np.zeros((1, 1, 128), np.float32)
        self._c = np.zeros((1, 1, 128), np.float32)
        self._context = np.zeros(CONTEXT_SAMPLES, np.float32)

    def probabilities(self, sound: Samples) -> Samples:
        """One probability per whole frame of `sound` (32 ms), going on from what was heard before."""
        frames = sound[: len(sound) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)
        if not len(frames):
            return np.zeros(0, np.float32)
        before = np.vstack([self._context, frames[:-1, -CONTEXT_SAMPLES:]])
        feed = {"input": np.hstack([before, frames]).astype(np.float32), "h": self._h, "c": self._c}
        out, self._h, self._c = self._session.run(None, feed)
        self._context = frames[-1, -CONTEXT_SAMPLES:].copy()
        return np.asarray(out, np.float32).reshape(-1)
