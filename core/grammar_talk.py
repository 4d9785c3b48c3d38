"""Questions about the conversation itself and about the record as a whole."""

from core.grammar_words import Rule, talk
from core.questions import Kind

CAPABILITIES = talk(
    Kind.CAPABILITIES,
    r"""
    ^what (?:can|could|else can|do|else do|all can) you (?:do|tell(?: me)?|answer|help(?: me)?(?: with)?|know|offer\
    |say)(?: for me| about me| to me)?$
    ^what (?:can|could|may|should|else can) i (?:ask|say|do)(?: you| with you| here)?(?: about)?$
    ^(?:who|what) (?:are|is) (?:you|plainspoken)$
    ^how can you help
    ^what do you (?:do|know)$
    ^what are you (?:here )?for$
    ^what (?:kinds? of |sorts? of )?(?:questions?|things) (?:can|may|should) (?:i|you)\b
    ^are you (?:a |an )?(?:doctor|nurse|robot|person|human|computer|machine|real person|real)$
    ^what are you (?:able|good)\b
    ^(?:tell me )?(?:about )?what you can do$
    ^what is in my record$
    ^what to ask(?: you)?$
    ^what is it (?:that )?you (?:do|know|can do)$
    ^i (?:dont|do not) know what (?:to|i (?:can|should)) ask(?: you)?$
    """,
)

AUDIT = talk(
    Kind.AUDIT,
    r"""
    ^(?:has|did|have) (?:anyone|anybody|someone|somebody)(?: else)? (?:ever )?(?:opened|open|looked at|look at|read\
    |seen|see|used|use|been in|changed|change|touched|copied|copy|got into|get into) my (?:health )?records?\b
    ^who(?: else)? (?:has |have )?(?:opened|looked at|read|seen|used|been in|changed|copied) my (?:health )?records?\b
    ^when was my (?:health )?record (?:last )?(?:opened|read|used|changed|copied|backed up|exported)(?: last)?$
    ^(?:what|whats)(?: has| have)?(?: was| been| is| happened)?(?: been)?(?: done)? (?:to|with) my (?:health )?record\b
    ^(?:show|tell|read|give) me the (?:log|audit|history) of my record$
    ^(?:when )?(?:was|has|is) my record (?:been )?(?:backed up|copied|exported|opened|changed)\b
    """,
)

SOURCE = talk(
    Kind.SOURCE,
    r"""
    ^where (?:did|do|does|is|are|was|were|have|had) (?:you )?(?:get|got|find|found|read|hear|see|take|have) {that}\b
    ^where (?:did|do|does|is|are|was|were) (?:{that}|(?:that|this|the|those|these) (?:number|result|information\
    |answer|value|reading|one|fact|date)s?) (?:all )?(?:come|came|from|written|taken from|stored|recorded)\b
    ^where(?:s| is) {that} (?:from|written|coming from)
    ^where (?:did|do) you (?:get|read|find|see|hear|know)\b
    ^how (?:do|did|would|can|come) you know(?: {that}| all that| about {that})?$
    ^who (?:says|said|told you|told)(?: so| {that})*$
    ^where (?:does|do|did) (?:it|you|they) (?:say|see|state|mention|show) {that}
    ^what makes you (?:say|think|believe|so)\b
    ^says who$
    ^(?:what|whats)(?: is| was)? {that} (?:based on|from|according to|coming from)$
    ^(?:what|whats)(?: is| was)? (?:your|the|its) (?:source|evidence)
    ^(?:according to|from) (?:who|whom|what|where)$
    ^(?:from )?(?:which|what) (?:lab|laboratory|source|WHOM|hospital|clinic|place|office)(?: (?:was|is|did\
    |does) {that}(?: (?:from|at|come from|done|in))?)?$
    ^(?:which|what) (?:doctor|record|source|document|letter|file) (?:is|was) {that} (?:from|in)$
    ^who (?:did|ran|ordered|measured|sent|wrote|reported|took|tested|drew|checked) {that}(?: test| result| number\
    | one)?$
    ^(?:are you|you) (?:really |quite )?(?:sure|certain|positive)(?: about {that}| of {that})?$
    ^is {that} (?:really )?(?:true|right|correct|accurate|reliable)$
    ^(?:who|which doctor|what doctor|which one)\b.*\b(?:ordered|asked for|requested|wanted|did|ran|sent) (?:for )?{that}(?: test| result| one)?$
    ^(?:and )?(?:which|what) (?:place|clinic|hospital|lab|doctor|office) (?:did|does|was|is) {that}\b.*$
    ^(?:who|which doctor)\b.*\b(?:had|got|have|wanted) {that} (?:done|made|taken|measured|checked)$
    ^who (?:sent|asked|told) (?:for )?me (?:for|to have) {that}$
    ^whose (?:record|result|number)s? (?:is|are) {that}$
    """,
)

WHEN = talk(
    Kind.WHEN,
    r"""
    ^(?:from )?when (?:was|is|were|are) {that}(?: (?:one|result|test|number|reading|letter|visit))?(?: (?:taken\
    |done|measured|from|drawn|checked|tested|recorded|written|given|made))*$
    ^whens {that} from$
    ^(?:when|what (?:year|date|day|month|time)) would {that}(?: have been| be)?$
    ^(?:on |from )?(?:what|which) (?:date|day|year|month|time) (?:was|is|were) {that}\b
    ^(?:whats|what is|what was) the date(?: (?:of|on|for) {that}(?: (?:one|test|result))?)?$
    ^how (?:old|long ago|recent|current|far back) (?:is|was|were|are) {that}(?: (?:one|test|result|number))?$
    ^when did (?:they|you|i|we|he|she) (?:take|do|measure|draw|have|get|check|test|run|write) {that}(?: (?:one|test\
    |result|done|taken|measured))*$
    ^when was (?:the )?(?:test|one|result|number|reading)(?: (?:taken|done|from|written|made|drawn))?$
    ^when$
    ^(?:how long ago|what date|which date|what day)$
    ^is {that} (?:recent|new|old|the latest|the newest|still current|up to date|current)$
    """,
)

OUT_OF_RANGE = talk(
    Kind.OUT_OF_RANGE,
    r"""
    ^(?:is|was|are|were|do|did|does|do i have|do you see|was there|is there|have i got)? ?(?:there )?(?:anything\
    |something|any|any of {my}{last}{results})\b.*\b(?:{off})
    ^(?:which|what|whats|which ones?|which of {my}{last}{results})\b(?! (?:pressure\
    |sugar)).*\b(?:{off})(?: in my (?:blood|urine))?(?: with {my}{last}{results}| in {my}{last}{results}\
    | with my blood)?$
    ^(?:is|was|were|are|did|does) (?:everything|it all|they all|all of (?:it|them))\b.*\b(?:{fine}|normal|well)
    ^(?:is|are|was|were|did|do) {my}{last}{results}(?: (?:all|look|looking|come back|came back|still\
    |today))* ?(?:{fine}|{off})
    ^(?:how|hows)(?: is| are| was| were| do| did| does| have)?(?: all)?(?: of)? {my}{last}{results}(?: (?:look\
    |looking|come|came|out|back|turn|been|doing|today|now))*$
    \b(?:abnormal|unusual|out of range|bad|elevated) (?:{results}|ones)\b
    ^(?:do|does|did)\b.*\b{results}\b.*\b(?:stand|stick) out\b
    ^(?:did|has|have)\b.*\b(?:flag\w*|mark(?:ed)?)\b.*\b(?:anything|something|any)\b
    ^did (?:anything|something|any\w*|{my}{last}{results}) (?:come|turn|show) (?:back|out|up)\b
    ^(?:do|did) i have any(?:thing)? (?:{off})
    \b(?:problems?|trouble|concerns?|surprises?)\b (?:with|in) {my}{last}{results}$
    \b{results}\b.*\b(?:worry|worried|concern\w*)\b
    ^(?:anything|something) (?:{off}|out of range|to worry about)
    \b(?:not|arent|isnt) (?:as|what|how|where) (?:they|it) (?:should|ought)\b
    ^(?:what|which|anything|does anything|is there anything)\b.*\b(?:stands? out|flag\w*|sticks? out|stick out|out of line|needs? (?:attention|watching|a look)|(?:dont|doesnt) look right)\b
    ^(?:is there )?anything (?:to |i should )?(?:worry|know|watch)\b.*\b{results}
    """,
)

TALK: tuple[Rule, ...] = (CAPABILITIES, AUDIT, SOURCE, WHEN)
