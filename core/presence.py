"""Whether words say that something is so now: not denied, not long over, not asked of the record.

These rules are the same for every red flag, so they stand here once and not in each flag's data. They
lean towards an alarm: only a clear denial, a clear time at least about a month ago, or a clear question
about the record takes one away. That somebody calls it nothing never does.
"""

import re

_NO_DENIAL = re.compile(
    r"\b(?:dont|didnt|doesnt) (?:know|understand|feel (?:well|good|right|so good|too good)|want to (?:worry|bother)|worry)\b"
    r"|\bnot (?:sure|only|just|feeling|getting|going away|(?:so |very |too )?(?:well|good|right))\b|\bno (?:idea|reason|matter|doubt)\b"
    r"|\bcant (?:help|stop)\b|\b(?:isnt|doesnt|wont|not) (?:getting|going(?! to ?$)|stop|help|helping|working|touching|easing|doing|it)\b|\bwhy (?:not|dont)\b"
)
"""Denials of something else than what follows."""
_DENIAL = re.compile(
    r"\b(?:not|dont|doesnt|didnt|never|wouldnt(?=\s*$)|havent|hasnt|hadnt|isnt|arent|aint|wasnt|werent|without|nor|neither|denies|denied|none|nobody|free of"
    r"|no(?! (?:i|im|ive|id|my|it|its|he|hes|she|shes|the|this|that|there|theres|we|you|wait|listen|really|no)\b))\b"
)

_LONG_PAST = re.compile(
    r"\blast (?:year|month|summer|winter|spring|fall|autumn|christmas|easter|thanksgiving"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\b(?:\w+ )?(?:months?|years?|decades?) (?:ago|back|earlier|gone)\b|\b(?:year|month|summer|winter|spring|fall|autumn|christmas|easter|week) before last\b"
    r"|\bthat (?:year|winter|summer|spring|autumn|christmas|whole (?:year|winter|summer))\b|\bthe (?:winter|summer|spring|autumn|year) (?:of|when|we|i|before last)\b"
    r"|\b(?:since|from|in) (?:\w+ )?(?:childhood|youth|school days)\b|\bin (?:forty|fifty|sixty|seventy|eighty|ninety) (?:one|two|three|four|five|six|seven|eight|nine)\b(?! (?:minutes?|hours?|days?|seconds?))|\blived to\b"
    r"|\bmy (?:\w+ )?(?:aunt|uncle|cousin|great \w+|ancestors?) (?:\w+ )?(?:had|was|died|lost|went|broke|fell|took|\w+ed)\b"
    r"|(?<!in )\ball (?:my|his|her) life\b|\bin the (?:army|navy|war|service|marines|air force)\b|\bin my (?:school|college|army|navy) days\b"
    r"|(?<!over )\b(?:19[3-9]\d|20[0-3]\d)\b(?! (?:milligrams?|mg|units?|micrograms?|steps|calories|milli\w+|over|hours))"
    r"|\b(?:long|ages) ago\b"
    r"|\bin (?:(?:19|20)\d\d|(?:nineteen|twenty|two thousand)(?: \w+){1,2}|the (?:past|\w+ies|\d0s)|my (?:youth|\w+ies))\b"
    r"|\b(?:in|since then|back in|during) (?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\bused to\b|\bback (?:in|then|when)\b|\bas a (?:child|kid|boy|girl|young|baby|teenager)\b"
    r"|\bwhen (?:i|he|she) was (?:about |only |just |maybe )?(?:born|young\w*|little|small|a(?! minute|t)|in (?:my|his|her|school|college|the (?:army|navy|service|war))|\d+|\w+ty|\w+teen|six|seven|eight|nine|ten|eleven|twelve|(?:\w+ty) \w+)\b|(?<!at )(?<!all )\bonce(?= when| as|$)|\bbefore (?:my|the|his|her) (?:\w+ )?(?:surgery|operation|bypass|stent)\b"
    r"|\bdied (?:of|from)\b|\bpassed away\b|\bmy late \w+\b|\bbefore (?:he|she|they) (?:died|passed)\b|\bif i ever\b|\bin case i\b"
)
"""About a month ago or longer, told of somebody who has died, or of what may come one day."""
_ASKED_WHETHER_KEPT = re.compile(
    r"\b(?:is|are|was) (?:that|it|this|they) (?:still )?(?:in|on) (?:there|my|the|file|record)\b|\bwhen was (?:that|it|the)\b"
    r"|\b(?:does|do) (?:the|my|they|dr) (?:\w+ ){0,2}(?:know|have) (?:about )?(?:that|it)\b|\bshould that be in\b"
)
"""What was told is told to ask whether the record has it."""
_NOW = re.compile(
    r"\b(?:right now|just now|now|still|again|today|tonight|this (?:morning|afternoon|evening|minute)|since|all day|all night"
    r"|like|same as|worse|keeps?|ever since|i (?:have|feel|cant|think)(?! had| been| it was)|im|ive got|hurts|feels|cant)\b"
)

_ASKED = re.compile(
    r"^(?:(?:so|well|and|okay|ok|hey|please|now|can you|could you|would you|tell me|do you know|remind me|i want to know|id like to know|if) )*"
    r"(?:what(?:s|ever)? (?:did|was|were|does|do i|is (?!this|that|it|wrong|going|happening)|are (?!these|those)|my|the|medicines?|reaction|happened|has|have|kind|other|a|an|signs|(?:can|could|should) i (?:ask|say|tell))"
    r"|whats (?:my|the|a|an|in)|when (?:did|was|were|is|have|had)|whens|where (?:did|was|is|does)|which\b|who (?:is|was|did|treated|saw|prescribed)"
    r"|how (?:many|often|long ago|was|were)|was (?:i|my|there|that|it|the)|were (?:there|my)|did (?:i|my|the|they|we|he|she|dr|doctor|anyone|it)"
    r"|do i (?:still )?(?:have|take|need)|(?:can|could|should|may|must|shall) i (?:still |also |just )?(?:take|stop|skip|leave|eat|drink|drive|use|start|keep|ask|mix|double)|does (?:my|the|it|\w+ attack)|have i (?:ever|had|been)|has my|had i|is there (?:a|an|any|anything)"
    r"|is (?:my|the) (?:blood sugar|sugar|glucose)|is (?:my |the )?\w+ (?:for|good for|against)|am i (?:taking|on|allergic|at risk)|show|read|list|find|look|tell me about|explain|search|open)\b"
)
_WONDERED = re.compile(
    r"^(?:(?:so|well|and|okay|please|tell me|do you know|i wonder) )*(?:"
    r"(?:will|could|can|might|would|should) (?:my|the|high|low|a|an|too|\w+ing|aspirin|\w+(?:in|ol|il|ide|ine|ix|is)) (?:\w+ ){0,4}(?:get|come|go|be|make|cause|give|lead|happen|help|mean|affect|hurt|raise|lower|interact)"
    r"|is (?:\w+ ){1,4}(?:a side effect|side effects|on my|on the|written|mentioned|in my|ever|common|back)|is it (?:normal|common|usual|fine|ok|okay|safe|alright|all right) (?:to|for|with|if i)|(?:why|how come) (?:did|do|does|was|were|is|are)|how (?:likely|bad was|bad were|do i use|does|did)"
    r"|should i (?:worry about|be worried about|ask)|are (?:my|the) \w+ (?:\w+ )?(?:written|on|in|mentioned|normal)|what(?:s| is) (?:likely|the (?:chance|risk|difference))|what happens|does \w+ (?:help|cause|make|lead|mean|raise|lower)|have they (?:ever )?|has (?:anyone|the doctor|it ever|that))\b"
)
_OF_NOW = re.compile(
    r"\b(?:this|these|now|right now|today|tonight|all day|all night|im|am|ive|having|hurts?|hurting|pains?|bleeding|cant|sudden\w*|all at once|out of nowhere|wont stop)\b"
)
"""Who wonders about "this pain" has it."""
_REQUESTED = re.compile(
    r"^(?:(?:please|can you|could you|would you|just) )*(?:show|read|list|open|tell) (?:me )?(?:\w+ ){0,3}"
    r"(?:record|scan|note|letter|result|report|x ?ray|picture|screening|visit|summary|time)s?\b"
    r"|^(?:(?:so|well|and|but|tell me|do you know) )*(?:which (?:of|one|doctor|nurse|hospital|medicine|pill|tablet|drug|antibiotic|test)|who (?:do|did|should|treated|saw|was)|where i|when (?:was|did|were|will)|what (?:was|were|did)"
    r"|does (?:it|my (?:record|chart|file)) say|ha(?:s|ve) (?:anyone|anybody|somebody|they|the \w+) (?:ever )?(?:written|wrote|noted|put|recorded)|do my records|how many times|how (?:bad|much|long|big|high|low) (?:was|were|did)|am i going to(?! (?:faint|pass|black|be sick|collapse)))\b"
)
"""What is shown or read out of the record, whatever it was about: "show me the scan from when I hit my head"."""
_ONE_DAY = re.compile(r"^(?:(?:and|so|well|but) )*(?:if i ever|in case i|should i ever|what if i ever)\b")
"""What may come one day, whatever else the clause says."""
_ABOUT_RECORD = re.compile(
    r"\b(?:(?:my|the|in|that|this) (?:record|chart|file|history)|history of|letter|report|discharge|diagnos\w+|ever had|ever have|signs of|symptoms of"
    r"|(?:doctor|dr \w+|they|it|nurse) (?:say|said|says|write|wrote|find|found|call it)|(?:say|said|says|write|wrote|mention\w*) (?:anything |something )?about|mean(?:s|ing)?\b|in (?:my|the) family|(?:my|the) (?:\w+ )?list|question about"
    r"|(?:take|taking|took|given|prescribed|pill|pills|medicine|medicines|tablets) (?:\w+ ){0,2}for)\b"
)
_MADE_UP = re.compile(
    r"\b(?:in|on|from|of|about) (?:the|a|an|my|that|this|last nights) (?:\w+ )?(?:film|movie|news|radio|telly|tv|television|program|programme|show|series|book|novel|story|play|opera|song|match|game|paper|papers|soap|serial|episode|documentary|half|inning|quarter|race|marathon)\b"
    r"|\b(?:quarterbacks?|boxers?|fighters?|riders?|runners?|players?|wingers?|footballers?|cricketers?|batters?|pitcher|goalie|striker|batsman|linebacker|jockey|character|actor|actress|villain|heroine|detective|my team|our team|their team|the team)\b"
    r"|\blaughing\b|\bthe hero\b|\bin chapter \w+\b|\bthe song goes\b|\b(?:i )?(?:read|reading|saw|watched) (?:a|an|the|that) (?:\w+ ){0,2}(?:book|film|movie|story|article|play|program|programme|show)\b|\bon (?:tv|telly|the box)\b"
)
"""Told of a film, a match or the news."""
_FEARED = re.compile(
    r"\b(?:worried|worry|afraid|scared|frightened|fear|nervous|terrified) (?:that )?(?:about|of) (?:\w+ ){0,2}(?:falling|having|getting|losing|choking|dying|fainting|passing|bleeding|a (?:stroke|fall|heart attack))\b"
    r"|\b(?:might|may|could|will|ill|id|would|should|can) (?:\w+ ){0,6}(?:one day|some day|someday|in the (?:future|end|night)|when im (?:old\w*|alone)|down the (?:road|line)|on the plane|this winter)\b"
    r"|\bwhat (?:if|happens if|would happen if|do i do if|should i do if|to do if)\b|\bhow (?:would|will|can|do|does|could) (?:i|you|one|somebody|someone|a person|people) (?:know|tell)\b|\b(?:if|when) i ever\b|\bid hate to\b"
    r"|\b(?:dont|didnt|wouldnt|never) want to (?:end up|be like|have a|get a|finish up)\b|\bis it likely\b|\b(?:will|would) (?:i|it|that|this|the \w+|my \w+) (?:\w+ )?(?:get|be|have|make|give|cause|stop|hurt|happen)\b"
    r"|\b(?:could|can|do|would) (?:these|this|those|that|the|my) (?:\w+ ){1,3}(?:make|cause|give|lead|bring)\b|\bin case\b|\bi dread\b|^do (?:people|they|you|some people)\b|^(?:might|may|will|would|could) i (?:ever )?need\b|\bhoping i (?:wont|dont|will not)\b|\bhope i (?:never|dont|wont)(?! wake)\b|^(?:well |but |and )?suppose (?:i|he|she|my|we)\b|\b(?:could|can|might|would) i (?:ever )?(?:bleed|choke|faint|fall|die|have a|get|stop breathing|pass out)\b|\bin the event\b"
)
"""What may come one day."""
_HABIT = re.compile(
    r"\bwhen(?:ever)? (?:i|he|she|it|the|you|its) (?:sit|lie|sleep|cross|knit|write|sew|read|walk|climb|exercise|rains?|garden|cook|iron|type|drive|weather|hurry|bend|kneel|stand)\w*\b|\bfrom (?:sitting|sleeping|lying|kneeling|gardening|knitting|sewing|typing|the (?:draft|draught|garden|cold))\b"
    r"|\b(?:always (?:have|has|had|been|was|does|do|is)|as usual|as always|like always|the usual|every (?:morning|night|evening|day|winter)(?! this)|most (?:mornings|nights|days)|these days|all (?:my|his|her) life|now and then|now and again|^(?:and |well |but )?i get (?!no |any |up )\w+|from time to time|once in a while|occasionally|sometimes|usually|generally|normally|for (?:\w+ ){0,2}years|(?:in the (?:evenings?|mornings?|afternoons?)|at night)(?! and now)|by (?:nine|ten|eight|evening) every)\b"
    r"|\bwithout my (?:glasses|specs|spectacles|hearing aids?|teeth|stick|walker|cane)\b|\bafter (?:all )?(?:that |the |my )?(?:gardening|walk|long walk|exercise|class|workout|gym|curry)\b|\bon the (?:hill|stairs)\b"
)
"""What is so at certain times, or has been for long."""
_NOW_TOO = re.compile(
    r"\b(?:right now|now(?! and)|today|tonight|this (?:morning|afternoon|evening)|sudden\w*|worse|cant|just)\b"
)


def is_denied(clause: str, start: int, found: str, asked_for: str) -> bool:
    """Whether what was found at `start` of the clause is denied.

    `asked_for` is the text of the pattern: a "not" that it spells out itself ("not breathing") denies nothing.
    """
    inside = [word for word in _DENIAL.findall(found) if word not in asked_for]
    before = _NO_DENIAL.sub(" ", clause[:start])
    return bool(inside) or _DENIAL.search(before) is not None


def is_long_past(clause: str) -> bool:
    """Whether the clause tells of something about a month ago or longer, and not of now as well."""
    if _ONE_DAY.search(clause) or _ASKED_WHETHER_KEPT.search(clause):
        return True
    return _LONG_PAST.search(clause) is not None and _NOW.search(_LONG_PAST.sub(" ", clause)) is None


def is_requested(clause: str) -> bool:
    """Whether the clause wants a document or a result read, so that its words tell of the past."""
    return _REQUESTED.search(clause) is not None


def is_asked_of_record(clause: str) -> bool:
    """Whether the clause asks what the record says, or what a word means."""
    if _WONDERED.search(clause) is not None and _OF_NOW.search(clause) is None:
        return True
    return _ASKED.search(clause) is not None or _ABOUT_RECORD.search(clause) is not None


def is_unreal(clause: str) -> bool:
    """Whether the clause tells of a film, a match or a book, or of what may come one day."""
    return _MADE_UP.search(clause) is not None or _FEARED.search(clause) is not None


def is_habit(clause: str) -> bool:
    """Whether the clause tells of what has always been so, or always is so at such a time."""
    return _HABIT.search(clause) is not None and _NOW_TOO.search(clause) is None
