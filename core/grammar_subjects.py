"""Questions about something named: which of the kinds, tried from the most telling words to the least."""

from core.facts import ConceptKind
from core.grammar_of_many import OF_MANY
from core.grammar_words import Rule, phrases, subject
from core.questions import Kind

_TEST, _MEDICINE, _CONDITION = (ConceptKind.TEST,), (ConceptKind.MEDICINE,), (ConceptKind.CONDITION,)
_ANYTHING = (
    ConceptKind.TEST, ConceptKind.MEDICINE, ConceptKind.CONDITION, ConceptKind.VACCINE, ConceptKind.PROCEDURE,
    ConceptKind.ALLERGY,
)  # fmt: skip

ALLERGY = subject(
    Kind.DETAIL,
    (ConceptKind.ALLERGY, ConceptKind.MEDICINE),
    r"""
    \b(?:allerg\w+|intoleran\w+|hypersensitiv\w+|anaphyla\w+)\b
    \breact(?:ions?|ed|s)?\b
    {@} reactions?\b
    """,
)

VACCINE = subject(
    Kind.DETAIL,
    (ConceptKind.VACCINE,),
    r"""
    \b(?:vaccin\w+|immuni[sz]\w+|inoculat\w+|shots?|jabs?|jags?|boosters?)\b
    ^(?:am|was|are) i (?:still )?(?:covered|protected|immune|up to date)\b.*{@}
    """,
)

EXPLAIN = subject(
    Kind.EXPLAIN,
    _ANYTHING,
    r"""
    ^(?:what|whats|whatre)(?: exactly)?(?: is| are)?(?: (?:a|an|this|that|these|those|called\
    |exactly))* {@}(?: (?:anyway|exactly|tests?|medicines?|pills?|again|then))*$
    ^(?:what|whats)\b(?! did).*{@}.*\b(?:mean|means|stands? for|measures?|tells?(?: me| us| you)?|shows?(?: me)?|good for\
    |used for|for|do|does|supposed to do|about)(?: to me| for me| in my body| exactly)?$
    ^(?:what|whats) (?:do|am|did|should|must|was|would) i {take} {my}{@} for
    ^(?:what|whats) (?:do|did|would|should) i need {my}{@} for
    ^what do (?:they|doctors|you) (?:measure|check|test|see|find|treat) (?:with|by|from|in) {my}{@}$
    ^(?:what|whats)(?: is)? the (?:reason|point)\b.*{@}
    ^what (?:does|do|is|are) (?:an? |the |my )?{@} (?:mean|do|measure|show|for|tell)
    ^what {@} (?:is|are|means?|does)(?: exactly)?$
    \bexplain\b
    ^why (?:do|am|did|was|should|must|would|have|does)\b.*{@}
    ^why (?:is|are) {my}{@}\b
    ^(?:why|what for|for what) {my}{@}$
    ^what (?:kind|sort|type) of\b.*{@}
    ^(?:tell me |know |something |learn )?(?:more )?about (?:an? )?{@}(?: (?:test|medicine|itself))?$
    ^(?:tell me |know )?more about {my}{@}
    \b(?:purpose|meaning|definition|reason) (?:of|for) {my}{@}
    ^(?:what|whats) (?:is|are)? ?{my}{@} (?:good |used |supposed to be )?(?:for|against)$
    ^how does {@} work
    """,
)

PRESCRIPTION = subject(
    Kind.DETAIL,
    _MEDICINE,
    r"""
    \b(?:dose|dosage|strength|milligrams?|instructions?|directions?|prescri\w+|with (?:food|meals?|water)|a day\
    |per day|daily)\b
    \b(?:am|do|did|have|was|should|must|may) i\b.*\b(?:{take}|on|still|supposed|prescribed|stop\w*|start\w*)\b.*{@}
    \bwho (?:put|started|gave|has|had|got)\b
    \b(?:taking|prescribed|stopped|started)\b
    """,
)
"""Words that only a medicine goes with."""

ABOUT_A_MEDICINE = subject(
    Kind.DETAIL,
    _MEDICINE,
    r"""
    \b(?:when|how|what time|who|since when|where|which|do|did|have|am|is|are|was|my|has|still|ever)\b
    """,
)

CONDITION = subject(
    Kind.DETAIL,
    _CONDITION,
    r"""
    \b(?:do|did|have|had|am|was) i\b.*\b(?:have|had|got|get|with|diagnosed|a|ever)\b.*{@}
    ^(?:have|had|do|did|am|was) i {@}
    \b(?:when|since when|how long|what stage|which stage|where|who|how|is|my)\b
    \b(?:diagnos\w+|stage|start\w*|began|begin|found|active|resolved|cured|still)\b
    """,
)

TREND = subject(
    Kind.TREND,
    _TEST,
    r"""
    \b{moved}\b
    \b(?:over (?:time|the (?:years|months|weeks))|through the years|history|so far|graph|curve|course|all my\
    |all of my|every)\b
    ^how (?:has|have|had)\b
    ^hows\b.*{@}.*\bbeen\b
    \b(?:been doing|doing lately|getting on|coming (?:along|on)|behav\w+|budg\w+|settl\w+|creep\w+|crept|become of\
    |became of|holding (?:up|steady))\b
    {@}.*\b(?:next to|compared|against) (?:what|how|where|the)\b
    \bthan (?:before|last|it was|in|at|it used|usual|the (?:last|previous))\b
    ^(?:has|have) {my}{@} been\b
    ^(?:how|what) did {my}{@} (?:do|go)
    """,
)

IS_NORMAL = subject(
    Kind.IS_NORMAL,
    _TEST,
    r"""
    \b(?:is|are|was|were|isnt|arent|wasnt|does|do|did|am|looks?|look|seems?|should|be|got|have|has)\b.*\b(?:{fine}\
    |{off})(?: (?:or not|now|today|enough|for me|to you|at my age|for my age|too))*$
    \b(?:is|are|was|were|isnt|arent|does|do|did)\b.*\b(?:{off}|{fine}) (?:\w+ )*(?:last time|{@}|now|back then|for)
    ^(?:whats|what is|what are|whats the|what was|what would be)(?: an?| the)? (?:normal|usual|healthy|good|ideal\
    |target|reference|right)\b
    \b(?:normal|usual|reference|healthy|target) (?:range|value|level|number)s?\b
    ^(?:and )?what should {my}{@} be
    ^how (?:normal|usual|good|bad|healthy) (?:is|are|was|were)\b
    \b(?:at|on|in) an? (?:{fine}) (?:level|range|place|value)$
    {@} an? (?:{fine}|{off}) (?:number|result|one|reading|value|level|figure)$
    ^have i (?:got )?an? (?:{fine}|{off}) {@}$
    ^{my}{last}{@}(?: (?:test|level|result))? (?:is |was )?(?:{fine}|{off})$
    {@} (?:is )?(?:that |it )?(?:{fine})$
    ^is there (?:anything|something) (?:{off}) with {my}{@}
    ^(?:anything|something) (?:{off}) with {my}{@}
    \b(?:problem|trouble|issue|concern)s? with {my}{@}$
    ^are {my}{@} working
    """,
)

SURGERY = subject(
    Kind.DETAIL,
    (ConceptKind.PROCEDURE, ConceptKind.CONDITION),
    r"""
    {@} (?:surger(?:y|ies)|operations?|procedures?|removal|replacement|repair)\b
    \b(?:surger(?:y|ies)|operations?|operated|procedures?) (?:on|for|of) {my}{@}
    """,
    ConceptKind.PROCEDURE,
)

DONE = subject(
    Kind.DETAIL,
    (ConceptKind.PROCEDURE,),
    r"""
    ^(?:when|what (?:date|day|year|time)|how long ago)\b.*\b(?:was|is|did|had|have|do|done|get|got|were)\b.*{@}
    ^{my}{@}.*\bwhen (?:was|did|is)\b
    ^(?:did|have|had|was|has)\b.*\b(?:a|an|have|had|do|done|get|got|ever)\b.*{@}
    """,
    ConceptKind.PROCEDURE,
)
"""What is done once is asked for by when it was, even where a test is called the same."""

DEMANDING: tuple[Rule, ...] = (ALLERGY, VACCINE, PRESCRIPTION, SURGERY, DONE)
"""Their words make the name one of their kind, whatever it usually is."""

SUBJECTS: tuple[Rule, ...] = (
    ALLERGY,
    VACCINE,
    SURGERY,
    DONE,
    EXPLAIN,
    PRESCRIPTION,
    *OF_MANY,
    TREND,
    IS_NORMAL,
    ABOUT_A_MEDICINE,
    CONDITION,
)
"""In the order they are tried."""

NOT_OF_A_TEST = phrases(
    r"""
    \b{medicines}\b
    \b(?:used to|do i|did i|should i) take\b
    \b(?:the|that) one for\b
    ^who (?:do|did|should|can|am) i\b
    \bside effects?\b
    """
)
"""A test is named, but a medicine or a person is asked for."""
