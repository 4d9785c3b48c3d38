"""Words that steer the conversation itself: `stop`, `slower please`, `say that again`.

A command is the whole utterance: "when did I stop taking glipizide" is a question. What people wrap
around it ("okay, could you ... for me please") falls away first.
"""

import re

from core.questions import Command
from core.words import plain

_WRAPPING_BEFORE = re.compile(
    r"^(?:um+|uh+|er|erm|ah|oh|hey|okay|ok|alright|all right|well|so|now|just|please|kindly|sorry|excuse me|pardon me"
    r"|no wait|hm+|(?:can|could|will|would) you(?: please| just| kindly)*|(?:can|could|may) (?:we|i)(?: please)?"
    r"|i (?:want|need|would like|d like) (?:you )?to|id like (?:you )?to|(?:its|it is) (?:okay|ok)|you can|dear|computer|plainspoken"
    r"|then|try to|lets|let us|a bit|a little|actually|if you could|please dont mind)(?: |$)"
)
_WRAPPING_AFTER = re.compile(
    r"(?:^| )(?:please|now|then|for me|to me|a bit|a little|a little bit|will you|would you|can you|could you|okay|ok"
    r"|thank you|thanks|dear|if you can|if you could|if you would|right now|for now|sorry|um+|uh+|so much|very much|there"
    r"|again please|plainspoken|computer)$"
)
_THANKS = re.compile(
    r"(?:many |well )?(?:thanks|thank you|thank you kindly|thanks a lot|thank you (?:so|very) much|thanks (?:so|very) much"
    r"|much obliged|thats very kind|that was very helpful|that helps|very good thank you|great thanks|great thank you"
    r"|perfect|wonderful|lovely|that is all i wanted to know|i appreciate it|cheers)(?: (?:dear|a lot|very much|so much))?"
)

_IT = r"(?:it|that|this|the answer|the last (?:one|part|bit|thing|answer|sentence)|everything|what you(?: just)? said|yourself)"
_SPEAK = r"(?:speak|talk|say (?:it|that)|go|read(?: it)?|say it again|say that again)"
_MORE = r"(?:(?:a )?(?:bit|little|little bit|lot|much|more) ?)*"

_WHOLE: tuple[tuple[Command, str], ...] = (
    (
        Command.WAIT,
        r"wait|wait (?:wait )*(?:a|one|just a)?(?: (?:minute|moment|second|sec|bit|while|little))?|hold on(?: (?:a|one|just a)"
        r" (?:minute|moment|second|sec))?|hang on(?: (?:a|one|just a) (?:minute|moment|second|sec))?|hold it|hold up"
        r"|(?:just )?(?:a|one|half a) (?:minute|moment|second|sec)|give me (?:a|one|just a|some) (?:minute|moment|second|sec|time)"
        r"|let me think(?: (?:about (?:it|that)|for a (?:minute|moment|second)|a (?:minute|moment|second)))?"
        r"|(?:wait )?(?:im|i am) (?:still )?thinking|dont rush(?: me)?|not so fast let me think|pause|be patient|bear with me"
        r"|im not (?:done|finished|ready)(?: yet)?|let me finish|not yet",
    ),
    (
        Command.STOP,
        rf"stop(?: (?:it|that|talking|reading|speaking|there|stop))*|(?:be|keep) quiet|quiet|hush|shush|shut up|silence"
        rf"|enough|thats enough|that is enough|(?:thats|that will|thatll) (?:do|be enough)|never ?mind|cancel(?: {_IT})?|forget it"
        r"|dont (?:say|read) (?:it|any more|anything|that)|no more|stop stop|skip it|leave it|shh+|you can stop|thats all|that is all",
    ),
    (
        Command.GO_ON,
        r"go on|go ahead|continue|carry on|keep (?:going|talking|reading)|proceed|resume|and then|what else|more|tell me more"
        r"|go on then|yes go on|im (?:ready|back|listening|done thinking)|(?:what|whats) (?:is )?next|finish(?: it| what you were saying)?"
        r"|read on|is there more|anything else|the rest|where was i|where were we|you were saying|what were you saying|next",
    ),
    (
        Command.REPEAT,
        rf"(?:repeat|say|read|tell me)(?: {_IT})?(?: (?:once more|one more time|again|back|over))+|repeat(?: {_IT})?|once more"
        rf"|one more time|again|come again|pardon|pardon me|i beg your pardon|beg pardon|sorry|excuse me|what|huh|eh|what was {_IT}"
        rf"|what did you (?:just )?say|what did you tell me|what was it you said|i (?:didnt|did not|couldnt|cant|dont) (?:quite )?"
        rf"(?:hear|catch|get|understand)(?: (?:you|{_IT}))?|(?:i )?(?:missed|didnt catch) (?:it|that)|what(?: is|s)? that again"
        rf"|how was that|say what|(?:say|repeat) (?:the )?(?:last|whole) (?:thing|part|bit|sentence|answer)(?: again)?|tell me again"
        rf"|(?:what was )?that again|i forgot what you said|read {_IT} (?:again )?(?:back )?(?:to me)?|run that by me again",
    ),
    (
        Command.SLOWER,
        rf"{_MORE}(?:slower|slowly|more slowly)|slow(?: it| that)? down{' ?'}{_MORE}|{_SPEAK} {_MORE}(?:slower|slowly|more slowly)"
        rf"(?: {_MORE})?|not so (?:fast|quick|quickly)|(?:youre|you are|thats|that is|thats much|it is|its) (?:speaking |talking |going )?"
        rf"(?:too|way too) (?:fast|quick|quickly)|dont (?:talk|speak|go) so (?:fast|quickly)|too (?:fast|quick)"
        rf"|(?:repeat|say) (?:it|that) (?:again )?{_MORE}(?:slower|slowly|more slowly)",
    ),
    (
        Command.FASTER,
        rf"{_MORE}(?:faster|quicker|more quickly)|speed (?:it )?up{' ?'}{_MORE}|{_SPEAK} {_MORE}(?:faster|quicker|quickly|more quickly)"
        r"|(?:youre|you are|thats|that is|its) (?:speaking |talking |going )?(?:too|way too|so) (?:slow|slowly)|not so slow(?:ly)?|too slow"
        r"|hurry up|dont (?:talk|speak|go) so slow(?:ly)?",
    ),
    (
        Command.LOUDER,
        rf"{_MORE}(?:louder|more loudly)|speak up{' ?'}{_MORE}|{_SPEAK} {_MORE}(?:louder|up)(?: {_MORE})?|turn (?:it|the volume|that|yourself) up"
        rf"|(?:turn )?(?:the )?volume up|turn up the (?:volume|sound)|i (?:cant|can not|cannot|can hardly|can barely|didnt) hear you(?: (?:well|very well|properly))?"
        rf"|(?:youre|you are|thats|that is|its) (?:too|very|so) (?:quiet|soft|low)|too (?:quiet|soft)|increase the volume|more volume",
    ),
    (
        Command.QUIETER,
        rf"{_MORE}(?:quieter|softer|more quietly|more softly|less loud)|{_SPEAK} {_MORE}(?:quieter|quietly|softer|softly)|turn (?:it|the volume|that|yourself) down"
        rf"|(?:turn )?(?:the )?volume down|turn down the (?:volume|sound)|not so loud(?:ly)?|(?:youre|you are|thats|that is|its) (?:too|so|very) loud|too loud"
        r"|lower (?:the )?(?:volume|your voice)|keep your voice down|dont (?:shout|yell)(?: at me)?|less volume",
    ),
    (
        Command.SPELL,
        r"spell(?: (?!out the)[\w ]{1,40})?|spell (?:it|that) out|how (?:do you|is (?:it|that)|do i|would you|does one) (?:spell|spelled|spelt)(?: [\w ]{1,40})?"
        r"|how(?:s| is) (?:it|that|[\w ]{1,30}) (?:spelled|spelt)|(?:whats|what is) the spelling(?: of [\w ]{1,40})?",
    ),
    (
        Command.WHAT_HEARD,
        r"what (?:did|do) you (?:hear|understand|think i said|get)|what have you (?:heard|understood)|what did i (?:just )?(?:say|ask)(?: you)?|(?:did|do) you (?:hear|understand) me"
        r"|what was my question|repeat (?:what i (?:just )?said|my question)|what was i (?:asking|saying)",
    ),
    (
        Command.START_OVER,
        r"start (?:all )?(?:over|again|afresh|from the (?:start|beginning|top))(?: again)?|begin again|from the (?:start|beginning|top)|start (?:a )?new(?: conversation)?|reset"
        r"|(?:back|go back) to the (?:start|beginning)|forget (?:everything|all (?:of )?that)|new conversation",
    ),
    (
        Command.HELP,
        r"help|help me|i need (?:some )?help|how does this work|how do(?:es)? (?:i use )?(?:this|you) work|how do i use (?:this|you)|i dont know what to (?:say|ask|do)"
        r"|what (?:do|should|can) i say|what are my options|what are the commands|i am lost|im lost|i dont know how this works",
    ),
    (
        Command.GOODBYE,
        r"(?:good ?bye|bye(?: bye)?|see you(?: (?:later|tomorrow|soon))?|good ?night|farewell|so long|talk to you later|im done|i am done|were done|we are done"
        r"|thats all (?:for (?:today|now)|thank you)|that is all for (?:today|now)|im finished|finished|have a (?:good|nice) (?:day|night|evening)|quit|exit|close|turn off|switch off|go to sleep)"
        r"(?: (?:bye|goodbye|good night|dear))*",
    ),
    (
        Command.LOCK,
        r"lock(?: (?:it|yourself|up|the (?:record|vault|app)|my record|now|everything))*|close (?:the|my) record|lock down",
    ),
    (Command.THANKS, _THANKS.pattern),
    (
        Command.YES,
        r"(?:oh |um |uh |well )*(?:yes|yeah|yep|yup|ya|yea|aye|sure|sure thing|of course|certainly|correct|right|thats (?:right|correct|it|the one)|that is (?:right|correct|it)"
        r"|exactly|indeed|absolutely|definitely|please do|yes please|do that|do it|why not|that would be (?:nice|good|great)|id like that|i would like that|go for it|uh huh|mhm|mm hm+|okay|ok|alright|all right|fine|it is|i do|i did)"
        r"(?: (?:yes|yeah|please|sure|it is|i did|i do|i would|thats right|that is right|thats it|correct|indeed|of course|do|the first one|maam|sir))*",
    ),
    (
        Command.NO,
        r"(?:oh |um |uh |well )*(?:no|nope|nah|no way|not really|not now|no thank you|no thanks|thats not (?:it|right|what i (?:said|meant))|that is not (?:it|right)|wrong|thats wrong|incorrect|not that(?: one)?|neither|none of (?:them|those|these)|i did not|i didnt|no i didnt|dont)"
        r"(?: (?:no|nope|not that one|not that|thank you|thanks|thats not it|thats wrong|thats not what i (?:said|meant)|thats not right|neither|neither of them|i didnt|i did not|not really|wrong))*",
    ),
)
_COMMANDS = tuple((command, re.compile(rf"(?:{source})")) for command, source in _WHOLE)


def find_command(words: str) -> Command | None:
    """The command that the whole utterance is, or None; raw or plain text alike.

    Of two that fit, the first in the order wait, stop, go on, repeat, pace and volume, spelling, the
    rest wins: "no wait" is to wait.
    """
    said = plain(words)
    for candidate in dict.fromkeys((said, *_unwrapped(said))):
        for command, pattern in _COMMANDS:
            if candidate and pattern.fullmatch(candidate):
                return command
    return None


def _unwrapped(said: str) -> list[str]:
    """The words with one more layer of wrapping off at each step."""
    layers = []
    while True:
        shorter = _WRAPPING_AFTER.sub("", _WRAPPING_BEFORE.sub("", said)).strip()
        if shorter == said:
            return layers
        layers.append(shorter)
        said = shorter
