"""The helper: a language model that a person lets take part; how they let it in, send it away, and ask about it."""

import re

from core.answers import Outcome, Sentence
from core.draft import Draft
from core.ports import Helper, Standing
from core.questions import Command
from core.words import plain

ABOUT_HELPER = frozenset({Command.HELPER, Command.HELPER_ON, Command.HELPER_OFF, Command.HELPER_ALLOWED})
_TELL_STOP = "Say stop using the helper, and I answer alone."
NOBODY = ("There is no helper. I answer by myself.",)
HERE = ("A helper on this computer words my answers.", "What it says is checked.", _TELL_STOP)
SENT_AWAY = ("I answer by myself. Nothing is sent to a helper.", "To have it back, say use the helper.")
WELCOME = ("All right. The helper takes part.", _TELL_STOP)
_AGREES = re.compile(
    r"(?:(?:yes|ok|okay) )?i (?:agree|allow|consent)(?: to)?(?: use| using)?(?: the helper)?(?: at| called)? (.+)"
)


def about_helper(command: Command, helper: Helper | None) -> Draft:
    """What is said to a command about the helper; it is carried out by `Helper.heed` when the turn is over."""
    return Draft(Outcome.COMMAND, tuple(Sentence(text) for text in _said(command, helper)))


def _said(command: Command, helper: Helper | None) -> tuple[str, ...]:
    if helper is None:
        return NOBODY
    if command is Command.HELPER_OFF:
        return SENT_AWAY
    if helper.standing is Standing.ASKS and command is not Command.HELPER_ALLOWED:
        return asks(helper)
    if command is Command.HELPER:
        return SENT_AWAY if helper.standing is Standing.OFF else (there(helper) if helper.where else HERE)
    if command is Command.HELPER_ON and helper.where and helper.standing is Standing.OFF:
        return asks(helper)
    return WELCOME


def asks(helper: Helper) -> tuple[str, ...]:
    """What has to be known before anybody agrees to a helper that is not on this machine."""
    way = () if helper.encrypted else ("On the way there others could read it.",)
    return (
        f"There is a helper at {said_name(helper.where)}, not on this computer.",
        "It would be sent your questions, the names in your record, and my answers.",
        *way,
        f"To allow that, say: I agree to {said_name(short_name(helper.where))}.",
        "Until then nothing is sent.",
    )


def there(helper: Helper) -> tuple[str, ...]:
    """What is told of a helper elsewhere that was agreed to."""
    return (
        f"A helper at {said_name(helper.where)} takes part, as you agreed.",
        "It is sent your questions, the names in your record, and my answers.",
        _TELL_STOP,
    )


def agrees(words: str, helper: Helper | None) -> bool:
    """Whether the whole utterance agrees, by name, to a helper that may not take part yet: `I agree to open AI`."""
    if helper is None or not helper.where:
        return False
    match = _AGREES.fullmatch(plain(words))
    if match is None or _squeezed(match[1]) not in {_squeezed(helper.where), _squeezed(short_name(helper.where))}:
        return False
    return helper.standing is not Standing.ON


def short_name(host: str) -> str:
    """The part of a host that people call it by: `openai` of `api.openai.com`; an address or a single name whole."""
    labels = host.split(".")
    return labels[-2] if len(labels) > 1 and not labels[-1].isdigit() else host


def said_name(host: str) -> str:
    """As it is said: `api dot openai dot com`."""
    return re.sub(r"\s*([.:-])\s*", lambda match: {".": " dot ", ":": " colon ", "-": " dash "}[match[1]], host)


def _squeezed(name: str) -> str:
    """Letters and figures alone: what is left when an ear writes `open AI dot com`."""
    return re.sub(r"[^a-z0-9]", "", re.sub(r"\b(?:dot|point|colon|dash)\b", "", plain(name)))
