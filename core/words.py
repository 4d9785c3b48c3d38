"""Text as plain words: what every rule on a transcript looks at.

`plain` throws away how something is written and keeps what is said; `content` also throws away what
people say while they look for a word, and what they say to be polite.
"""

import re
import unicodedata

_APOSTROPHES = re.compile(r"['’‘`´ʼ]")
_LETTER_WORD = re.compile(r"\b(?:[A-Za-z]\.){2,}(?=\W|$)")
"""`B.M.I.` is said as one word."""
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NO_WORD = re.compile(r"(?<!\d)\.|\.(?!\d)|[^\w.]|_")

_HESITATION = re.compile(
    r"\b(?:u+h*m+|u+h+|erm+|(?<!the )er|ahem|a+h+|h+m+|mhm|mm+|oh|please|kindly"
    r"|(?<!do )(?<!did )(?<!would )(?<!can )you know|i mean|like i said"
    r"|while youre (?:at|about) it|in (?:plain|simple) (?:english|words|terms)|for (?:heavens|goodness|pitys) sake"
    r"|in (?:heavens|gods) name|by the way|(?<!what )(?:sort|kind) of|what do you call it|whats it called|whatchamacallit|lets see"
    r"|let me see|(?<!do )you see)\b"
)
"""Said anywhere while looking for a word; none of them is part of a name in a record."""

_ASKING = (
    r"(?:can|could|would|will) you (?:tell|remind|show|give|read|explain to) me(?! about)",
    r"(?:can|could|would|will) you (?:check|look up|look|find out|say|see)(?: for me)?",
    r"(?:can|could|would|will) you(?= (?:tell|explain|remind|show|give|read|list|compare|spell|repeat|go|name|run)\b)",
    r"(?:would|do) you mind (?:telling|reading|showing|checking|saying|giving)(?: me)?",
    r"lets (?:hear|see|look at|talk about|check|go over)|let me (?:know|hear|have)|look up|look for",
    r"(?:do you have|have you got|do you see)(?= (?:my|the|any|a|an)\b)",
    r"i (?:just |only |simply )*(?:need|want|would like)(?= (?:my|the)\b)|im (?:curious|interested|asking|calling)(?: about| in)?",
    r"(?:at|on|in)(?= (?:what|which)\b)",
    r"(?:can|could|may) i (?:ask(?: you)?|know|hear|have|get|see)",
    r"do you (?:happen to )?(?:know|remember)(?! (?:about|of))",
    r"(?:i would|id) (?:really )?(?:like|love) (?:you )?to (?:know|hear|ask(?: you)?|find out|see|tell me|learn)",
    r"i (?:really )?(?:want|need|wanted) to (?:know|hear|ask(?: you)?|find out|see|learn)",
    r"i was (?:just )?(?:wondering|going to ask)|(?:im|i am) (?:just )?wondering|i wonder|i forget|i forgot",
    r"(?:i )?(?:dont|cant|never) (?:for the life of me |ever |quite |rightly |seem to )*(?:remember|know|recall|think)(?= (?:what|when|which|who|how|if|where|whether|my)\b)",
    r"(?:remind|tell|show|give|read) me(?= \w)(?! (?:about|more|again)\b)",
    r"(?:if|whether)(?= (?:i|my|the|it|there|that|you)\b)",
    r"(?:what )?(?:i want|i wanted|id like|i was going|ive been meaning|i meant) to (?:ask(?: you)?|know)(?: about)?(?: is| was)?",
    r"(?:the thing is|my question is|tell me something|do me a favou?r and|be a dear and|be so good as to|perhaps|maybe"
    r"|listen|look|love|honey|sweetheart|young (?:man|lady)|sorry to (?:bother|trouble) you(?: but)?"
    r"|i hope you dont mind(?: me asking)?(?: but)?|if its not too much trouble)",
    r"(?:is it possible|would it be possible|any chance|is there any chance)(?: for you| you could| of you| that you could)?(?: to)?"
    r"(?= (?:tell|telling|know|hear|find|read|say|look)\b)",
    r"(?:id|i would|i should|wed) be (?:so |very )?(?:glad|grateful|obliged|pleased|happy) (?:to know|to hear|if (?:you|youd|you would|you could))",
    r"you (?:wouldnt|dont) happen to know",
    r"(?:tell|give|show|read) us(?= \w)",
    r"(?:hey|hi|hello|good (?:morning|afternoon|evening)|excuse me|sorry|look here|my dear|dear|computer"
    r"|assistant|plainspoken|okay|ok|alright|all right|right|so|well|now|then|actually|anyway|just|also|but"
    r"|yes and|one more thing|another question|i have a question|question|first of all|next question)",
)
_LEADING = re.compile(rf"^(?:{'|'.join(_ASKING)})(?: |$)")
_TRAILING = re.compile(
    r" (?:again|then|now|right now|just now|at the moment|for me|(?<!how )do you know|(?<!what )can you tell me"
    r"|could you tell me|dear|love|for that matter|exactly|all in all|of late|when its at home|what was it again"
    r"|honey|sweetheart|young (?:man|lady)|bless you|by any chance|any idea|(?:have|do) you (?:got|have) that"
    r"|if (?:its|it is|thats) not too much trouble|i(?: just)? (?:cant|dont) (?:remember|recall|know)|ive forgotten"
    r"|is what (?:i want|id like) to know|if you would|if youd be so (?:good|kind)|would you (?:say|know)|do you suppose"
    r"|if you (?:dont|do not) mind|if thats (?:ok|okay|all right)|if you can|my dear|thank you|thanks|if you know|i wonder|anyway|though|would you|will you|or|according to my record"
    r"|(?<!what is )(?<!whats )(?:in|on) my (?:record|file|chart)|on (?:file|record)|did you say|you said"
    r"|did they say)$"
)
_OPINION = re.compile(
    r"(?<=[\w.])[,\s]+(?:do you (?:think|suppose|reckon)|would you say|wouldnt you say|i wonder)[\s.?!]*$",
    re.IGNORECASE,
)
_A_QUESTION_ALREADY = re.compile(
    r"^\W*(?:is|are|was|were|has|have|did|does|do|what|whats|how|when|which)\b", re.IGNORECASE
)
_MY = re.compile(r"\bma(?= (?!is\b|was\b|has\b|had\b|and\b|said\b)\w)")
"""As some say `my`."""
_TWICE = re.compile(r"\b((?!twenty\b|nineteen\b|\d)\w+(?: \w+){0,3})(?: \1\b)+")


def plain(text: str) -> str:
    """Lower-case words with one space between, no punctuation, apostrophes closed up (`whats`).

    Figures stay, and so does a decimal point between two of them; `1,000` becomes `1000`; accents fall.
    """
    text = _LETTER_WORD.sub(lambda match: match[0].replace(".", ""), text)
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    folded = "".join(char for char in folded if not unicodedata.combining(char))
    closed = _THOUSANDS.sub("", _APOSTROPHES.sub("", folded))
    return " ".join(_NO_WORD.sub(" ", closed).split())


def without_opinion(text: str) -> str:
    """A question without the "do you think" that only softens it: "is my potassium alright, do you think?"."""
    return _OPINION.sub("", text) if _A_QUESTION_ALREADY.match(text) else text


def content(text: str) -> str:
    """`plain` without hesitations, forms of politeness and words said twice (`my my`).

    "Could you, um, tell me what my my A1c was please" becomes `what my a1c was`. What is said to take
    the floor goes only at the start, so that "is my potassium okay" keeps its `okay`.
    """
    said = " ".join(_HESITATION.sub(" ", _MY.sub("my", plain(text))).split())
    said = _TWICE.sub(r"\1", said)
    return _without_tail(_without_head(said))


def _without_head(said: str) -> str:
    while (shorter := _LEADING.sub("", said)) != said:
        said = shorter
    return said


def _without_tail(said: str) -> str:
    while (shorter := _TRAILING.sub("", said)) != said:
        said = shorter
    return said
