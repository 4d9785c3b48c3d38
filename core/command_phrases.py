"""The phrases of each command: whole utterances, one a line, without what people wrap around them."""

import re

from core.grammar_words import phrases
from core.questions import Command

WAIT = r"""
    (?:wait ?)+|(?:wait )+(?:a|one|just a|for a)? ?(?:minute|moment|second|sec|bit|while|little|now|there)?
    (?:hold|hang) (?:on|it|up)(?: (?:a|one|just a|for a) (?:minute|moment|second|sec|bit))?
    (?:just )?(?:a|one|half a) (?:minute|moment|second|sec)
    give me (?:a|one|just a|some) ?(?:minute|moment|second|sec|time|bit)?(?: to think)?
    (?:wait )?let me think(?: (?:about (?:it|that)|for a (?:minute|moment|second)|a (?:minute|moment|second)))?
    (?:wait |hold on )?(?:im|i am) (?:still )?thinking(?: about it)?
    dont rush(?: me)?|pause|be patient|bear with me|not yet|no wait
    (?:wait )?(?:im|i am) not (?:done|finished|ready)(?: yet)?|let me finish
"""

STOP = r"""
    (?:stop|stop it|stop that|stop talking|stop reading|stop speaking|stop there|stop now)(?: (?:it|that|stop\
    |talking|now))*
    (?:be|keep) quiet|quiet|hush|shush|shut up|silence|shh+
    (?:thats |that is )?(?:quite )?enough(?: of that)?|(?:that will|thatll) (?:do|be enough)|thats all|that is all
    never ?mind(?: that| it)?|cancel(?: that| it)?|forget it|forget (?:i|that i) asked
    dont (?:say|read) (?:it|any more|anything|anything else|that)|no more|skip (?:it|that|this)|leave it|you can stop
"""

GO_ON = r"""
    (?:please )?(?:go on|go ahead|continue|carry on|keep going|keep talking|keep reading|proceed|resume\
    |read on)(?: then| with it| reading)?
    and then|(?:and )?what else|more|tell me more|the rest|is there (?:any )?more|anything else|next|whats next\
    |what is next
    (?:yes|okay|ok) (?:go on|go ahead|continue|carry on)|(?:im|i am) (?:ready|back|listening|done thinking)(?: now\
    | go on)?
    finish(?: it| what you were saying)?|where (?:was i|were we|were you)|(?:what )?(?:were )?you (?:were )?saying
"""

REPEAT = r"""
    (?:repeat|say|read|tell me|give me)(?: {it})?(?: (?:once more|one more time|again|back|over))+(?: to me)?
    repeat(?: {it})?|once more|one more time|again|come again|pardon|pardon me|(?:i )?beg (?:your )?pardon|sorry\
    |excuse me
    what|huh|eh|hm|what was {it}|what was {it} again|what (?:is|was)? ?{it} again|whats that again
    what did you (?:just )?(?:say|tell me)(?: again)?|what was it (?:that )?you said|say what|how was that again
    i (?:didnt|did not|couldnt|could not|dont) (?:quite )?(?:hear|catch|get|understand)(?: (?:you|{it}))?(?: well\
    | right)?
    (?:i )?(?:missed|didnt catch|didnt hear) (?:it|that|you)|i forgot what you (?:just )?said
    (?:say|repeat|read) (?:the )?(?:last|whole) (?:thing|part|bit|sentence|answer)(?: again)?|run that by me again
"""

SLOWER = r"""
    {more}(?:slower|slowly|more slowly)|slow(?: it| that)? down(?: {more}| a bit| a little)?
    {speak} {more}(?:slower|slowly|more slowly)(?: {more})?|not so (?:fast|quick|quickly)
    {youre}(?:too|way too|very|so) (?:fast|quick|quickly)(?: for me)?|dont (?:talk|speak|go) so (?:fast|quickly)\
    |too (?:fast|quick)
    (?:repeat|say) {it} (?:again )?{more}(?:slower|slowly|more slowly)
"""

FASTER = r"""
    {more}(?:faster|quicker|more quickly)|speed (?:it |that )?up(?: a bit| a little)?
    {speak} {more}(?:faster|quicker|quickly|more quickly)(?: {more})?|not so slow(?:ly)?|too slow|hurry up
    {youre}(?:too|way too|very|so) (?:slow|slowly)(?: for me)?|dont (?:talk|speak|go) so slow(?:ly)?
"""

LOUDER = r"""
    {more}(?:louder|more loudly)|speak up(?: a bit| a little)?|{speak} {more}(?:louder|up)(?: {more})?
    turn (?:it|the volume|that|yourself|the sound) up(?: a bit| a little)?|(?:turn )?(?:the )?volume up\
    |turn up the (?:volume|sound)
    i (?:cant|can not|cannot|can hardly|can barely|couldnt) hear (?:you|it|that|anything)(?: (?:well|very well\
    |properly|at all))?
    {youre}(?:too|very|so) (?:quiet|soft|low)(?: for me)?|too (?:quiet|soft)|increase the volume|more volume
    (?:repeat|say) {it} (?:again )?{more}louder
"""

QUIETER = r"""
    {more}(?:quieter|softer|more quietly|more softly|less loud)|{speak} {more}(?:quieter|quietly|softer\
    |softly)(?: {more})?
    turn (?:it|the volume|that|yourself|the sound) down(?: a bit| a little)?|(?:turn )?(?:the )?volume down
    turn down the (?:volume|sound)|not so loud(?:ly)?|too loud|less volume|lower (?:the )?(?:volume|your voice)
    {youre}(?:too|so|very) loud(?: for me)?|keep your voice down|dont (?:shout|yell)(?: at me)?
"""

SPELL = r"""
    spell(?: [\w ]{1,40})?|(?:whats|what is) the spelling(?: of [\w ]{1,40})?
    how (?:do you|do i|would you|does one|is it|is that|is) (?:spell|spelled|spelt)(?: [\w ]{1,40})?
    how(?:s| is) [\w ]{1,40} (?:spelled|spelt)|how do you write (?:it|that)
"""

WHAT_HEARD = r"""
    what (?:did|do) you (?:just )?(?:hear|understand|think i said|think i asked|get)(?: me say)?\
    |what have you (?:heard|understood)
    what did i (?:just )?(?:say|ask)(?: you)?|(?:did|do) you (?:hear|understand) me|what was my question
    repeat (?:what i (?:just )?said|my question)|what was i (?:asking|saying)|what do you think i (?:said|asked)
"""

START_OVER = r"""
    start (?:all )?(?:over|again|afresh)(?: again)?|(?:start )?from the (?:start|beginning|top)|begin again|reset
    start (?:a )?new(?: conversation)?|new conversation|(?:go )?back to the (?:start|beginning)|lets start (?:over\
    |again)
    forget (?:everything|all that|all of that|what i said)
"""

HELP = r"""
    help(?: me)?(?: out)?|i need (?:some )?help|how does this work|how do (?:i use (?:this|you)|you work)
    i dont know (?:what to (?:say|ask|do)|how this works)|what (?:do|should|can) i (?:say|do now)|what are my options
    what are the commands|(?:im|i am) (?:lost|confused|stuck)
"""

GOODBYE = r"""
    (?:good ?bye|bye(?: bye)?|see you(?: (?:later|tomorrow|soon))?|good ?night|farewell|so long|talk to you later)\
(?: (?:bye|goodbye|good night|see you|now|then))*
    (?:im|i am|were|we are) (?:done|finished)(?: for (?:today|now))?|(?:thats|that is) all for (?:today|now|tonight)
    have a (?:good|nice) (?:day|night|evening|one)|quit|exit|close|turn (?:it |yourself )?off|switch (?:it \
    |yourself )?off|go to sleep
"""

LOCK = r"""
    lock(?: (?:it|yourself|up|the (?:record|vault|app|door)|my (?:record|vault)|now|everything))*
    close (?:the|my) (?:record|vault)|lock down
"""

HELLO = r"""
    (?:hello|hi|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day))(?: (?:hello|hi|hey|there|again|dear))*
    (?:are you|is anybody|is anyone|anybody) (?:there|listening|awake|here)|can you hear me|how are you(?: today)?
"""

THANKS = r"""
    (?:many |well )?(?:thanks|thank you)(?: (?:kindly|a lot|(?:so|very) much|again|dear))*|much obliged|cheers\
    |i appreciate (?:it|that)
    (?:thats|that is|that was|thats very|that is very|that was very|very|so) (?:kind|helpful|nice|good\
    |useful)(?: of you)?|that helps
    (?:very )?good|great|perfect|wonderful|lovely|nice|excellent|i see|i understand|got it|(?:that is\
    |thats) (?:good|nice) to (?:know|hear)
    (?:great|good|perfect|wonderful|lovely|okay|excellent|very good) (?:thanks|thank you)(?: (?:very|so) much)?
"""

HELPER_OFF = r"""
    (?:stop|quit|dont|do not|no longer|never)(?: using| use| asking| ask)? {helper}(?: any more| anymore| again)?
    (?:turn|switch) (?:{helper} off|off {helper})|send {helper} away|(?:answer|do it|speak) (?:alone|by yourself\
    |without {helper})
    (?:take back|withdraw|revoke) (?:my )?(?:consent|agreement|permission)(?: to {helper})?|i (?:dont|do not|no longer)\
    (?: want| agree to) {helper}(?: any more| anymore)?
"""

HELPER_ON = r"""
    (?:start |begin )?(?:use|using|ask|take back|bring back) {helper}(?: again)?|(?:turn|switch) (?:{helper} (?:back )?on\
    |on {helper})
"""

HELPER = r"""
    is there {helper}(?: here| there| now)?|is {helper} (?:on|off|there|switched on|in use|listening)
    (?:are|do) you (?:using|use|have|send anything to) {helper}
    (?:who|what) is {helper}|whos {helper}|where is {helper}|what do you (?:send|tell) {helper}
    what does {helper} (?:get|hear|see|know)
"""

YES = r"""
    {yes}(?: (?:{yes}|i did|i do|i would|the first one|maam|sir|its right))*
"""

NO = r"""
    {no}(?: (?:{no}|i didnt|i did not|not really|neither of (?:them|those)))*
"""

_WORDS = {
    "it": r"(?:it|that|this|the answer|the last (?:one|part|bit|thing|answer|sentence)|everything"
    "|what you(?: just)? said|yourself)",
    "more": r"(?:(?:(?:just )?(?:a|one) )?(?:bit|little|little bit|tad|lot|much|more|notch) ?)*",
    "speak": r"(?:speak|talk|say|say it|say that|go|read|read it|read that|say (?:it|that) again|repeat (?:it|that))",
    "youre": r"(?:(?:youre|you are|you|thats|that is|that was|thats much|it is|its|this is) )?(?:(?:speak|talk"
    "|go)(?:ing)? )?",
    "helper": r"(?:(?:the|an?|any|your|that) (?:helper|help her|ai|language model)|helper)",
    "yes": r"(?:yes|yeah|yep|yup|ya|yea|aye|sure(?: thing)?|of course|certainly|correct|right|(?:thats"
    "|that is)(?: right| correct| it"
    r"| the one)|exactly|indeed|absolutely|definitely|please do|yes please|please|do that|do it|why not"
    r"|(?:that would|thatd) be"
    r" (?:nice|good|great|fine)|i(?: woul)?d like that|go for it|uh huh|mhm|mm hm+|okay|ok|alright|all right|fine"
    r"|it is|i do)",
    "no": r"(?:no|nope|nah|no way|not (?:really|now|that|that one|today|it)|no thank you|no thanks|(?:thats"
    "|that is) (?:not (?:it|right"
    r"|the one|what i (?:said|meant))|wrong)|wrong|incorrect|neither(?: one)?|none of (?:them|those|these)"
    r"|i did not|i didnt|dont)",
}


def _whole(block: str) -> re.Pattern[str]:
    for _round in range(2):
        for name, words in _WORDS.items():
            block = block.replace(f"{{{name}}}", words)
    return phrases(block)


COMMANDS: tuple[tuple[Command, re.Pattern[str]], ...] = tuple(
    (command, _whole(block))
    for command, block in (
        (Command.HELLO, HELLO),
        (Command.HELPER_OFF, HELPER_OFF),
        (Command.HELPER_ON, HELPER_ON),
        (Command.HELPER, HELPER),
        (Command.WAIT, WAIT),
        (Command.STOP, STOP),
        (Command.GO_ON, GO_ON),
        (Command.SLOWER, SLOWER),
        (Command.FASTER, FASTER),
        (Command.LOUDER, LOUDER),
        (Command.QUIETER, QUIETER),
        (Command.REPEAT, REPEAT),
        (Command.SPELL, SPELL),
        (Command.WHAT_HEARD, WHAT_HEARD),
        (Command.START_OVER, START_OVER),
        (Command.HELP, HELP),
        (Command.LOCK, LOCK),
        (Command.GOODBYE, GOODBYE),
        (Command.THANKS, THANKS),
        (Command.YES, YES),
        (Command.NO, NO),
    )
)
"""In the order they are tried: what stops the sound first."""
