"""Questions for visits: the last one, the next one, with anyone or with a certain doctor."""

from core.grammar_words import Rule, talk
from core.questions import Kind

NEXT_VISIT = talk(
    Kind.NEXT_VISIT,
    r"""
    \b(?:next|upcoming|future|following)\b.*\b(?:{visits}|WHOM|doctors?|seeing|see|seen)\b
    \b(?:see|seeing|seen|go|going|visit|back)\b.*\b(?:next|soon)$
    \b{visits}\b.*\b(?:coming|upcoming|scheduled|planned|soon|booked|made|left|set up)\b
    \bwhen (?:do|am|will|should|must|shall|can) i (?:have to |need to |supposed to |going to |gonna |due to \
    |be )*(?:go|come|be) ?(?:back|seen|in|again)\b
    ^(?:and )?(?:when|what day|what time|which day|how soon) (?:do|am|will|should|must|shall|is|are) (?:i\
    |we)(?: (?:have to|need to|going to|gonna|supposed to|due to|be|next))* ?(?:see|seeing|visit|visiting|meet\
    |meeting|go to|going to|seen by|due at|due to see)\b
    \b(?:scheduled|planned|booked|arranged)\b.*\b{doctor}
    ^(?:when|what time|what day|whens|where)(?: is| are|s)? {my}(?:WHOM )?{visits}(?: (?:with|at) .*)?$
    ^(?:do|have|is|are|did)(?: i| there| we)? (?:have |got |make |made )?{my}(?:other |more |new )*{visits}\b
    ^(?:who|whom) (?:am i|do i|will i|are we) (?:have to |going to |gonna )*(?:seeing|see|meet|meeting|be seeing\
    |visiting)(?: next| again)?$
    ^(?:am|will) i (?:be )?(?:seeing|see|going to see|due to see|meeting|visiting)\b
    ^what(?:s| is| are)? {my}(?:next )?{visits}(?: do i have| have i got| are there)?(?: (?:coming|next|soon|with\
    |at|for)\b.*)?$
    ^what {visits} (?:do i have|have i got|are (?:there|coming))
    ^{my}{visits}(?: with .*)?$
    ^when do i (?:go|see)\b
    ^(?:do|have|is|are|whats|what is|anything)\b.*\b(?:anything|something|anyone|what|one|visits?|appointments?)? ?(?:booked|scheduled|lined up|planned|arranged|set up|coming up)\b
    ^when am i (?:due|expected|up)\b
    ^am i (?:down|booked|in|due|up) (?:for|in for)\b(?!.*@)
    ^what have i got (?:coming up|booked|lined up|planned)\b
    ^have i got to (?:go|see|be)\b.*\b(?:doctors?|WHOM|clinic|anywhere|anyone|anybody)\b
    """,
)

LAST_VISIT = talk(
    Kind.LAST_VISIT,
    r"""
    \b(?:last|latest|most recent|previous|recent|past)\b.*\b(?:{visits}|WHOM|stay|hospitali[sz]ation)\b
    \b(?:last|latest|most recent|previous)(?: time)?\b.*\b(?:see|saw|seen|visit\w*|been to|went to|go to|was at\
    |was in|at the|in the)\b
    \b(?:see|saw|seen|visit\w*|been to|been at|went to|at|go to)\b.*\b(?:{doctor}|clinic)\b.*\blast(?: time)?$
    ^(?:when|what day|how long ago|how often|how many times|where|why|which|what) (?:did|was|were|have|had\
    |has) i (?:last |ever |even )?(?:see|saw|seen|visit\w*|been (?:to|at|in)|go to|went to|at|in\
    |with)\b.*\b(?:{doctor}|clinic|office)\b
    ^(?:did|have|had|was) i (?:ever |already |even )?(?:see|saw|seen|visit\w*|been (?:to|at|in)|go to|went to|at\
    |in)\b.*\b(?:{doctor}|clinic)\b
    \b(?:hospitali[sz]ed|admitted|discharged|hospital stays?)\b
    ^(?:when|how long|why|where|how often|how many times) (?:was|were|have|did) i (?:been |stay |ever )*(?:in\
    |at) (?:the )?WHOM
    ^what (?:happened|was (?:done|said)|did they do|was it about)\b.*\b(?:{visits}|WHOM|doctors?)\b
    ^(?:when|how|what|which|who|tell me about|about)\b.*\bmy {visits}(?: about)?$
    ^what {visits} (?:did|have|had) i\b
    ^when (?:did|has|have) {doctor} (?:last )?(?:see|seen|saw|examine\w*) me\b
    ^who did i (?:last )?see(?: last)?$
    ^who (?:was it |was that )?(?:that )?i (?:last )?(?:saw|seen|see)(?: last| the last time| last time)?$
    ^when was i (?:last )?in(?: last)?$
    ^(?:tell me |more )?about my (?:hospital |WHOM )?(?:stays?|admissions?)
    ^{my}(?:hospital |WHOM )(?:stays?|admissions?)$
    \b(?:spent|spend|stay|stayed)\b.*\b(?:nights?|days?|overnight|time|in)\b.*\bWHOM\b
    ^(?:when|how long|why|how often)\b.*\b(?:laid up|rushed|taken|put|stuck|kept|keep)\b.*\b(?:WHOM|in overnight|overnight)\b
    ^(?:was|have|did|had|were)\b.*\b(?:overnight|admitted|inpatient)\b
    """,
)

VISITS: tuple[Rule, ...] = (NEXT_VISIT, LAST_VISIT)
