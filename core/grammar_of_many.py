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
    {@}.*\b(?:highest|maximum|peak|at its (?:highest|worst|top))\b
    ^how high (?:did|has|have)\b.*{@}
    {@}.*\b(?:sky high|through the roof|the worst of it|at its worst)\b
    ^how bad\b.*\b(?:get|got)\b.*{@}
    ^how high\b.*{@}.*\b(?:ever|at most)\b
    \b(?:top|worst)\b.*{@}.*\b(?:ever|had|been|high)\b
    \bmost\b.*{@}.*\b(?:ever|been|reached|was|got)\b
    """,
)
LOWEST = subject(
    Kind.LOWEST,
    _TEST,
    r"""
    \b(?:lowest|smallest|minimum|least)\b.*{@}
    {@}.*\b(?:lowest|minimum)\b
    ^how (?:low|far down) (?:did|has|have)\b.*{@}
    ^how low\b.*{@}.*\b(?:ever|at least)\b
    {@}.*\bever\b.*\blow\b
    """,
)
AVERAGE = subject(
    Kind.AVERAGE,
    _TEST,
    r"""
    \b(?:average|mean)\b.*{@}
    {@}.*\b(?:averages?|on average)\b
    \b(?:on average|typical(?:ly)?)\b.*{@}|{@}.*\b(?:typically|averag\w+)\b
    """,
)
FIRST = subject(
    Kind.FIRST,
    _TEST,
    r"""
    \b(?:first|earliest|oldest|very first)\b.*{@}
    {@}.*\b(?:first|at first|originally|(?:in|at) the (?:beginning|start)|to begin with|start(?:ed)? (?:out|off)|begin|began)\b
    ^when did (?:they|you|i|we|somebody|the doctors?)\b.*\b(?:first|start\w*|begin)\b.*{@}
    """,
)
COUNT = subject(
    Kind.COUNT,
    _TEST,
    r"""
    ^(?:on )?how (?:often|many (?:times|occasions|goes|tries)|frequently)\b.*{@}
    ^(?:the )?number of\b.*{@}
    ^how many {@}(?: tests| results| readings| values| measurements)?\b
    """,
)

OF_MANY: tuple[Rule, ...] = (COUNT, HIGHEST, LOWEST, AVERAGE, FIRST)
