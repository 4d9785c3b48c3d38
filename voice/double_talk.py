"""Whether a person speaks through our own voice: by what a model of the echo cannot explain.

The canceller damps who speaks over us together with the echo; here they are heard as loud as they are. A model that
is wrong (before it has learned, after a device lost sound) explains nothing: then what is left of the sound is not
less than there was, and nobody is claimed to speak. Measured: `python -m bench.voice --only interrupting`.
"""

import numpy as np

from voice.echo_model import EchoModel
from voice.silero import FRAME_SAMPLES, Samples, Silero

SPEECH = 0.3
"""Silero's probability for what is left."""
LEAST_DB = -8.0
"""What is left, against what was explained: echo alone leaves -14 to -24 dB once the way is known, a person who is
6 dB softer than the echo -6 dB."""
AUDIBLE_DB = -50.0
"""Of full scale, so that a soft breath in the room is nobody."""
FITS = 0.93
"""Of the power of the sound may be left, at most: with a wrong model it is more than all of it."""
LEARNED_DB = -12.0
"""Left of the echo, over half a second: then the way is known."""
WRONG = 1.05
"""Of the power of half a second left: the model adds to the sound instead of explaining it, and has to learn anew."""
SURE_FRAMES = 20
"""So many frames it has to be as good as that before it is believed: right after it has learned it still errs in the
reverberation after a word."""
FRAMES, LONG_FRAMES = 3, 16
"""Of 32 ms, over which powers are added up: 0.1 s and 0.5 s."""


class DoubleTalk:
    """Takes pieces of microphone sound with what was played, in step; of any length."""

    def __init__(self) -> None:
        self._model = EchoModel()
        self._silero = Silero()
        self._waiting = np.zeros((3, 0), np.float32)
        self._powers: list[tuple[float, float, float]] = []
        self._fitting = 0
        """Frames since it has learned at which half a second was explained."""
        self.person = False
        """Whether somebody spoke over us in the last piece."""

    def hear(self, heard: Samples, played: Samples) -> None:
        """The next piece, -1 to 1, a whole number of 10 ms."""
        left = self._model.left(heard, played)
        self._waiting = np.concatenate([self._waiting, np.stack([heard, heard - left, left])], axis=1)
        while self._waiting.shape[1] >= FRAME_SAMPLES:
            self._look(self._waiting[:, :FRAME_SAMPLES])
            self._waiting = self._waiting[:, FRAME_SAMPLES:]

    def _look(self, frame: Samples) -> None:
        power = np.mean(frame.astype(np.float64) ** 2, axis=1)
        self._powers = [*self._powers[-(LONG_FRAMES - 1) :], (float(power[0]), float(power[1]), float(power[2]))]
        speech = float(self._silero.probabilities(frame[2])[0]) > SPEECH
        heard, explained, left = (sum(column) for column in zip(*self._powers[-FRAMES:], strict=True))
        fits, knows = left < FITS * heard, self._knows()
        self.person = speech and fits and knows and _db(left / FRAMES) > AUDIBLE_DB
        self.person = self.person and _db(left) - _db(explained) > LEAST_DB

    def _knows(self) -> bool:
        heard, _explained, left = (sum(column) for column in zip(*self._powers, strict=True))
        if len(self._powers) < LONG_FRAMES or _db(heard / LONG_FRAMES) < AUDIBLE_DB:
            return self._fitting > SURE_FRAMES
        if self._fitting and left > WRONG * heard:
            self._model, self._fitting = EchoModel(), 0
        self._fitting += _db(left) - _db(heard) < LEARNED_DB
        return self._fitting > SURE_FRAMES


def _db(power: float) -> float:
    return 10 * float(np.log10(power + 1e-10))
