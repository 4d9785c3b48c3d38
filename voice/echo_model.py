"""What of the microphone's sound our own voice explains: a Kalman filter over the way from loudspeaker to microphone.

Enzner & Vary 2006, "Frequency-domain adaptive Kalman filter for acoustic echo control in hands-free telephones", cut
into partitions as by Kuech, Mabande & Enzner 2014. It learns while only we speak and holds still by itself while
somebody speaks over us, because what it cannot explain counts as noise; AEC3 is the better silencer, and damps a
person along with the echo, so that it cannot tell how loud they are.
"""

import numpy as np
import numpy.typing as npt

from voice.silero import Samples

BLOCK = 160
"""10 ms."""
PARTS = 40
"""400 ms: delays of devices up to 200 ms, and a living room after them."""
KEPT = 0.9985
"""Of the way, from block to block: how still a room stands. In three simulated rooms 0.995 learns no faster and is
4 dB worse in the end."""
UNKNOWN = 0.03
"""Power of the way in each partition before anything was heard."""
SMOOTH = 0.5
EXPLAINED = 0.5
"""Half a window of each block is new: the same factor as in the paper (M / K)."""
TINY = 1e-10

_Spectra = npt.NDArray[np.complex128]
_Powers = npt.NDArray[np.float64]


class EchoModel:
    """For one microphone and one loudspeaker."""

    def __init__(self) -> None:
        self._played: _Spectra = np.zeros((PARTS, BLOCK + 1), np.complex128)
        self._way: _Spectra = np.zeros((PARTS, BLOCK + 1), np.complex128)
        self._doubt: _Powers = np.full((PARTS, BLOCK + 1), UNKNOWN)
        self._rest: _Powers = np.full(BLOCK + 1, 1e-8)
        self._before: Samples = np.zeros(BLOCK, np.float32)

    def left(self, heard: Samples, played: Samples) -> Samples:
        """What our voice does not explain of `heard`; both of the same whole number of blocks, -1 to 1."""
        pairs = zip(heard.reshape(-1, BLOCK), played.reshape(-1, BLOCK), strict=True)
        return np.concatenate([self._block(near, far) for near, far in pairs])

    def _block(self, near: Samples, far: Samples) -> Samples:
        self._played = np.roll(self._played, 1, axis=0)
        self._played[0] = np.fft.rfft(np.concatenate([self._before, far]))
        self._before = far
        explained = np.fft.irfft((self._played * self._way).sum(axis=0))[BLOCK:]
        error = near - explained
        self._learn(np.fft.rfft(np.concatenate([np.zeros(BLOCK), error])))
        return np.asarray(error, np.float32)

    def _learn(self, error: _Spectra) -> None:
        power = np.abs(self._played) ** 2
        self._rest = SMOOTH * self._rest + (1 - SMOOTH) * np.abs(error) ** 2
        step = self._doubt / (EXPLAINED * (power * self._doubt).sum(axis=0) + self._rest + TINY)
        change = np.fft.irfft(step * self._played.conj() * error, axis=1)
        change[:, BLOCK:] = 0
        self._way += np.fft.rfft(change, axis=1)
        sure = np.maximum(0.0, 1 - EXPLAINED * step * power)
        self._doubt = KEPT**2 * sure * self._doubt + (1 - KEPT**2) * np.abs(self._way) ** 2
