"""Replies that state nothing of the record: asking back, declining, and answering commands."""

from collections.abc import Sequence
from dataclasses import replace

from core.answers import Outcome, Sentence
from core.draft import Draft, Offer
from core.facts import ConceptKind
from core.questions import Alarm, Boundary, Concept, Kind, NotOurs, NotUnderstood, Question, WhyNot
from core.saying import say_span

ASK_AGAIN = {
    WhyNot.SILENCE: "I didn't hear anything. Please say it again.",
    WhyNot.NOT_A_QUESTION: "I didn't understand that. You can ask, for example: what was my last blood pressure?",
    WhyNot.NO_SUBJECT: "What would you like to know about? You can name a test or a medicine.",
    WhyNot.WHICH_ONE: "Sorry. Which one do you mean?",
}
LISTENING = "I'm listening."
"""Said when a turn stopped in the middle: what comes next is heard as its end."""
DECLINE = {
    Boundary.DOSE: "That's for your doctor or pharmacist to say.",
    Boundary.DIAGNOSIS: "I can't say what it means you have. Only your doctor can.",
    Boundary.PROGNOSIS: "I can't judge that. Your doctor can.",
    Boundary.OPINION: "I can't advise on that. It's a good question for your doctor.",
    Boundary.OTHER_PERSON: "I only have your own record.",
    Boundary.OUTSIDE: "I can only help with your own health record.",
}

GUESSED = {
    Kind.LATEST: "your last {name}",
    Kind.VALUE_AT: "your {name}",
    Kind.TREND: "how your {name} has changed",
    Kind.HIGHEST: "your highest {name}",
    Kind.LOWEST: "your lowest {name}",
    Kind.AVERAGE: "your average {name}",
    Kind.FIRST: "your first {name}",
    Kind.COUNT: "how often {name} was measured",
    Kind.IS_NORMAL: "whether your {name} is usual",
    Kind.EXPLAIN: "what {name} is",
    Kind.DETAIL: "what your record says about {name}",
}
"""How a guess at a question is said back."""
MISSES_BEFORE_HELP = 2
STILL_NOT = "I still don't understand. Say help, and I'll tell you what you can ask."
"""The third time in a row: who cannot see a screen has no other way to find out."""


def ask_back(why: NotUnderstood, misses: int = 0) -> Draft:
    """Says what was not clear, and offers what it may have been; `misses` times before in a row it was nothing."""
    names = [concept.spoken for concept in why.candidates[:2]]
    if why.unfinished and not names:
        return Draft(Outcome.UNCLEAR, (Sentence(LISTENING),))
    if why.guessed and why.pending is not None and names:
        return Draft(Outcome.UNCLEAR, (Sentence(_guess(names[0], why.pending)),))
    again = ASK_AGAIN[why.why]
    if why.why is WhyNot.NOT_A_QUESTION and misses >= MISSES_BEFORE_HELP:
        again = STILL_NOT
    text = f"Did you say {' or '.join(names)}?" if names else again
    return Draft(Outcome.UNCLEAR, (Sentence(text),))


def _guess(name: str, pending: Question) -> str:
    """A guess in whole, so that a yes is a yes to all of it."""
    words = " ".join(filter(None, (GUESSED.get(pending.kind, "{name}").format(name=name), say_span(pending.said_span))))
    return f"Did you mean {words}?"


def decline(request: NotOurs) -> Draft:
    """Says that it is not ours to say, and what can be done instead."""
    sentences = tuple(Sentence(part) for part in DECLINE[request.boundary].split("  "))
    return Draft(Outcome.DECLINED, sentences, offer=_instead(request))


def raise_alarm(alarm: Alarm) -> Draft:
    """The reviewed words of the red flag, and nothing else."""
    return Draft(Outcome.EMERGENCY, (Sentence(alarm.say),))


def locked() -> Draft:
    """While the record is locked: no name, nothing of it."""
    return Draft(Outcome.DECLINED, (Sentence("I'm locked. I can help with an emergency."),))


def _instead(request: NotOurs) -> Offer | None:
    readable = [c for c in request.subjects if c.keys and c.kind in (ConceptKind.MEDICINE, ConceptKind.TEST)]
    match request.boundary:
        case Boundary.DOSE if readable:
            return _offer_to_read(readable)
        case Boundary.PROGNOSIS | Boundary.DIAGNOSIS:
            return Offer(
                "Shall I look for your doctor's letters?",
                Question(Kind.LIST, about=ConceptKind.LETTER),
            )
        case Boundary.OPINION if readable:
            return _offer_to_read(readable)
        case _:
            return None


def _offer_to_read(readable: Sequence[Concept]) -> Offer:
    concept = readable[0]
    text = f"Shall I read what your record says about {concept.spoken}?"
    return Offer(text, Question(Kind.DETAIL, (concept,)))


def plain(text: str) -> Draft:
    """A reply to a command."""
    return Draft(Outcome.COMMAND, (Sentence(text),) if text else ())


def without_offer(draft: Draft) -> Draft:
    """The same, when the offer was made before."""
    return replace(draft, offer=None)
