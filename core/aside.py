"""What a person says while we speak without wanting us to stop, and what is only our own voice."""

from core.words import plain

_LISTENING_SOUNDS = frozenset(
    "mm mmm mhm mmhm mmhmm hm hmm hmmm uh huh uhhuh ah aha oh ooh yeah yep yes okay ok right sure wow good great i see"
    " alright um uh hum".split()
)
_LONGEST_ASIDE = 3
_OWN_SHARE = 0.75
"""Of the words of an utterance that stand in our own reply in that order: then it is its echo."""
_FEWEST_OWN = 2


def is_aside(heard: str, saying: str) -> bool:
    """Whether these words only show that somebody listens ("mm-hm", "okay"), and ask for nothing.

    `saying` is the sentence that is being said: a "yes" to a question is an answer.
    """
    words = plain(heard).split()
    return (
        not saying.rstrip().endswith("?")
        and 0 < len(words) <= _LONGEST_ASIDE
        and all(word in _LISTENING_SOUNDS for word in words)
    )


def is_echo(heard: str, said: str) -> bool:
    """Whether what was heard is what we were saying.

    Two words are the least: a single one ("stop") may well be in our reply too.
    """
    words = plain(heard).split()
    return len(words) >= _FEWEST_OWN and _in_order(words, plain(said).split()) >= _OWN_SHARE * len(words)


def _in_order(words: list[str], said: list[str]) -> int:
    """How many of the words stand in `said` in the same order (the longest common subsequence)."""
    row = [0] * (len(said) + 1)
    for word in words:
        before = row
        row = [0]
        for at, other in enumerate(said):
            row.append(before[at] + 1 if word == other else max(before[at + 1], row[at]))
    return row[-1]
