"""Emergencies first: fixed rules on the transcript, before everything, locked or not.

The words to look for are data (`core/data/red_flags.toml`); whether they are said of here and now is
decided in `core.presence`, clause by clause. Nothing later can lower an alarm.
"""

import re
from collections.abc import Iterator, Sequence

from core.clauses import WALL, clauses
from core.knowledge import RedFlag
from core.presence import is_asked_of_record, is_denied, is_long_past
from core.questions import Alarm


def find_alarm(text: str, flags: Sequence[RedFlag], number: str) -> Alarm | None:
    """The first red flag, in the order of `flags`, that the words raise; None when there is none.

    `text` is a transcript, raw or plain; `number` is the emergency number that is put into the words.
    """
    said = f" {WALL} ".join(clauses(text))
    raised = next((flag for flag in flags if _is_raised(flag, said)), None)
    return Alarm(raised.id, raised.say.format(number=number)) if raised else None


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


def _is_harmless(flag: RedFlag, said: str, match: re.Match[str], asked_for: str) -> bool:
    clause, start = _clause(said, match)
    return (
        is_denied(clause, start, match.group(), asked_for)
        or is_long_past(clause)
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
