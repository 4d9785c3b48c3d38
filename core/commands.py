"""Words that steer the conversation itself: `stop`, `slower please`, `say that again`.

A command is the whole utterance: "when did I stop taking glipizide" is a question. What people wrap
around it ("okay, could you ... for me please") falls away first.
"""

import re

from core.command_phrases import COMMANDS
from core.questions import Command
from core.words import plain

_BEFORE = re.compile(
    r"^(?:um+|uh+|er|erm|ah|oh|hey|okay|ok|alright|all right|well|so|now|just|please|kindly|sorry|excuse me"
    r"|pardon me|hm+|no no"
    r"|(?:can|could|will|would) you(?: please| just| kindly)*|(?:can|could|may) (?:we|i)(?: please)?|then|try to"
    r"|let us|actually"
    r"|(?:i want|i need|i would like|id like)(?: you)? to|you can|dear|computer|plainspoken|if you could"
    r"|thank you|thanks"
    r"|you (?:should|must|have to|need to))(?: |$)"
)
_AFTER = re.compile(
    r"(?:^| )(?:please|now|then|for me|to me|a bit|a little|a little bit|will you|would you|can you|could you"
    r"|okay|ok|thank you|thanks"
    r"|dear|if you can|if you could|if you would|right now|for now|sorry|um+|uh+|so much|very much|there"
    r"|plainspoken|computer)$"
)


def find_command(words: str) -> Command | None:
    """The command that the whole utterance is, or None; raw or plain text alike."""
    for said in _layers(plain(words)):
        found = next((command for command, pattern in COMMANDS if pattern.fullmatch(said)), None)
        if found:
            return found
    return None


def _layers(said: str) -> list[str]:
    """The words, and the words with one more wrapping off at each step, first from behind."""
    layers = [said] if said else []
    for wrapping in (_AFTER, _BEFORE):
        inner = said
        while (shorter := wrapping.sub("", inner).strip()) != inner and shorter:
            layers.append(inner := shorter)
    both = layers[-1] if layers else ""
    while both and (shorter := _AFTER.sub("", _BEFORE.sub("", both)).strip()) != both:
        layers.append(both := shorter)
    return list(dict.fromkeys(filter(None, layers)))
