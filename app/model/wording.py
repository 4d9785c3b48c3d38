"""An answer in warmer words, from a language model that is shown the sentences of this answer and nothing else."""

import time
from collections import Counter
from collections.abc import Sequence

import openai

from app.model.endpoint import Endpoint, connect
from core.answers import Answer

MOST_TOKENS = 100
ASK = (
    "Say the following to an older person in warm, plain English. Keep every fact, number, date and unit exactly as it is. "
    "Add nothing. Short sentences. Only the sentences, no list.\n\n"
)


class ModelWording:
    """The `Rewriter` over an endpoint; it counts what the guard stopped."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._client = connect(endpoint)
        self.spoken = 0
        self.refused = 0
        self.stopped: Counter[str] = Counter()

    def reword(self, answer: Answer) -> str:
        """The model's words, streamed until they end; nothing when they are late or the endpoint is gone."""
        text = " ".join(sentence.text for sentence in answer.sentences)
        until = time.monotonic() + self._endpoint.patience_s
        words: list[str] = []
        try:
            stream = self._client.chat.completions.create(
                model=self._endpoint.model,
                messages=[{"role": "user", "content": ASK + text}],
                max_tokens=MOST_TOKENS,
                temperature=0,
                stream=True,
            )
            with stream:
                for piece in stream:
                    words += [choice.delta.content or "" for choice in piece.choices]
                    if time.monotonic() > until:
                        return ""
        except openai.OpenAIError:
            return ""
        return "".join(words).strip()

    def judged(self, stops: Sequence[str]) -> None:
        """Count by reason."""
        self.spoken += not stops
        self.refused += bool(stops)
        self.stopped.update(str(stop) for stop in stops)
