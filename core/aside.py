"""What a person says while we speak without wanting us to stop, and what is only our own voice."""

from core.audio import Transcript
from core.questions import Alarm, Command, NotUnderstood, Understood, WhyNot
from core.words import plain

_LISTENING_SOUNDS = frozenset(
    "mm mmm mhm mmhm mmhmm hm hmm hmmm uh huh uhhuh ah aha oh ooh yeah yep yes okay ok right sure wow good great i see"
    " alright um uh hum".split()
)
_LONGEST_ASIDE = 3
_LONGEST_MURMUR = 2
BELIEVED = 0.3
"""Confidence of a word or two: of "stop", "right" and "I see" by three voices none was below 0.43, of hums most
were at 0.16 to 0.25."""
_STOPPING = frozenset({Command.STOP, Command.WAIT})
_OWN_SHARE = 0.75
"""Of the words of an utterance that stand in our own reply in that order: then it is its echo."""
_FEWEST_OWN = 2


def may_go_on_saying(understood: Understood, heard: Transcript, saying: str, said: str) -> bool:
    """Whether a reply goes on although somebody spoke over it.

    `saying` is the sentence that was being said, `said` the whole reply. True after silence, a sound of
    listening, a murmur of one or two words that mean nothing to us, and our own words coming back.
    """
    if isinstance(understood, Alarm):
        return False
    if isinstance(understood, NotUnderstood) and understood.why is WhyNot.SILENCE:
        return True
    if _is_murmur(understood, heard) and not saying.rstrip().endswith("?"):
        return True
    if is_aside(heard.text, saying):
        return True
    return not isinstance(understood, Command) and is_echo(heard.text, said)


def _is_murmur(understood: Understood, heard: Transcript) -> bool:
    """One or two words that mean nothing, or that Whisper itself hardly believes ("mm-hm" is heard as "TSH")."""
    if len(plain(heard.text).split()) > _LONGEST_MURMUR:
        return False
    nothing = isinstance(understood, NotUnderstood) and not understood.candidates
    return nothing or (heard.confidence < BELIEVED and understood not in _STOPPING)


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
