"""Signs that add up: a second net under the rules of red flags, for sentences that nobody thought of.

"Numb" is little and "my arm" is nothing; a numb arm is something, and a numb arm all of a sudden is enough.
What may count is decided clause by clause first; then each sign is looked for in what is left.
"""

from collections.abc import Iterator, Sequence

from core.clauses import WALL
from core.presence import is_asked_of_record, is_denied, is_habit, is_long_past, is_requested, is_unreal
from core.red_flags import RedFlag, Sign, WordSet

ENOUGH = 3
"""Points that are an alarm: one clear sign, or a middling one and what makes it worse."""
MIDDLING = 2
"""What makes a sign worse counts beside one of so many points; our own judgement, as all points are."""


def added_up(said: str, flags: Sequence[RedFlag]) -> RedFlag | None:
    """The flag whose sign weighs most among clauses ("… | …") whose signs are enough together, or None."""
    told = tuple(clause for clause in said.split(f" {WALL} ") if _is_told(clause))
    met = [(flag, sign) for flag in flags for sign in _met(flag, told)]
    heaviest = max((sign.points for _, sign in met if not sign.beside), default=0)
    if heaviest < MIDDLING or sum(sign.points for _, sign in met) < ENOUGH:
        return None
    return next(flag for flag, sign in met if sign.points == heaviest and not sign.beside)


def _is_told(clause: str) -> bool:
    """Whether the clause tells of here and now."""
    takes_away = (is_long_past, is_requested, is_asked_of_record, is_unreal, is_habit)
    return not any(is_so(clause) for is_so in takes_away)


def _met(flag: RedFlag, told: Sequence[str]) -> Iterator[Sign]:
    if not flag.signs:
        return
    clauses = [clause for clause in told if not any(pattern.search(clause) for pattern in flag.not_if)]
    found = {words: any(_lives(words, clause) for clause in clauses) for sign in flag.signs for words in sign.sets}
    yield from (sign for sign in flag.signs if all(found[words] for words in sign.sets))


def _lives(words: WordSet, clause: str) -> bool:
    return any(
        words.is_place or not is_denied(clause, match.start(), match.group(), words.words.pattern)
        for match in words.words.finditer(clause)
    )
