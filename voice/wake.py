"""A wake word, for who does not want to be listened to all the time: micro wake word models, on this machine.

Waking says nothing about the record: it only opens the ear.
"""

from typing import Any

from core.audio import AudioChunk

WORDS = ("okay_nabu", "hey_jarvis", "hey_mycroft", "alexa")
"""What the package has models for."""


class WakeWord:
    """Listens for one wake word; raises ImportError where pymicro-wakeword is not installed (`plainspoken[wake]`)."""

    def __init__(self, word: str = WORDS[0]) -> None:
        from pymicro_wakeword import MicroWakeWord, MicroWakeWordFeatures, Model

        self._model: Any = MicroWakeWord.from_builtin(Model(word))
        self._features: Any = MicroWakeWordFeatures()

    def heard(self, chunk: AudioChunk) -> bool:
        """Whether the word ends in this piece."""
        return any(self._model.process_streaming(window) for window in self._features.process_streaming(chunk.pcm))
