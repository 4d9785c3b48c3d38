"""Questions about what a watch or phone counted: sleep and steps."""

from core.grammar_words import Rule, talk
from core.questions import Kind

SLEEP = talk(
    Kind.SLEEP,
    r"""
    ^(?:how|hows|did|do|have|am|was|what|whats|is|are|tell|when|about|has|show|give)\b.*\b(?:sle(?:ep|pt|eping)|asleep|naps?|nights? rest)\b(?! (?:apnea|clinic|doctor|study|medicine|pill))
    ^(?:{my}|about |how about )*(?:sleep|night|nights|sleeping|hours of sleep)$
    ^how was (?:my |the )?night$
    ^did i (?:get|have) (?:enough|many|my|a lot of|good|any)?\b.*\b(?:hours|sleep|rest)\b
    ^how many hours (?:did|do|have) i (?:get|got|rest)\b
    """,
)
ACTIVITY = talk(
    Kind.ACTIVITY,
    r"""
    ^(?:how|hows|did|do|have|am|was|were|what|whats|is|are|tell|about|has|show|give)\b.*\b(?:steps?|walk(?:ed|ing)?|active|activity|move(?:d|ment)?|step count)\b(?!.*\b(?:letters?|notes?|say|said)\b)
    ^(?:have|am|did|was|how)\b.*\b(?:been |be )?(?:getting|got|get|out and|up and) (?:about|around)\b(?!.*@)
    ^{my}(?:steps?|activity|step count|walking)$
    """,
)
DAYS: tuple[Rule, ...] = (SLEEP, ACTIVITY)
