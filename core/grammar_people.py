"""Questions for the people who look after somebody, and how to reach them."""

import re

from core.facts import ConceptKind
from core.grammar_words import Rule, listing, talk
from core.questions import Kind

_NUMBER = (
    r"(?:(?:tele)?phone numbers?|phone|telephone|numbers? (?:for|of|to)|contact(?: details| information| number)?)"
)
PHONE = talk(
    Kind.PHONE,
    rf"""
    ^(?:whats?|what is|what are|give|tell|read|find|have|do|is there|i|any|which|how|show|look up|say)\b.*\b{_NUMBER}\b
    ^what number\b.*\b(?:call|phone|ring|dial|reach)\b
    ^{{my}}(?:WHOM|doctors?|clinic|hospital|office|nurse)?s? ?(?:tele)?phone numbers?\b
    ^(?:the |my )?(?:tele)?(?:phone )?numbers? (?:of|for|to)\b.*\b(?:WHOM|doctors?|clinic|hospital|office|nurse|dr \w+)\b
    ^(?:how|where) (?:do|can|could|would|should|might) (?:i|we|one|my \w+) (?:reach|call|phone|contact|ring|get hold of|get in touch with|get a hold of|get through to|telephone)\b
    ^(?:id like|i would like|id love) to (?:call|ring|phone|reach|contact|telephone|speak to|talk to)\b.*\b(?:WHOM|doctors?|clinic|hospital|office|nurse|dr \w+)\b
    ^(?:i |we )?(?:need|want|have|would like|wish)(?: to)? (?:call|ring|phone|reach|contact|telephone|speak to|talk to)\b.*\b(?:WHOM|doctors?|clinic|hospital|office|nurse|number)\b
    ^(?:to )?(?:call|phone|ring|reach|contact|telephone)\b.*\b(?:WHOM|doctors?|clinic|hospital|office|nurse|dr \w+)\b
    ^(?:whats|what is|give|tell|read|find|do i have|have i got|is there|i need) ?(?:me )?(?:{{my}})?(?:WHOM|doctors?|clinic|hospital|office|nurse)s? (?:tele)?(?:phone )?numbers?\b
    """,
)
CARE_TEAM = listing(
    ConceptKind.DOCTOR,
    r"""
    ^(?:who|whos|who all|which people|what people|which doctors?)\b.*\b(?:care team|looks? after|looking after|takes? care|taking care|cares? for|caring for|treats?|treating|in charge)\b
    ^(?:who|whos|what|which|whats|list|name|tell|read|show)\b.*\b(?:care team|health care team|medical team)\b
    ^(?:who|which|what|how many|list|name)(?: all)? (?:are |is |of )?{my}(?:doctors?|physicians?|specialists?|providers?|nurses?)(?: do i (?:have|see|go to)| have i got| am i seeing| treat me| are there)?$
    ^(?:who|whos|which|whats)(?: is| are)? (?:all )?{my}doctors? (?:whats|what is|what are) (?:the|his|her|their) names?$
    ^(?:the )?names? of {my}(?:doctors?|WHOM)$
    ^(?:who|whats|what is|how) (?:is |was |are )?{my}doctors?(?: (?:called|again))*$
    """,
)
PEOPLE: tuple[Rule, ...] = (PHONE, CARE_TEAM)
CALLED = re.compile(r"\b(?:reach|call|phone|contact|ring|telephone|number|hold of|touch with)\b")
