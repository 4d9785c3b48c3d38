"""What a satellite hears while it speaks: our own voice taken out, else nothing.

A satellite brings no echo cancellation, but many send their microphone while they play. What we sent is known, so
the canceller of the desk takes it out, and the words decide as they do there (`core.aside`). Where our own words
come back all the same (an odd loudspeaker, a jumping network), it is deaf while it speaks from then on.
"""

import time
from collections.abc import Callable, Iterator

from app.half_duplex import DeafWhilePlaying
from core.aside import is_echo
from core.audio import AudioChunk
from core.ports import Microphone
from voice.cancel import EchoCanceller
from voice.played import Played

SENT_MOST_MS = 1_000
"""Of what was sent and not yet heard: a quarter of a second goes ahead, in pieces of a tenth."""
OWN_WORDS = 2
"""So often our own words may come back."""
JUST_S = 3.0
"""What is read so soon after we spoke may have been heard while we did."""


class SatelliteEar:
    """`core.ports.Microphone` around another, in one stay; `playing` tells whether our voice is in the room."""

    def __init__(
        self, microphone: Microphone, playing: Callable[[], bool], sent: Played, said: Callable[[], str]
    ) -> None:
        """`sent` is our voice as the satellite got it, `said` its last words."""
        self._said = said
        self._microphone = microphone
        self._playing = playing
        self._deaf = DeafWhilePlaying(microphone, playing)
        self._canceller = _canceller(sent)
        self._own = 0
        self._played_s = 0.0

    def masked(self) -> bool:
        """Whether our own voice is being taken out just now."""
        return self._canceller is not None and self._canceller.masking

    def chunks(self) -> Iterator[AudioChunk]:
        """The other's pieces, in its time."""
        for chunk in self._microphone.chunks():
            if self._playing():
                self._played_s = time.monotonic()
            canceller = self._canceller
            yield self._deaf.pass_on(chunk) if canceller is None else canceller.clean(chunk)

    def close(self) -> None:
        """End `chunks`."""
        self._microphone.close()

    def heard(self, text: str) -> None:
        """These words were read in what was heard."""
        if time.monotonic() - self._played_s > JUST_S or not text:
            return
        self._own = self._own + 1 if is_echo(text, self._said()) else 0
        if self._own >= OWN_WORDS:
            self._canceller = None


def _canceller(sent: Played) -> EchoCanceller | None:
    try:
        return EchoCanceller(sent)
    except ImportError:
        return None
