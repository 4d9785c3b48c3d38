"""What was asked, guessed by a language model that is shown the words and the names in the record, never a value."""

import json
from collections.abc import Mapping, Sequence

import openai

from app.model.endpoint import Endpoint, connect
from core.interpreting import schema

MOST_TOKENS = 60


class ModelGuess:
    """The `Interpreter` over an endpoint."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._client = connect(endpoint)

    def interpret(self, words: str, names: Sequence[str]) -> Mapping[str, object]:
        """`kind` and `name`; empty when there is no answer in time, or none of that form."""
        ask = f"Which of these does the question ask about, and what does it want to know? Names: {', '.join(names)}.\nQuestion: {words}"
        try:
            reply = self._client.chat.completions.create(
                model=self._endpoint.model,
                messages=[{"role": "user", "content": ask}],
                max_tokens=MOST_TOKENS,
                temperature=0,
                response_format={
                    "type": "json_schema",
                    "json_schema": {"name": "question", "schema": schema(list(names)), "strict": True},
                },
            )
            made = json.loads(reply.choices[0].message.content or "{}") if reply.choices else {}
        except (openai.OpenAIError, json.JSONDecodeError):
            return {}
        return made if isinstance(made, dict) else {}
