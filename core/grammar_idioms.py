"""Ways of asking that name their subject with a verb, turned into ways that name it with a noun.

Also indirect questions, which come out of "tell me if my potassium is normal", turned around.
"""

import re

_REWRITES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"^as (?=(?:my|the) )", "has "),
        (r"^i (?:dont|do not|cant|never(?: did| could| quite| really)*) (?:understand|know|understood|knew) (?:what )?((?:my |the |a )?(?!why|how|when|who|if|what|it|that|this|you)\w.*?)(?: (?:is|means?|is for|does))?$",
         r"what is \1"),
        (r"^would you (?:call|say|consider)(?: that)? (my|the) (.+?) (?:is |as )?(normal|okay|ok|fine|high|low|good|bad|too high|too low)$", r"is \1 \2 \3"),
        (r"^for what (do|did|am|was|must|should) i\b", r"why \1 i"),
        (r"^(?:on average|typically|usually|on the whole) (.+)$", r"\1 on average"),
        (r"^(?:they|we|he|she|the nurse|the doctor|somebody|someone) (?:took|checked|measured|did|tested|drew) (?:my|the) (.+?)"
         r"(?: (?:a while|some time|a week|a month|\w+ (?:days|weeks|months)) ago| last time| recently| the other day)? (?:and )?what (?:was|is) (?:it|the result)$",
         r"what was my \1"),
        (r"\boften (?=(?:my|the) )", "off in "),
        (r"\b(highest|lowest|most|least|worst|best) (my|the) (.+?)s (?:ever )?been$", r"\1 \2 \3 has been"),
        (r"\b(?:c section|c-section|ca?esa?rian(?: section)?|caesarean(?: section)?)\b", "cesarean section"),
        (r"^whatd (?=my |the )", "what did "),
        (r"^how long (?:is it|has it been|since|is it been)(?: now)? ?since\b(?! i )", "how long ago was"),
        (r"^how long since (?=my |the |that )", "how long ago was "),
        (r"^(who|when|where) (?:was|is) it (?:that )?(?=(?:i|they|we|he|she|the doctor) )", r"\1 "),
        (r"^(?:so |well )?i (?:dont|havent) (have|got|take|suffer from|need) (.+?) (?:do|have) i$", r"do i \1 \2"),
        (r"^(?:so )?i (?:dont|do not) (?:still )?(have|take) (.+?) do i$", r"do i \1 \2"),
        (r"\b(?:that|this|the|these|those) (\w+(?: \w+)?) of mine\b", r"my \1"),
        (r"\bin aid of$", "for"),
        (r"^ive (?:not|never|still not) (had|got|been|seen) (.+?)(?: yet)? have i$", r"have i \1 \2"),
        (r"^(i|they|we) (?:didnt|did not|never) (.+?) did (?:i|they|we)$", r"did \1 \2"),
        (r"^im not (.+?) am i$", r"am i \1"),
        (r"^im (.+?) (?:arent i|am i not|right|arent i right)$", r"am i \1"),
        (r"^i was (.+?) wasnt i$", r"was i \1"),
        (r"^i (?:still )?(take|have|need|see) (.+?) dont i$", r"do i \1 \2"),
        (r"^theres (.+?) isnt there$", r"is there \1"),
        (r"^theres no (.+?) is there$", r"is there any \1"),
        (r"^(my|the) (.+?) (isnt|hasnt|wasnt) (.+?) (?:is|has|was) it$", r"\3 \1 \2 \4"),
        (r"^i had (.+?) didnt i$", r"did i have \1"),
        (r"^ive (?:got|had) (.+?) havent i$", r"do i have \1"),
        (r"^they (took|put|started) me (.+?) didnt they$", r"did they \1 me \2"),
        (r"^(?:there is |theres )?(?:nothing|anything) (?:the matter|wrong|amiss|up) with (.+?)(?: is there| i hope)?$", r"is there anything wrong with \1"),
        (r"^(?:thats|that is) (?P<what>.+?) (?:is it|isnt it)$", r"is that \1"),
        (r"\b(when|where|what|who|how)d (you|i|they)\b", r"\1 did \2"),
        (r"\b(?:how much|what|how many (?:pounds|kilos|kilograms)) (?:do"
         r"|did) i (?:currently )?weigh\b", "what was my weight"),
        (r"\bhow heavy (am|was) i\b", "what was my weight"),
        (r"\bhow tall (?:am|was) i\b", "what is my height"),
        (r"\bhow fast (?:is|was|does|did) my heart(?: beat(?:ing)?| going| rate)?\b", "what is my pulse"),
        (r"\bhow much protein (?:is|was|do i have) in my urine\b", "what is my urine albumin creatinine ratio"),
        (r"\bhow much (sugar|iron|potassium|sodium|salt|calcium) (?:is|was|do i have"
         r"|did i have) in my blood\b", r"what is my \1"),
        (r"\b(?:am|was) i (?:a )?diabetic\b", "do i have diabetes"),
        (r"\bi been (?:a )?diabetic\b", "i had diabetes"),
        (r"\b(?:have|has|am|did) i (?:gotten|got|getting|get|become|becoming|grown) (?:any )?(?:heavier|fatter"
         r"|thinner|lighter)\b",
         "has my weight changed"),
        (r"\b(?:am|was) i anemic\b", "do i have anemia"),
        (r"\b(?:have|did) i (?:put on|gained?|lost|lose|losing) (?:any |some |much "
         r"|a lot of )?weight\b", "has my weight changed"),
        (r"\bam i (?:gaining|losing|putting on) (?:any |some )?weight\b", "has my weight changed"),
        (r"\bis my (?:blood )?pressure up\b", "has my blood pressure gone up"),
        (r"^(?:if|whether) im\b", "am i"),
        (r"^(?:if|whether) i (am|have|had|was|do|did|take|ever|need|got)\b", r"\1 i"),
        (r"^(?:if|whether) ((?:my|the|it|that|this|there|all my)(?: [\w@]+){0,3}?) (is|are|was|were|has|have|had"
         r"|does|did)\b", r"\2 \1"),
        (r"^(take|ever|need|got) i\b", r"do i \1"),
        (r"^((?:what|whats)\b.*[a-z]) (?:4|four)$", r"\1 for"),
        (r"^(?:have|had) i (?=(?:a |an |any )?(?:allerg|diabetes|high|gout|@))", "do i have "),
    )
)  # fmt: skip


def straightened(words: str) -> str:
    """The words with such ways of asking replaced, the rest as it was."""
    for pattern, new in _REWRITES:
        words = pattern.sub(new, words)
    return " ".join(words.split())
