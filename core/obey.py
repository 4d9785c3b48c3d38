"""Carrying out spoken commands: they change how the conversation goes on, never the record."""

from dataclasses import replace

from core.answers import Answer, Outcome, Sentence
from core.conversation import FRESH, Conversation
from core.draft import Draft, Told, in_portions
from core.ports import Manner
from core.questions import Command
from core.replies import ask_back, plain
from core.wording.about import CAPABILITIES

SLOWEST, FASTEST = 0.7, 1.6
QUIETEST, LOUDEST = 0.2, 2.0
STEP = 1.2

SHORT = {
    Command.HELP: " ".join(CAPABILITIES),
    Command.GOODBYE: "Goodbye.",
    Command.LOCK: "Locked.",
    Command.HELLO: "Hello. What would you like to know?",
    Command.THANKS: "You're welcome.",
    Command.YES: "All right. What would you like to know?",
    Command.NO: "All right.",
    Command.START_OVER: "Let's start over. What would you like to know?",
}


def obey(command: Command, so_far: Conversation) -> tuple[Draft, Conversation]:
    """The reply to a command and the conversation after it."""
    match command:
        case Command.SLOWER | Command.FASTER | Command.LOUDER | Command.QUIETER:
            return _again("Of course.", so_far), replace(so_far, manner=changed(so_far.manner, command))
        case Command.REPEAT:
            return _again("", so_far), so_far
        case Command.STOP | Command.WAIT:
            # Nothing is lost: "go on" says the rest.
            return plain(""), so_far
        case Command.GO_ON | Command.YES if so_far.more or command is Command.GO_ON:
            return _go_on(so_far)
        case Command.SPELL:
            return _spelled(so_far), so_far
        case Command.WHAT_HEARD:
            heard = so_far.last_heard
            return plain(f"I heard: {heard.rstrip('.?!')}." if heard else "I haven't heard anything yet."), so_far
        case Command.START_OVER:
            return plain(SHORT[command]), replace(FRESH, manner=so_far.manner, visit=so_far.visit)
        case _:
            return plain(SHORT[command]), replace(so_far, more=(), offered=None)


def changed(manner: Manner, command: Command) -> Manner:
    """The manner one step slower, faster, louder or quieter, within what stays intelligible."""
    match command:
        case Command.SLOWER:
            return replace(manner, pace=max(SLOWEST, manner.pace / STEP))
        case Command.FASTER:
            return replace(manner, pace=min(FASTEST, manner.pace * STEP))
        case Command.LOUDER:
            return replace(manner, volume=min(LOUDEST, manner.volume * STEP))
        case _:
            return replace(manner, volume=max(QUIETEST, manner.volume / STEP))


def spell(name: str) -> str:
    """A name letter by letter in groups of three, then whole: `M, E, T. F, O, R. M, I, N. Metformin.`"""
    letters = [character.upper() for character in name if character.isalnum()]
    groups = [", ".join(letters[i : i + 3]) for i in range(0, len(letters), 3)]
    return " ".join(f"{group}." for group in groups) + f" {name[:1].upper()}{name[1:]}."


def _told(last: Answer) -> tuple[Told, ...]:
    return tuple(Told(fact, concept) for fact, concept in zip(last.facts, last.concepts, strict=True))


def _again(lead: str, so_far: Conversation) -> Draft:
    if so_far.asked_back is not None:
        asked = ask_back(so_far.asked_back)
        return replace(
            asked, outcome=Outcome.COMMAND, sentences=(*((Sentence(lead),) if lead else ()), *asked.sentences)
        )
    last = so_far.last_answer
    if last is None:
        return plain(lead or "I haven't said anything yet.")
    first = (Sentence(lead),) if lead else ()
    return Draft(Outcome.COMMAND, (*first, *last.sentences), _told(last))


def _go_on(so_far: Conversation) -> tuple[Draft, Conversation]:
    if so_far.unsaid:
        return _unsaid(so_far), replace(so_far, unsaid=())
    return _more(so_far) if so_far.more else (plain("That was all."), so_far)


def _more(so_far: Conversation) -> tuple[Draft, Conversation]:
    said = {resource for sentence in so_far.more[0] for resource in sentence.evidence}
    facts = _told(so_far.last_answer) if so_far.last_answer else ()
    draft = in_portions(so_far.more, tuple(t for t in facts if t.fact.origin.resource in said))
    return draft, replace(so_far, more=draft.more)


def _unsaid(so_far: Conversation) -> Draft:
    said = {resource for sentence in so_far.unsaid for resource in sentence.evidence}
    facts = _told(so_far.last_answer) if so_far.last_answer else ()
    return Draft(Outcome.COMMAND, so_far.unsaid, tuple(t for t in facts if t.fact.origin.resource in said))


def _spelled(so_far: Conversation) -> Draft:
    if not so_far.topics:
        return plain("What shall I spell?")
    return plain(spell(so_far.topics[0].spoken))
