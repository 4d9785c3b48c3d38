"""Emergencies first: fixed rules on the transcript, before everything, locked or not.

The words to look for are data (`core/data/red_flags.toml`); whether they are said of here and now is
decided in `core.presence`, clause by clause. Nothing later can lower an alarm.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from core.clauses import WALL, clauses
from core.presence import is_asked_of_record, is_denied, is_long_past, is_requested, is_unreal
from core.questions import Alarm
from core.red_flags import RedFlag
from core.signs import added_up

SHORT_WORDS = 14
"""Up to so many words that ask nothing are looked at as one sentence: Whisper hears a breath as a full stop."""
LONG_WORDS = 40
"""Up to so many words are one telling, over which signs add up."""
_BREATHS = re.compile(r"\s*(?:\.{2,}|…)\s*")
_SENTENCE_END = re.compile(r"(?<!\bdr)(?<!\bmr)(?<!\bmrs)(?<!\bms)[.?!]+(?=\s|$)", re.IGNORECASE)


def find_alarm(text: str, flags: Sequence[RedFlag], number: str) -> Alarm | None:
    """The first red flag, in the order of `flags`, that the words raise; None when there is none.

    `text` is a transcript, raw or plain; `number` is the emergency number that is put into the words.
    """
    raised = _raised(text, flags)
    if raised is None and (whole := _unbroken(text)) != text:
        raised = _raised(whole, flags)
    return Alarm(raised.id, raised.say.format(number=number)) if raised else None


def _raised(text: str, flags: Sequence[RedFlag]) -> RedFlag | None:
    said = _walled(text)
    sentences = [_walled(sentence) for sentence in _sentences(text)]
    raised = next((f for f in flags if _is_raised(f, said) or any(_is_met(f, s) for s in sentences)), None)
    return raised or next(filter(None, (added_up(words, flags) for words in _stretches(text))), None)


def _stretches(text: str) -> list[str]:
    """What signs are added up over: all of a short utterance, and each two neighbouring sentences of a longer one."""
    sentences = [part for part in _SENTENCE_END.split(text) if part.strip()]
    if len(text.split()) <= LONG_WORDS or len(sentences) <= 2:
        return [_walled(text)]
    return [_walled(". ".join(two)) for two in pairwise(sentences)]


def _unbroken(text: str) -> str:
    """The words of somebody who has to breathe between them as one sentence: "Can't… get… any… air."."""
    whole = _BREATHS.sub(" ", text)
    pieces = [piece for piece in re.split(r"[.?!,]+", text) if piece.strip()]
    if len(pieces) > 2 and sum(len(piece.split()) for piece in pieces) <= 2 * len(pieces):
        return re.sub(r"[.?!,]+(?=\s|$)", " ", whole)
    return whole


def _walled(text: str) -> str:
    return f" {WALL} ".join(clauses(text))


def _is_raised(flag: RedFlag, said: str) -> bool:
    return any(
        not _is_harmless(flag, said, match, pattern.pattern)
        for pattern in flag.patterns
        for match in _found(pattern, said)
    ) or any(
        not _is_harmless(flag, said, match, pattern.pattern) and not is_asked_of_record(_clause(said, match)[0])
        for pattern in flag.mentions
        for match in _found(pattern, said)
    )


def _is_met(flag: RedFlag, sentence: str) -> bool:
    """Whether every set of one line is met in the sentence, and none of them is harmless or asked for."""
    return any(all(_lives(flag, sentence, words) for words in sets) for sets in flag.together)


def _lives(flag: RedFlag, sentence: str, words: re.Pattern[str]) -> bool:
    return any(
        not _is_harmless(flag, sentence, match, words.pattern) and not is_asked_of_record(_clause(sentence, match)[0])
        for match in _found(words, sentence)
    )


def _sentences(text: str) -> list[str]:
    """The sentences; a short utterance is one, as "Squeezing in my chest. Bad." is."""
    if len(text.split()) <= SHORT_WORDS and "?" not in text:
        return [text]
    return [part for part in _SENTENCE_END.split(text) if part.strip()]


def _is_harmless(flag: RedFlag, said: str, match: re.Match[str], asked_for: str) -> bool:
    clause, start = _clause(said, match)
    return (
        is_denied(clause, start, match.group(), asked_for)
        or is_long_past(clause)
        or is_requested(clause)
        or is_unreal(clause)
        or any(pattern.search(clause) for pattern in flag.not_if)
    )


def _clause(said: str, match: re.Match[str]) -> tuple[str, int]:
    """The clause or clauses that a match lies in, and where in them it starts."""
    begin = said.rfind(WALL, 0, match.start()) + 1
    end = said.find(WALL, match.end())
    clause = said[begin : end if end >= 0 else len(said)]
    lead = len(clause) - len(clause.lstrip())
    return clause.strip(), match.start() - begin - lead


def _found(pattern: re.Pattern[str], said: str) -> Iterator[re.Match[str]]:
    return pattern.finditer(said)
