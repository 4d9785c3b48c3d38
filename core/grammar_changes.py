"""Questions for what is new: in the medicines, in a span, or since the last visit."""

from dataclasses import replace

from core.facts import ConceptKind
from core.grammar_words import Rule, talk
from core.questions import Kind

MEDICINES = replace(
    talk(
        Kind.CHANGED,
        r"""
        \b(?:chang\w*|(?<!many )different|new|mess\w*|fiddl\w*|tinker\w*|alter\w*|switch\w*|start\w*|begin|began|add\w*|adjust\w*)\b.*\b{medicines}\b
        ^(?:what|which|any|whats|did|have|were|was)\b.*\b{medicines}\b.*\b(?:chang\w*|different|new|start\w*|begin|began|add\w*|stopp?\w*)\b
        ^(?:what|which|did|have|was|were)\b.*\b(?:put|start\w*|tr(?:y|ied)) me on (?:any|some)\w*\b
        """,
    ),
    about=ConceptKind.MEDICINE,
)
ANYTHING = talk(
    Kind.CHANGED,
    r"""
    ^(?:what|whats|anything|(?:is|has|have|did|was|were|are)(?: there)?(?: been)? (?:anything|something|any\w*|things|much))\b(?!.*@)(?! (?:is|was|are|were|if) (?:it|that|this)\b).*\b(?:chang\w*|new|different|happened|added|come in|news)\b
    """,
)
CHANGES: tuple[Rule, ...] = (MEDICINES, ANYTHING)
