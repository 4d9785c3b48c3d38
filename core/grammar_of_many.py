"""Questions that take several values of a test together: highest, lowest, average, first, how often."""

from core.facts import ConceptKind
from core.grammar_words import Rule, subject
from core.questions import Kind

_TEST = (ConceptKind.TEST,)

HIGHEST = subject(
    Kind.HIGHEST,
    _TEST,
    r"""
    \b(?:highest|biggest|largest|greatest|maximum|peak)\b.*{@}
    {@}.*\b(?:highest|maximum|peak|at its (?:highest|worst))\b
    ^how high (?:did|has|have|was)\b.*{@}
    """,
)
LOWEST = subject(
    Kind.LOWEST,
    _TEST,
    r"""
    \b(?:lowest|smallest|minimum|least)\b.*{@}
    {@}.*\b(?:lowest|minimum)\b
    ^how low (?:did|has|have|was)\b.*{@}
    """,
)
AVERAGE = subject(
    Kind.AVERAGE,
    _TEST,
    r"""
    \b(?:average|mean)\b.*{@}
    {@}.*\b(?:average|on average)\b
    """,
)
FIRST = subject(
    Kind.FIRST,
    _TEST,
    r"""
    \b(?:first|earliest|oldest|very first)\b.*{@}
    {@}.*\b(?:the first time|at first|originally)\b
    """,
)
COUNT = subject(
    Kind.COUNT,
    _TEST,
    r"""
    ^how (?:often|many times)\b.*{@}
    ^how many {@}(?: tests| results| readings| values| measurements)?\b
    """,
)

OF_MANY: tuple[Rule, ...] = (COUNT, HIGHEST, LOWEST, AVERAGE, FIRST)
