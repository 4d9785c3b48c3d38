"""The rules on masked words: which kind of question they ask. Tried in order, the first that fits wins.

`X` stands for a covered name. A rule without `X` needs no subject and is tried before the names are
looked at, unless it is marked otherwise by standing in `WITH_SUBJECT`.
"""

import re
from dataclasses import dataclass

from core.facts import ConceptKind
from core.questions import Kind

X = r"@\d"
TEST, MEDICINE, CONDITION = ConceptKind.TEST, ConceptKind.MEDICINE, ConceptKind.CONDITION
ALLERGY, VACCINE, PROCEDURE = ConceptKind.ALLERGY, ConceptKind.VACCINE, ConceptKind.PROCEDURE
DOCTOR, LETTER, VISIT = ConceptKind.DOCTOR, ConceptKind.LETTER, ConceptKind.VISIT


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that ask one kind of question."""

    kind: Kind
    pattern: re.Pattern[str]
    """Searched in the masked words."""
    about: ConceptKind | None = None
    kinds: tuple[ConceptKind, ...] = ()
    """What the subject may be, best reading first; empty for a question without subject."""
    stopped: bool = False


def _rule(
    kind: Kind, pattern: str, about: ConceptKind | None = None, *kinds: ConceptKind, stopped: bool = False
) -> Rule:
    return Rule(kind, re.compile(pattern), about, kinds, stopped)


_THAT = r"(?:that|this|it|those|these|they|them)"
_RESULTS = r"(?:results?|labs?|lab (?:work|results?|tests?|values?)|tests?|test results?|blood ?(?:work|tests?|results?)|numbers|values|levels|levels?|readings|counts?)"
_FINE = r"(?:normal|okay|ok|alright|all right|fine|good|in (?:the )?(?:normal |usual )?range|in order|healthy|clear|within (?:the )?(?:normal |usual )?range|where (?:it|they) should be)"
_OFF = rf"(?:off|abnormal|unusual|wrong|bad|out of (?:the )?(?:range|whack|ordinary|normal)|outside (?:of )?(?:the )?(?:normal |usual )?(?:range|limits)?|(?:too )?(?:high|low)|not (?:quite )?{_FINE}|elevated|concerning|flagged|stand(?:s|ing)? out|worr\w+)"
_MEDICINES = r"(?:medicines?|medications?|meds?|pills?|drugs?|tablets?|prescriptions?|medicine list)"
_PROBLEMS = r"(?:conditions?|health (?:problems?|issues|conditions?)|medical (?:problems?|conditions?|issues|history)|problems?|diagnos[ie]s|illness(?:es)?|diseases?|ailments?)"
_SHOTS = r"(?:vaccines?|vaccinations?|shots?|immuni[sz]ations?|jabs?|boosters?|injections?)"
_OPERATIONS = r"(?:procedures?|operations?|surger(?:y|ies))"
_LETTERS = r"(?:letters?|notes?|reports?|discharge (?:summary|papers?|instructions|letter|report)|summary|paperwork|documents?)"

WITHOUT_SUBJECT: tuple[Rule, ...] = (
    _rule(
        Kind.CAPABILITIES,
        r"^what (?:can|do|else can) you (?:do|tell|answer|help|know|offer)\b(?!.*\babout (?:my )?@)|^what (?:can|could|may|should) i (?:ask|say|do with you)"
        r"|^(?:who|what) are you$|^what (?:is|are) (?:this|you)(?: for)?(?: thing| program)?$(?<!what is this)|^how can you help|^what do you do\b|^what kinds? of (?:questions?|things)"
        r"|^what (?:questions|things) can (?:i|you)|^what else (?:can|do) you|^are you a (?:doctor|robot|person|human|computer)|^what are you able|^what is plainspoken|^are you there$",
    ),
    _rule(
        Kind.SOURCE,
        rf"^(?:and )?where (?:did|do|does|is|are|was|were|have) (?:you |they )?(?:get |find |read |hear |see |come by |take )?{_THAT}?\b.*\b(?:from|get|got|find|found|come|came|read|hear|see|saw|written|say)\b"
        rf"|^where(?:s| is| was) {_THAT} from|^where (?:did|do) you (?:get|read|find|see|hear)|^how (?:do|did|would|can) you (?:know|find)\b(?: (?:that|this|it))?|^who (?:says|said|told)(?: (?:so|that|it|this|you))*$"
        rf"|^says who|^(?:what|whats)(?: is| was)? {_THAT} (?:based on|from|according to)|^(?:what|whats)(?: is| was)? (?:your|the) source|^(?:according to|from) wh(?:o|om|at|ere)$"
        rf"|^(?:from )?(?:which|what) (?:lab|laboratory|source|hospital|clinic|place|doctor|record|document)\b(?! am| do| have| did i| should)(?:.*\b{_THAT}\b.*| (?:is|was) (?:that|it|this) from)?$"
        rf"|^who (?:did|ran|ordered|measured|sent|wrote|reported|took|tested|drew) {_THAT}(?: test| result| number)?$|^(?:are|r) you (?:really )?(?:sure|certain|positive)|^is (?:that|this|it) (?:really )?(?:true|right|correct|accurate|reliable)$"
        r"|^where (?:does|did) (?:that|this|the) (?:number|result|information|answer|value|reading|one)|^whose (?:record|result)s? (?:is|are) (?:that|this|it)|^where is (?:that|this|it) written",
    ),
    _rule(
        Kind.WHEN,
        rf"^(?:and |so )?(?:from )?when (?:was|is|were|are) {_THAT}(?: one| result| test| number)?(?: (?:taken|done|measured|from|drawn|checked|tested|recorded|written|given|made))*$"
        rf"|^(?:on )?(?:what|which) (?:date|day|year|month|time) (?:was|is|were) {_THAT}|^(?:whats|what is|what was) the date(?: (?:of|on|for) {_THAT}.*)?$|^how (?:old|long ago|recent|current|far back) (?:is|was|were|are) {_THAT}"
        rf"|^when (?:did|were) (?:they|you|i|we|he|she) (?:take|do|measure|draw|have|get|check|test|run|write) (?:{_THAT}|that (?:test|one))(?: test| one| done| from me)?$|^when was (?:that|this|the) (?:one|test|result|number|taken|done|reading|letter|measured)(?: (?:taken|done|from|written|made))?$"
        r"|^(?:and )?when$|^how long ago$|^what date$|^is (?:that|this|it) (?:recent|new|old|the latest|current|still current|up to date)$|^whens (?:that|it|this) from",
    ),
    _rule(
        Kind.OUT_OF_RANGE,
        rf"\b(?:anything|something|everything|any(?: of)?|which|what|all|any)\b(?!.*@)(?:.*\b{_OFF})\b.*|^(?:is|was|were|are|did|does) (?:everything|it all|all)\b(?!.*@).*\b{_FINE}\b|^(?:is|are|was|were) (?:all )?(?:of )?my (?:last |latest |recent |newest )?{_RESULTS}(?: all)? (?:{_FINE}|{_OFF}|looking .*)"
        rf"|^how(?:s| is| are| was| were| do| did)(?: all)?(?: of)? (?:my|the) (?:last |latest |recent |newest |other )?{_RESULTS}(?: look(?:ing)?| come (?:back|out)| turn out| been| doing)*$|\b(?:abnormal|unusual|out of range|bad) {_RESULTS}|^(?:whats|what is|what was) (?:wrong|off|abnormal)(?: (?:with|in) my {_RESULTS})?$|^did (?:anything|my {_RESULTS}) (?:come|turn) (?:back|out)"
        rf"|^(?:do|did) i have any(?:thing)? {_OFF}|^what (?:should|do) i (?:know about|need to know about|watch|look out for) (?:in )?my {_RESULTS}",
    ),
    _rule(
        Kind.LIST,
        rf"\b(?:used to|use to|no longer|stopped|(?:dont|not) (?:take|taking|on) (?:any ?more|any longer)|previous(?:ly)?|former(?:ly)?|old|past|earlier|in the past|discontinued|c[ao]me off|taken off|took off|did i take before|have i (?:ever )?(?:taken|been on|stopped))\b(?!.*@)(?:.*\b{_MEDICINES}\b|.*\b(?:take|taking|on)\b|$)|{_MEDICINES}\b(?!.*@).*\b(?:used to|stopped|no longer|in the past|before|have i (?:taken|been on|had)|did i (?:take|have|stop)|not taking|any ?more|came off|was i on)\b",
        MEDICINE,
        stopped=True,
    ),
    _rule(
        Kind.LIST,
        rf"^(?:what|which|how many|whats|list|all|name|read|my|the|do i|am i|about|tell me about|tell me|are there|show|and|any|every|what about|how about)\b(?!.*(?:@|prescribe|\bdose|\bwhen\b)).*\b{_MEDICINES}\b|^{_MEDICINES}$|^(?:what|whats)(?: all)? (?:do|am|should|must|shall|have|would) i (?:have to |need to |supposed to |supposed to be )?(?:take|taking|on|be taking|been taking)(?: now| for {X}| for my {X}| (?:every|each|in the|at|daily|regularly|these|right|today|currently|to).*)?$|^what am i (?:currently |supposed to be )?(?:taking|on)\b(?!.*@)|^what did (?:the|my) (?:doctor|doctors) (?:prescribe|give me|put me on)|^what (?:was|am|have) i (?:been )?prescribed$",
        MEDICINE,
    ),
    _rule(
        Kind.LIST,
        r"\ballerg\w+(?! to (?!any|what|some|my))(?!.*@)|\ballerg\w+ to (?:anything|any|what|something|some)\b(?!.*@)|^(?:what|which|anything|is there anything|are there things)\b(?!.*@).*\b(?:allerg\w+|cant (?:take|have|tolerate)|react(?:ion)?s? (?:to|badly))|^what (?:medicines?|drugs?|things?) (?:can i not|cant i|should i not|must i not)\b",
        ALLERGY,
    ),
    _rule(
        Kind.LIST,
        rf"^(?:what|which|how many|whats|list|all|name|read|my|do i|about|tell me about|show|any|have i|am i)\b(?!.*@)(?!.*\bfamily\b).*\b{_SHOTS}\b|^{_SHOTS}$|^(?:what|which|how many) (?:have|did|was) i (?:been )?(?:vaccinated|immunized)|^(?:am|have) i (?:been )?(?:fully |up to date )?(?:vaccinated|immunized|up to date)(?: on my {_SHOTS})?$|^what (?:was i|am i|have i been) vaccinated",
        VACCINE,
    ),
    _rule(
        Kind.LIST,
        rf"^(?:what|which|how many|whats|list|all|name|read|my|do i|about|tell me about|show|any|have i|did i)\b(?!.*@).*\b{_OPERATIONS}\b(?!.*@)|^{_OPERATIONS}$|^(?:have i|was i|did i) (?:ever )?(?:been|get|have been)? ?operated|^what (?:have i had|did they) (?:done|do to me|operated)",
        PROCEDURE,
    ),
    _rule(
        Kind.LIST,
        rf"\b(?:what|whats|read|say|said|says|saying|tell|about|any|which|my|the|is|are|do|does|did|written|wrote|got|show|in|from)\b(?!.*@\d (?:letter|level)).*\b{_LETTERS}\b|^{_LETTERS}$|^what (?:did|does|has|have) (?:the |my |that )?(?:doctors?|WHOM|hospital|clinic|she|he|they|nurse)(?: at the hospital)? (?:say|said|write|written|wrote|tell|told|note|noted|recommend|advise|think)\w*\b",
        LETTER,
    ),
    _rule(
        Kind.NEXT_VISIT,
        r"\b(?:next|upcoming|coming up|future|scheduled)\b(?!.*@).*\b(?:visits?|appointments?|check ?ups?|WHOM|doctors?|see|seen|seeing|go|exam|follow up|time)\b|\b(?:visits?|appointments?|check ?ups?)\b(?!.*@).*\b(?:coming(?: up)?|upcoming|scheduled|planned|next|soon|booked|tomorrow|made|future|left)\b"
        r"|^(?:and )?(?:when|what day|what time|which day|whens)(?:s| is| are| do| am| will| should| must| shall| have)* (?:my|i|the)(?: (?:have to|need to|going to|gonna|supposed to|due to))?(?: be)?(?: back)? ?(?:next )?(?:see|seeing|go|going|visit|visiting|meet|meeting|have|having|appointment|check ?up|seen|due|come|back)\b(?!.*(?:@|\blast\b)).*(?:WHOM|doctors?|appointments?|visits?|check ?up|clinic|hospital|back|in|seen)?"
        r"|^(?:do|have|are|is)(?: i| there)? (?:have |got |any |an |a |my )*(?:other |more )*(?:visits?|appointments?|check ?ups?)\b|^(?:who|whom) (?:am i|do i|will i) (?:seeing|see|have|going|meet|meeting|be seeing)\b(?!.*@)|^am i (?:seeing|going to see|due to see|going to|meeting|visiting)\b(?!.*@)|^what(?:s| is| are)? (?:my |the )?appointments?\b(?!.*\b(?:last|did|had|have i had)\b)|^(?:my )?appointments?$|^(?:do|will) i see (?:WHOM|the doctor|my doctor)\b",
    ),
    _rule(
        Kind.LAST_VISIT,
        r"\b(?:last|latest|most recent|previous|recent|ever|past|that)\b(?!.*@).*\b(?:visits?|appointments?|check ?ups?|WHOM|see|saw|seen|visit|been to|hospital|emergency|went to|go to|stay)\b|^(?:and )?(?:when|what day|how long ago|how long|what|which|who|whens|where|how often|how many times|why|did|have|was|were)\b(?!.*@)(?!.*\b(?:prescribe|say|said)).*\b(?:i|my|we)\b.*\b(?:see|saw|seen|visit\w*|appointments?|been to|in|at|go to|went to|go|hospitali[sz]ed|admitted|discharged|stay|examined|check ?up)\b.*(?:WHOM|doctors?|clinic|hospital|check ?up|visits?|appointments?|hospitali[sz]ed|admitted|discharged)?"
        r"|^(?:when|how long) was i (?:in|at)\b|\b(?:hospitali[sz]ed|hospital stays?|in (?:the )?hospital|admitted)\b(?!.*@)|^(?:when|how) was (?:my|the) (?:visit|appointment|check ?up|stay)|^what happened (?:at|in|during|on)\b.*\b(?:visits?|appointments?|hospital|WHOM|doctors?)|^(?:my )?visits?$|^(?:what|which) (?:visits?|appointments?) (?:did|have) i\b|^tell me about my (?:visits?|hospital stay|stay)\b",
    ),
    _rule(
        Kind.LIST,
        r"^(?:who|whos|which|what|whats|list|name|how many|my|the|do i have|tell me about|all)\b(?!.*(?:@|prescribe|\bsay|\btell\b(?! me about))).*\b(?:doctors?|WHOM|physicians?|specialists?|care team|providers?|nurses?|clinics?)\b(?! (?:say|think|tell|write|prescribe|put|give|order)\w*)|^(?:my )?(?:doctors?|care team)$|^who (?:is|are|was) WHOM$|^who (?:takes care of|treats|looks after|cares for) me|^(?:who|whats the name of) is (?:my|the) (?:doctor|WHOM)",
        DOCTOR,
    ),
    _rule(
        Kind.LIST,
        rf"^(?:what|which|whats|list|all|name|read|my|about|tell me about|show|how many|do i have|have i|and|are there|the)\b(?!.*(?:@|WHOM|\bfor\b.*@)).*\b{_PROBLEMS}\b(?! with)|^{_PROBLEMS}$|^what (?:have i been|was i|am i|did they|did the doctors?)(?: been)? diagnosed|^(?:what|whats) (?:is|all|else)? ?(?:do i have|have i got)(?: now)?$|^what (?:am i|do i) (?:being )?(?:treated|suffer\w*)(?: for| from)?|^have i (?:ever )?been diagnosed(?: with (?:anything|something))?$|^whats wrong with me$|^what is wrong with me$|^(?:do i have|have i got) any (?:diseases?|illness\w*|conditions?|health problems?)",
        CONDITION,
    ),
    _rule(
        Kind.LIST,
        rf"^(?:what|which|whats|list|all|name|read|my|about|tell me about|show|how many|do i have|and|what about|the|any|have i|did i|are there|where are)\b(?!.*@).*\b{_RESULTS}\b|^{_RESULTS}$|^what (?:was|were|did they|have they|has been|have i (?:been|had)|did i have) (?:measured|tested|checked|test|measure|check)\b(?!.*@)|^(?:my )?vital signs$|^what did (?:they|you|the lab) (?:measure|test|check|find)(?: in my (?:blood|urine))?$",
        TEST,
    ),
)

_UP = r"(?:up|down|higher|lower|better|worse|rising|rose|risen|falling|fell|fallen|dropp\w+|climb\w+|increas\w+|decreas\w+|improv\w+|declin\w+|worsen\w+|chang\w+|differen\w+|steady|stable|the same|gain\w*|lost|los(?:e|ing)|trend\w*|progress\w*|compar\w+|develop\w*|moved|moving|fluctuat\w*|gotten|getting)"
_TAKE = r"(?:take|taking|took|taken|takes|use|using|swallow|have|having|inject)"

WITH_SUBJECT: tuple[Rule, ...] = (
    _rule(
        Kind.DETAIL,
        rf"\b(?:allerg\w+|react(?:ion|ed|s)?|intoleran\w+|sensitive|hypersensitiv\w+|anaphyla\w+)\b.*{X}|{X}.*\b(?:allerg\w+|reactions?|intoleran\w+)\b",
        None,
        ALLERGY,
        MEDICINE,
    ),
    _rule(
        Kind.DETAIL,
        rf"\b(?:vaccin\w+|immuni\w+|shots?|jabs?|boosters?)\b.*{X}|{X}.*\b(?:vaccin\w+|immuni\w+|shots?|jabs?|boosters?)\b",
        None,
        VACCINE,
    ),
    _rule(
        Kind.EXPLAIN,
        rf"\b(?:(?:what|whats)\b.*\b(?:mean|means|meant|stands? for|measures?|tells? (?:me|us|you|the doctor)|show|shows|about|good for|used for|for|do to|do|does|doing)(?: to me| for me| in my body| exactly)?$|explain\b.*|why (?:do|am|did|was|should|must|would|have) i\b.*(?:\b{_TAKE}\b|\bon\b|\bgiven\b|\bget\b|\bprescribed\b|\bneed\b|\bput\b|\bstart\w*\b).*|what kind of\b.*|what sort of\b.*|more about (?:the |my )?{X}|(?:purpose|reason|meaning|definition) (?:of|for)\b.*|what for|why (?:is|are) .*|how does {X} work.*|why {X}$|what causes .*|(?:what|whats)(?: exactly)? {X} is$)",
        None,
        TEST,
        MEDICINE,
        CONDITION,
        VACCINE,
        PROCEDURE,
        ALLERGY,
    ),
    _rule(
        Kind.EXPLAIN,
        rf"^(?:what|whats|whatre)(?: (?:is|are|exactly|s))*(?: (?:a|an|this|that|these|those|called))* {X}(?: (?:anyway|exactly|again|test|medicine|thing|pill|called))*$|^(?:tell me|know|learn|something|information|info|read)(?: more| a bit| something)? about (?:a |an |the |this )?{X}(?: (?:test|medicine))?$|^(?:what|whats) .*\bthat {X} (?:thing|stuff)$|^what {X} (?:is|are|means?)$",
        None,
        TEST,
        MEDICINE,
        CONDITION,
        VACCINE,
        PROCEDURE,
        ALLERGY,
    ),
    _rule(
        Kind.DETAIL,
        rf"\b(?:when|what time|how|how (?:much|many|often|long)|dose|dosage|strength|milligrams?|instructions|directions|with (?:food|meals)|who|who(?:s| has)?|since when|prescri\w+|doctor)\b.*\b(?:{_TAKE}|prescri\w+|start\w*|stop\w*|gave|give|given|put|ordered|been on|begin|began|dose|dosage|on)\b.*{X}|(?:dose|dosage|strength|instructions?|directions?|amount|milligrams?|pills?|tablets?)(?: (?:of|for|on|is|are))*(?: (?:the|my))? {X}|{X}.*\b(?:dose|dosage|strength|prescri\w+|milligrams?|instructions?|directions?|with food|a day|how often|how much|pills?|tablets?)\b|\b(?:am|was|are|do|did|should|must|have) i\b.*\b(?:{_TAKE}|on|still|been on|prescribed|supposed)\b.*{X}",
        None,
        MEDICINE,
    ),
    _rule(
        Kind.TREND,
        rf"\b{_UP}\b|\b(?:over time|over the (?:last|past|years|months)|through the years|history|gone|so far|doing over|all my|all of my|every|track record|past {X}|{X}s? in the past|graph|chart|course of)\b|^(?:and )?how (?:has|have|did|had)\b.*\b(?:been|done|doing|go|gone|look\w*|behav\w*|come along|developed)\b|\b(?:than (?:before|last|it was|in|at|it used))\b|^(?:has|have) (?:my |the )?{X} been\b(?!.*\b(?:{_FINE})\b)",
        None,
        TEST,
    ),
    _rule(
        Kind.IS_NORMAL,
        rf"\b(?:is|are|was|were|isnt|arent|am|does|do|do i have|did|be|should|s|look|looks|looking|seem|seems|got|have|has)\b.*\b(?:{_FINE}|{_OFF}|usual|okay|supposed to be|should be|about right|right)\b|\b(?:normal|usual|reference|healthy|target|ideal|good|right) (?:range|value|level|number|reading|amount)?s?\b.*{X}|{X}.*\b(?:normal|usual|reference) (?:range|value)s?\b|\bwhat should (?:my |the |a )?{X} be|{X} (?:{_FINE}|too high|too low|high|low)$|^how (?:high|low|bad) (?:is|was)|^is there anything (?:wrong|off) with (?:my )?{X}|\b(?:normal|healthy|good|usual|ideal) {X}",
        None,
        TEST,
    ),
    _rule(
        Kind.DETAIL,
        rf"\b(?:do|did|have|had|am|was|has|since when|how long|when|where|who|which|are|is|were)\b.*\b(?:i|my|me)\b.*{X}|^(?:my |the |about my )?{X}$|^when\b.*{X}|{X}",
        None,
        VACCINE,
        PROCEDURE,
        CONDITION,
        MEDICINE,
    ),
)
