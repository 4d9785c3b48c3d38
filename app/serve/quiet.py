"""Quiet mode: sentences with numbers are shown in the captions and not spoken."""

import re
from collections.abc import Iterator

from core.audio import SpeechChunk
from core.ports import Manner, Voice

ON_SCREEN = "That is on your screen."
_SENTENCES = re.compile(r"(?<=[.?!])\s+(?=[A-Z\"“])")


class QuietVoice:
    """`core.ports.Voice` around another; `text` of what it plays stays whole, for the captions."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def speak(self, text: str, manner: Manner) -> Iterator[SpeechChunk]:
        """Sentence by sentence; of those with digits the first in a row says that it is on the screen."""
        before = False
        for sentence in _SENTENCES.split(text):
            shown_only = any(character.isdigit() for character in sentence)
            if not shown_only:
                yield from self._voice.speak(sentence, manner)
            elif before:
                yield SpeechChunk(b"", 22_050, sentence)
            else:
                for chunk in self._voice.speak(ON_SCREEN, manner):
                    yield SpeechChunk(chunk.pcm, chunk.rate_hz, sentence)
            before = shown_only
