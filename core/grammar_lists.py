"""Questions for everything of a kind: medicines, allergies, conditions, vaccines, letters, doctors."""

from core.facts import ConceptKind
from core.grammar_words import Rule, listing

_ALLERGIES = listing(
    ConceptKind.ALLERGY,
    r"""
    ^(?:what|which|whats|list|tell me|tell me about|about|name|read|do i have|have i got|are|is|show|how many|and\
    |any)\b.*\ballerg(?:y|ies|ic)\b(?! to (?!any|some|what|it|that))
    \ballergic to (?:any|anything|something|some|what)\b
    ^{my}allerg(?:y|ies)(?: list)?$
    ^(?:what|which)\b.*\b(?:cant i take|can i not take|react(?:ed)? (?:badly )?to|reactions?)$
    ^am i allergic$
    ^(?:have|has|did|do) (?:they|you|the doctors?|anyone|anybody)\b.*\ballergies\b
    ^(?:does|is|are|do)\b.*\b(?:list|listed|record|recorded|written|noted|mention\w*)\b.*\ballerg
    ^(?:does|do|is|are) (?:it|they|there|my record)\b.*\ballergies\b
    ^what should i (?:stay away from|avoid|not (?:have|take|eat))\b.*\ballerg
    \b(?:cant|can not|cannot|dont|do not|not) (?:i )?(?:tolerate|stand)\b
    ^(?:what|which|is there|do i|are there)\b.*\b(?:tolerate|allerg\w+|oversensitive|sensitive to)\b(?!.*@)
    """,
)

STOPPED = listing(
    ConceptKind.MEDICINE,
    r"""
    ^(?:what|which|did|have|was|how many|tell me|list|name|any|and)\b.*\b(?:used to|use to) (?:take|be on|have|get)
    ^(?:what|which|how many|list|name|tell me|tell me about|any|are there|whats)\b.*\b(?:stopped|discontinued\
    |no longer|not {take} any ?more|(?:dont|not|didnt) (?:i )?{take} (?:any ?more|any longer)|(?:take|took\
    |taken)(?: me)? off|came off|come off|off of|(?:finished|done|through) with|gave up|given up|quit)\b
    ^(?:what|which) (?:other )?(?:{medicines} )?(?:was|were|had|have) i (?:been )?(?:on|{take})(?: before\
    | previously| earlier| in the past)*$
    ^(?:what|which) (?:other )?(?:{medicines} )?did i (?:{take}|stop|stop {take})(?: before| previously| earlier\
    | in the past| back then)*$
    ^(?:what|which|whats|tell me|list|name|any)? ?(?:are |is |were |about )?{my}(?:past|old|previous|former|earlier\
    |stopped|discontinued) {medicines}\b
    ^(?:what|which) {medicines} (?:did|have|were) (?:they|my doctors?|the doctors?|he|she|it) (?:stop|stopped|end|ended|cancel\w*|discontinue\w*|take me off|taken me off|drop|dropped)
    ^(?:which|what) {medicines} (?:do|did|am) i (?:not|no longer) {take}
    ^(?:what|which)\b.*\b(?:(?:take|took|taken) (?:away|off)|come off|came off)\b
    ^(?:what|which)\b.*\bdont i (?:have to |need to |still )*{take} (?:any ?more|any longer|now)$
    ^(?:what|which) {medicines}\b.*\b(?:before|previously|in the past)$
    ^(?:(?:is|are|was|were|have|has|did) )?(?:there )?(?:anything|something|any\w*)\b.*\b(?:taken|came|come|gone|took me) off\b
    """,
    stopped=True,
)

_MEDICINES = listing(
    ConceptKind.MEDICINE,
    r"""
    ^(?:what|which|how many|whats|list|name|read|tell me|tell me about|about|show|go over|go through|count\
    |run through|do i|am i|are there|and|what about|how about)\b(?!.*\b(?:prescribed|dose|when\
    |who)\b).*\b{medicines}\b
    ^{my}(?:current |list of |lists of )?{my}{medicines}$
    ^(?:everything|all|all that|what|what all) i (?:{take}|am on|am taking)\b
    ^(?:what|whats)(?: all| else)? (?:do|am|should|must|shall|have|would|did) i (?:have to |need to |supposed to \
    |supposed to be |currently |still )*(?:take|taking|on|be taking|been taking)(?: (?:now|today|currently|daily\
    |regularly|every day|each day|every morning|every night|in the morning|in the evening|at night|at bedtime\
    |at the moment|right now|these days|with breakfast|with dinner))*$
    ^what (?:did|does|has|have|had) (?:the |my )?(?:doctors?|WHOM|they|he|she) (?:prescribed?|given|give|put|got\
    |have|has)(?: me)?(?: on| take| taking)?$
    ^what (?:was|am|have|were) i (?:been )?(?:prescribed|given|put on)$
    ^what(?: all)? have i got to take\b(?!.*@)
    ^what(?: all)? (?:am|was) i (?:meant|supposed) to (?:have|take|be (?:on|taking))(?: (?:every|each) day| now)*$
    ^what (?:do|does|did|have|has) (?:they|the doctors?|he|she|the doctor) (?:still )?(?:have|has|got|had) me (?:on|taking)(?: .*)?$
    ^(?:what|whats) (?:is |are |was |has been )?(?:all )?prescribed(?: (?:for|to) me)?$
    """,
)
_MEDICINES_FOR = listing(
    ConceptKind.MEDICINE,
    r"""
    ^(?:what|which)(?: {medicines}| medicine)? (?:do|am|should) i (?:{take}|on) (?:for|against) {my}{@}$
    ^(?:what|which) {medicines} (?:is|are) (?:for|against) {my}{@}$
    ^(?:what|which)(?: one)?(?: of {my}{medicines})? (?:is|are) (?:the one )?(?:for|against) {my}{@}$
    """,
    bare=False,
)

_VACCINES = listing(
    ConceptKind.VACCINE,
    r"""
    ^(?:what|which|how many|whats|list|name|read|tell me|tell me about|about|show|do i|did i|have i|had i|am i\
    |was i|any|when|and|what about|are|is)\b.*\b{shots}\b
    ^{my}{shots}(?: records?| list| history| card)?$
    ^(?:what|which|am|was|have|against what)\b.*\b(?:vaccinated|immuni[sz]ed)\b
    ^am i up to date$
    ^(?:go over|go through|run through|count|look at|lets go over|read out|list)\b.*\b{shots}\b
    ^(?:what|which)\b.*\b(?:protected|inoculated)\b
    """,
)

_PROCEDURES = listing(
    ConceptKind.PROCEDURE,
    r"""
    ^(?:what|which|how many|whats|list|name|read|tell me|tell me about|about|show|do i|did i|have i|any|when|and\
    |what about)\b.*\b{operations}\b(?<!at the surgery)(?<!to the surgery)
    ^{my}{operations}$
    ^(?:have|was|did|had) i (?:ever )?(?:been |get |have been )?operated\b
    \bunder the knife\b
    ^what(?: all)? (?:have i had|have they|did they|did i have|have i ever had) (?:ever )?done\b(?!.*@)
    """,
)

_LETTERS = listing(
    ConceptKind.LETTER,
    r"""
    ^(?:has|have|did|does) (?:the |my |any |any of my |any of the )?(?:doctors?|WHOM|anyone|anybody|somebody|hospital|clinic|specialist)\b.*\b(?:writ\w+|wrote|letter|sent)\b(?! (?:for|about))
    ^(?:what|whats|read|tell me|tell me about|about|show|do i|did|is|are|does|has|have|any|play|open|which|when|who\
    |how many|and|what about)\b.*\b{letters}\b
    ^{my}{last}{letters}(?: from .*| of .*)?$
    ^what (?:the |my |that )?(?:doctors?|WHOM|hospital|she|he|they) (?:said|wrote|has written|told me|noted)\b
    ^what (?:did|does|has|have|had) (?:the |my |that )?(?:doctors?|WHOM|hospital|clinic|nurse|specialist|she|he\
    |they)(?: at the (?:hospital|clinic|visit)| there)? (?:say|said|write|written|wrote|tell|told|note|noted\
    |recommend\w*|advise\w*|think|find|found)\b(?! (?:is |was )?(?:wrong|the matter)\b)(?! (?:that )?ive got)
    """,
)
_LETTER_NAMED = listing(ConceptKind.LETTER, r"\bLETTER\b", bare=False)

_DOCTORS = listing(
    ConceptKind.DOCTOR,
    r"""
    ^(?:who|whos|who all) (?:is|are|was|were)? ?{my}(?:doctors?|WHOM|physicians?|specialists?|care team|providers?\
    |nurses?|pcp)$
    ^(?:which|what|how many) (?:doctors?|physicians?|specialists?|providers?) (?:do|did|have|are|treat|am\
    |take)\b(?! say)
    ^(?:whats|what is|what are|tell me|list|name|read)(?: me)? (?:the )?(?:names? of )?{my}(?:doctors?|WHOM\
    |physicians?|specialists?|care team)(?: names?| called)?$
    ^{my}(?:doctors|care team|physicians)$
    ^who (?:all )?{my}doctors (?:are|is)$
    ^who (?:takes|looks|cares|treats)\b.*\bme$
    ^who treats my\b
    """,
)

_CONDITIONS = listing(
    ConceptKind.CONDITION,
    r"""
    ^(?:what|which|whats|list|name|read|tell me|tell me about|about|show|how many|do i have|have i|and|what about\
    |are there|any|go over)\b.*\b{problems}\b(?! with)
    ^{my}(?:list of )?{problems}$
    ^(?:what|whats)(?: is)? (?:wrong|the matter) with me (?:according to|in|by) (?:my|the) record$
    ^(?:what|which)\b.*\b{problems} (?:do|did|have|has) (?:they|the doctors?|you|it)\b
    ^what (?:have|was|were|am|did|has|had)\b.*\bdiagnos
    ^(?:what|whats) (?:all |else |exactly )?(?:do i have|have i got|is wrong with me|wrong with me)(?: now)?$
    ^what (?:am i|do i|was i) (?:being |been |get )?(?:treated|suffer\w*)(?: for| from)?$
    ^what(?: all)?(?: else)? (?:have|has|did|do|does) (?:i|they|the doctors?|anyone|anybody)\b.*\b(?:wrong|the matter|amiss) with me$
    ^what(?: is it| all)?(?: that)? (?:(?:do|did|does) (?:the doctors?|they) (?:say|reckon|think)(?: that)? )?(?:i have|ive got|i suffer from|i got)$
    ^have i (?:ever )?been diagnosed(?: with (?:anything|something))?$
    """,
)

_TESTS = listing(
    ConceptKind.TEST,
    r"""
    ^(?:what|which|whats|list|name|read|tell me|tell me about|about|show|how many|do i have|did i have|have i had\
    |and|what about|any|are there|go over|go through)\b(?!.*\b(?:that|this) {results})(?:.*\b(?:my|the|last|me|i\
    |any|have|had|for|new)\b.*|.* )\b{results}\b
    ^(?:my |the |all my |all the )?{last}(?:lab |test |blood )*(?:results|labs|tests|blood ?work|lab work|vitals\
    |vital signs|numbers|blood tests?)$
    ^what (?:was|were|did they|have they|has been|have i (?:been|had)) (?:measured|tested|checked|measure|test|check)\b
    """,
)

LISTS: tuple[Rule, ...] = (
    _ALLERGIES,
    _MEDICINES_FOR,
    _MEDICINES,
    _VACCINES,
    _PROCEDURES,
    _LETTER_NAMED,
    _LETTERS,
    _DOCTORS,
    _CONDITIONS,
    _TESTS,
)
