"""An answer in warmer words, from a language model that is shown the sentences of this answer and nothing else."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from app.model.line import Line, Request, Sort
from core.answers import Answer
from core.guard import LONGEST_WORDS, hard, split

MOST_TOKENS = 100
ASK = (
    "Say the following to an older person in warm, plain English. Keep every fact, number, date and unit exactly as it is. "
    "Add nothing. Short sentences. Only the sentences, no list.\n\n"
)


def is_lost(text: str, answer: Answer) -> bool:
    """Whether the guard will stop it already, whatever follows: the rest is not worth waiting for."""
    if "?" in text or any(len(part.split()) > LONGEST_WORDS for part in split(text)):
        return True
    *finished, _ = (*split(text), "") if text.rstrip().endswith((".", "!", "?")) else split(text) or [""]
    known = {word for sentence in answer.sentences for word in hard(sentence.text)}
    return any(word not in known for part in finished for word in hard(part))


class ModelWording:
    """The `Rewriter` over a line; it counts what the guard stopped."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.spoken = 0
        self.refused = 0
        self.stopped: Counter[str] = Counter()

    def reword(self, answer: Answer) -> str:
        """The model's words, streamed until they end or stray; nothing when they are late or the endpoint is gone."""
        text = " ".join(sentence.text for sentence in answer.sentences)
        request = Request(Sort.ANSWER, ASK + text, MOST_TOKENS)
        return self._line.ask(request, partial(is_lost, answer=answer)).strip()

    def judged(self, stops: Sequence[str]) -> None:
        """Count by reason."""
        self.spoken += not stops
        self.refused += bool(stops)
        self.stopped.update(str(stop) for stop in stops)
