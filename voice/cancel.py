"""Taking our own voice out of what the microphone hears: WebRTC's echo canceller (AEC3).

Measured in simulated rooms: `python -m bench.voice`, "Interrupting".
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from core.audio import AudioChunk
from core.ports import Microphone
from voice.double_talk import DoubleTalk
from voice.played import Played
from voice.window import samples

AUDIBLE = 16
"""Of 32768 (-66 dB): below that nothing is being played."""
ECHO_MS = 600
"""A room goes on sounding for that long after our voice; later the microphone is passed on untouched."""
MASKING_MS = 250
"""For so long after our voice a person's may be damped by the canceller."""
LEFT_DB = -30.0
"""Where the canceller leaves less than that of what the microphone heard, there was only our own voice:
of the frames of echo alone 90 % are below -32 dB, of people over it hardly any."""
LEFT_MS = 60
"""Over which this is looked at: single frames of residual echo leap up."""


class EchoCanceller:
    """Takes what was played out of what was heard; for one microphone, on one thread."""

    def __init__(self, played: Played, delay_ms: int = 0) -> None:
        """`delay_ms`: from handing sound to the loudspeaker to hearing it, as far as the devices tell.

        Raises ImportError where the library is missing.
        """
        from pywebrtc_audio import AudioProcessor

        self._played = played
        self._processor: Any = AudioProcessor(
            sample_rate=16_000, echo_cancellation=True, noise_suppression=True, ns_level=1, stream_delay_ms=delay_ms
        )
        self._echo_until_ms = self._now_ms = -ECHO_MS
        self._heard = self._left = 0.0
        self._double_talk = DoubleTalk()

    @property
    def talked_over(self) -> bool:
        """Whether a person was heard through our own voice in the last piece, whatever is left of them in it."""
        return self.masking and self._double_talk.person

    @property
    def masking(self) -> bool:
        """Whether our own voice is in the last piece, or was until shortly before it."""
        return self._now_ms < self._echo_until_ms - ECHO_MS + MASKING_MS

    def clean(self, chunk: AudioChunk) -> AudioChunk:
        """The piece without our voice; the same piece where there was none, which costs nothing."""
        far = np.frombuffer(self._played.take(len(chunk.pcm)), np.int16)
        if len(far) and np.abs(far).max() > AUDIBLE:
            self._echo_until_ms = chunk.start_ms + chunk.duration_ms + ECHO_MS
        self._now_ms = chunk.start_ms
        if chunk.start_ms >= self._echo_until_ms:
            self._heard = self._left = 0.0
            return chunk
        near = np.frombuffer(chunk.pcm, np.int16)
        clean = self._processor.process(near, far)
        self._double_talk.hear(samples(chunk.pcm), samples(far.tobytes()))
        silent = self._only_echo(near, clean) and not self._double_talk.person
        return AudioChunk(bytes(len(chunk.pcm)) if silent else clean.tobytes(), chunk.start_ms)

    def _only_echo(self, near: Any, clean: Any) -> bool:
        """Whether nearly nothing is left: then what is left is no person."""
        keep = 1 - 20 / LEFT_MS
        self._heard = keep * self._heard + float(np.mean(near.astype(np.float64) ** 2))
        self._left = keep * self._left + float(np.mean(clean.astype(np.float64) ** 2))
        return 10 * float(np.log10((self._left + 1e-3) / (self._heard + 1e-3))) < LEFT_DB


class EchoFreeMicrophone:
    """`core.ports.Microphone` around another one, without our own voice in it."""

    def __init__(self, microphone: Microphone, canceller: EchoCanceller) -> None:
        self._microphone = microphone
        self._canceller = canceller

    def chunks(self) -> Iterator[AudioChunk]:
        """The other's pieces, in its time."""
        return map(self._canceller.clean, self._microphone.chunks())

    def close(self) -> None:
        """Let go of the other's device."""
        self._microphone.close()
