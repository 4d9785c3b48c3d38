"""An answer in warmer words, from a language model that is shown the sentences of this answer and nothing else."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from app.model.line import Line, Request, Sort
from core.answers import Answer
from core.guard import LONGEST_WORDS, hard, split

MOST_TOKENS = 100
ASK = """Say each text again to an older person, in warm, plain English. Every fact, number, date and unit stays as it is, and nothing is added.

Text: Your last sodium was 140. That's from May 2nd.
Said: Of course. Your last sodium was 140, and that's from May 2nd.

Text: Your record lists two allergies. They are penicillin and latex.
Said: Let me see. Your record lists two allergies, and they are penicillin and latex.

Text: Your pulse was 72 in June. It was lower than in March.
Said: Here is what I found. Your pulse was 72 in June. It was lower than in March.

Text: {text}
Said:"""
"""Shown rather than told: a small model goes on in the same manner, and a server keeps what stays the same."""


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
        request = Request(Sort.ANSWER, ASK.format(text=text), MOST_TOKENS, one_line=True)
        return self._line.ask(request, partial(is_lost, answer=answer)).strip()

    def judged(self, stops: Sequence[str]) -> None:
        """Count by reason."""
        self.spoken += not stops
        self.refused += bool(stops)
        self.stopped.update(str(stop) for stop in stops)
