"""How the steps of preparing a visit are said; patterns on plain words (`core.words.plain`)."""

import re

_VISIT = r"(?:visit|appointment|check ?up|consultation|operation|procedure|surgery)s?"
_MY = r"(?:my |the |our |his |her |a |that )?"

START = re.compile(
    rf"\b(?:get|getting) (?:me |us |myself )?(?:ready|prepared|set up|set) for\b|\bprepar\w+ (?:me |myself |us )?(?:for )?{_MY}.*"
    rf"\b(?:{_VISIT}|doctor|dr|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow)\b"
    rf"|\b(?:help|ready|plan)\b.*\b(?:for|with|before) {_MY}(?:\w+ )*(?:{_VISIT}|doctor|dr)\b"
    r"|\bprepare (?:me )?(?:for|my)\b|\b(?:lets|let us|go on|carry on|continue) (?:with )?(?:preparing|getting ready|my (?:list|visit|questions))\b"
    rf"|\bi (?:have|ve got|am seeing|see|ive got) (?:a |an |my |the )?(?:{_VISIT}|doctor).*\b(?:help|ready|prepare)"
)
ADD = re.compile(
    r"\b(?:i(?: would|d)? (?:also |just )?(?:want|like|need|wanted|have) to (?:also )?ask(?: (?:him|her|them|the doctor|my doctor|dr \w+))?"
    r"|i (?:also )?want to know|remind me to ask(?: (?:him|her|them|the doctor|my doctor|dr \w+))?|ask (?:him|her|them|the doctor|my doctor|dr \w+)"
    r"|(?:my|another|one more|the next|first|second) question (?:is|would be)|(?:please )?add (?:a |the |another )?question(?: about| that)?"
    r"|put (?:on|down) (?:my|the) list(?: that)?|add to (?:my|the) list|put (?:a )?question (?:about|on))\b[ :,]*(?P<words>.+)"
)
ADD_BEHIND = re.compile(
    r"^(?:please )?(?:put|add|write) (?P<words>.+?) (?:on|to|onto|down on) (?:my|the) list(?: .*)?$"
)
WORRY = re.compile(
    r"\bi(?:m| am|ve been)? ?(?:so |really |a bit |a little |very |just |also )*(?:scared|afraid|frightened|terrified|worried|anxious|nervous"
    r"|worry|fear|dread|dreading)(?: (?:of|about|that|to|it))?(?P<words>.*)|\bwhat frightens me is(?P<fear>.*)"
)
FIRST = re.compile(
    r"\b(?:put|move|make|take|bring|ask) (?P<words>.+?) (?:first|to the (?:top|front|start|beginning)|up(?: to the)? (?:front|top)|on top|number one"
    r"|my first(?: question)?|at the (?:top|start|beginning))$|^(?P<only>.+?) (?:should (?:be|come|go)|goes|comes) (?:first|on top|at the top)$"
)
DROP = re.compile(
    r"^(?:please )?(?:drop|delete|remove|scratch|cross out|cross off|strike|leave out|take out|take away|take off|forget|lose|skip|get rid of|throw out"
    r"|i (?:do not|dont) (?:want|need)(?: to ask)?)(?: out| off)? (?P<words>.+?)(?: off(?: (?:the|my) list)?| out| from (?:the|my) list)?$"
)
CORRECT = re.compile(
    r"^(?:no|nope|sorry|wait|not that)?[ ,]*(?:no )?i (?:said|meant|mean)(?: to say)?(?: it is| its)? (?P<words>.+)$"
    r"|^(?:no )?(?:it is|its|it should (?:be|say)) (?P<be>.+?)(?: not (?P<not>.+))?$|^not (?P<wrong>.+?) (?:but|i said|its) (?P<right>.+)$"
)
REPLACE = re.compile(r"\b(?:change|replace|reword|make) (?P<which>.+?) (?:to|with|into|say)(?: be)? (?P<words>.+)$")
READ_ONE = re.compile(
    r"\b(?:read|tell|give|say|repeat|whats|what is|what was)(?: me| out| us)?(?: again)? (?:the |my )?(?P<words>(?:first|second|third|fourth|fifth|last|next|1st|2nd|3rd)\b"
    r"(?: question| one)?|question (?:number )?\w+|number \w+|question about .+)(?: again| please| to me)?$"
)
READ = re.compile(
    r"\b(?:read|tell|give|show|say|go through|go over|hear|whats on|what is on|what are|whats|what have i)(?: me| out| us| through| back)*(?: all| back)*(?: of)? ?"
    r"(?:my|the|our|those|all)?(?: \w+)? (?:questions|list)\b(?: again| back| to me| please| for .*| i have)*$|^read (?:them|it|those)(?: all| back| out| to me| again)*$"
)
NEXT = re.compile(
    r"^(?:(?:and |okay |ok |please )?(?:the )?(?:next|following)(?: one| question)?(?: please)?|whats next|and then)$"
)
SKIP = re.compile(r"^(?:skip|not)(?: (?:it|that|this|that one|this one|now))?(?: next)?$")
ASKED = re.compile(
    r"^(?:i|weve|we|ive)(?: have)?(?: already| just)? (?:asked|did ask)(?: (?:about )?(?P<words>.+))?$|^(?P<one>.+) is (?:asked|answered|done)$"
)
WHY = re.compile(
    r"^(?:and )?why(?: is (?:that|it)| should i| would i| do you (?:suggest|say)| that(?: one)?)?(?: (?:ask|worth asking|that|it|a good question|suggest that)(?: that| it)?)*$"
)
REHEARSE = re.compile(
    r"\b(?:practi[sc]e|rehears\w+|dry run|role ?play|play the doctor|pretend (?:you are|youre|to be) (?:the|my) doctor|run through it|try it out)\b"
)
END_REHEARSAL = re.compile(
    r"^(?:(?:okay |ok |no )?(?:stop|end|enough|finish|no more|quit)(?: (?:the |this |with )?(?:practi\w+|rehears\w+|of that|it|playing|now))*"
    r"|(?:that is|thats|that was) (?:it|all|enough|everything)(?: .*)?|(?:im|i am) (?:done|finished)(?: .*)?|nothing else|no thats (?:it|all))$"
)
DONE = re.compile(
    r"^(?:no |nope |okay |ok )?(?:(?:that is|thats|that was) (?:it|all|everything|enough)|nothing(?: else| more)?|no(?: more| others?)(?: questions)?"
    r"|i (?:have|ve got) no (?:more |other |further )?questions?|i (?:do not|dont) (?:have (?:any(?: more| others?)?|one)|know)|none(?: at all)?|not (?:really|right now)"
    r"|(?:im|i am) (?:done|finished))(?: .{0,20})?$"
)
AGAIN = re.compile(
    r"^(?:yes |okay |ok |lets (?:do|try) (?:it|that) )*(?:once more|one more time|again|another (?:go|try))(?: please)?$|^(?:yes )?lets (?:do|try) (?:it|that) again$"
)
SUGGEST = re.compile(
    r"\b(?:suggest\w*|propose|recommend|come up with|any ideas|what (?:should|could|can|would) i ask|what else (?:should|could) i ask|help me find (?:some )?questions)\b"
)
CHANGES = re.compile(
    r"\b(?:what|anything|whats|is there anything|tell me what|which things)(?: has| have| is|s)? ?(?:changed|new|different|happened)\b.*\b(?:since|last (?:visit|time)|then|before)\b"
    r"|^(?:what|whats)(?: has| is)? (?:changed|new)$"
)
SHEET = re.compile(
    r"\b(?:make|print|write|get|give|prepare|save|create|want|have|need)\b.*\b(?:sheet|page|printout|handout|paper)\b|^(?:the )?(?:sheet|print it|print that)(?: please)?$"
)
TEACH_BACK = re.compile(
    r"\b(?:say|tell|explain|repeat) (?:it|that|this) back\b|\b(?:check|see|test)(?: me)? (?:if|whether) i (?:got|have|understood|understand)\b|\blet me (?:say|try) it (?:back|in my own words)\b"
)
NOTE = re.compile(
    r"^(?:okay |please |and )*(?:(?:make|take|keep|write|add)(?: me)? (?:a |this |down a |another )?note(?: that| of(?: it| that| this)?| down)?|note(?: down)?(?: that)?"
    r"|write (?:that |this |it )?down(?: that)?|remember(?: that| this)?|put down(?: that)?)[ :,]*(?P<words>.*)$"
    r"|^(?:okay |and |so |well )*(?P<said>(?:she|he|they|the doctor|my doctor|the nurse|dr \w+|doctor \w+) (?:also )?(?:said|says|told me|wants|wanted|thinks|asked me|explained|will|is going to|gave me|prescribed|recommends?|recommended)\b.+)$"
)
RECALL = re.compile(
    r"\bwhat (?:did|was it (?:that )?)(?: )?(?P<who>she|he|they|the doctor|my doctor|the nurse|dr \w+|doctor \w+|the \w+ doctor|my \w+ doctor)(?: say| said| tell me| want| explain)(?: to me)?(?: (?:about|on|to do about|regarding) (?P<words>.+))?$"
    r"|\bwhat (?:is|are|was|were|do|does)(?: in)? my notes?(?: say)?(?: (?:about|on|from) (?P<about>.+))?$|\bread (?:me )?my notes?(?: (?:about|on|from) (?P<on>.+))?$"
)
AFTER = re.compile(
    r"\b(?:im|i am|were|we are) back(?: home)? from\b|\b(?:visit|appointment) (?:is|was|went) (?:over|done|finished|well|fine|good)\b|\bi(?: just| have| ve)* (?:been (?:to|at)|came from|come from|saw|seen) (?:the|my|dr|doctor)\b.*(?:today|now|just)?$"
    r"|^after the (?:visit|appointment)"
)
KEEP = re.compile(
    r"^(?:please |yes )*(?:keep|save|store) (?:it|that|them|this|my (?:list|questions|notes?)|the (?:list|questions))(?: .*)?$"
)
FORGET = re.compile(
    r"\b(?:forget|erase|delete|destroy|wipe|throw away) (?:all |all of )?(?:my|the) (?:(?:visit )?(?:questions|plans?|notes?|lists?|preparation)(?: and (?:questions|notes?|plans?))?|visit plans?)\b"
)
LEAVE = re.compile(
    r"^(?:lets |let us |please |okay |i want to )?(?:stop|leave|end|quit|cancel) (?:preparing|the preparation|(?:getting|the) ready|this preparation|preparation|with this|here)(?: .*)?$"
    r"|^(?:another|some other) (?:time|day)$|^(?:not now|later|maybe later|lets (?:stop|leave it) (?:here|there)(?: .*)?|that is enough for today|thats enough for today)$"
)
BOTH = re.compile(
    r"^(?:yes |okay |ok |keep |take |please )*(?:both|all|them|all of them|both of them|them all|all three|everything)(?: of them| please)?$"
)
NEITHER = re.compile(
    r"^(?:no |keep |take )*(?:neither|none|none of (?:them|those)|not (?:those|them|that)|leave them(?: out)?)(?: .*)?$"
)
ABOUT = {
    "check-up": re.compile(r"\b(?:check ?up|routine|regular|yearly|annual|follow ?up|physical)\b"),
    "new problem": re.compile(
        r"\b(?:something new|new (?:problem|complaint|symptom|thing|pain)|a problem|something that hurts)\b"
    ),
    "medicines": re.compile(r"\b(?:medicines?|medications?|pills|tablets|drugs)\b"),
    "results": re.compile(r"\b(?:results?|tests?|lab|blood work|numbers)\b"),
    "procedure": re.compile(
        r"\b(?:procedure|operation|surgery|anesth\w+|colonoscopy|endoscopy|before (?:an?|the|my) )\b"
    ),
}
SAYS_ABOUT = re.compile(
    r"^(?:it is|its|it was|thats|that is|this is|it will be|mostly|mainly|just)\b.*\b(?:about|for|a|my|an|the)\b|^(?:actually|no) (?:it is|its)\b"
)
OTHER_VISIT = re.compile(
    r"^(?:no|actually|sorry|wait|i mean|i meant)\b.*\b(?:with|for|dr|doctor|visit|appointment|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)
