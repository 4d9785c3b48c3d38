"""What a person says to "did you say creatinine?" and to "shall I say what it tells you?"."""

import re
from dataclasses import replace

from core.commands import find_command
from core.facts import EVER, ConceptKind
from core.lexicon import Lexicon
from core.link import find
from core.questions import Command, Concept, Kind, NotUnderstood, Question, WhyNot
from core.words import content, plain

_FIRST = re.compile(r"(?:yes )?(?:the )?(?:first|former)(?: one)?(?: please)?")
_SECOND = re.compile(r"(?:no )?(?:the )?(?:second|latter|other|last)(?: one)?(?: please)?")
_YES_AND_NAME = re.compile(
    r"^(?:yes|yeah|yep|right|correct|sure|i said|i meant|i mean|no|nope|not|its|it is|it was|my|the|a)\b ?"
)
_ACCEPTS = {Command.YES, Command.GO_ON}


def answer_to_asking_back(
    text: str, command: Command | None, lexicon: Lexicon, asked: NotUnderstood
) -> Question | NotUnderstood | None:
    """The pending question completed, or refused; None when the words are something else."""
    said = plain(text)
    if asked.candidates and (command == Command.YES or _FIRST.fullmatch(said)):
        return complete(asked.pending, asked.candidates[0])
    if len(asked.candidates) > 1 and _SECOND.fullmatch(said):
        return complete(asked.pending, asked.candidates[1])
    if command == Command.NO:
        return NotUnderstood(WhyNot.NO_SUBJECT, pending=asked.pending)
    if command:
        return None
    named = _name_alone(content(text), lexicon)
    if named and (asked.pending or asked.candidates):
        return complete(asked.pending, named)
    return None


def answer_to_offer(text: str, command: Command | None, offered: Question) -> Question | Command | None:
    """The offered question when it was accepted; None when the words are something else."""
    if command in _ACCEPTS or find_command(content(text)) in _ACCEPTS:
        return offered
    return None


def complete(pending: Question | None, concept: Concept) -> Question:
    """The pending question about this concept, with a kind that it can be asked."""
    question = replace(pending, subjects=(concept,)) if pending else Question(Kind.LATEST, (concept,))
    if concept.kind == ConceptKind.DOCTOR:
        return replace(question, subjects=(), with_whom=concept.spoken)
    if concept.kind == ConceptKind.TEST:
        return replace(question, kind=Kind.LATEST) if question.kind == Kind.DETAIL else question
    asked = question.kind if question.kind == Kind.EXPLAIN else Kind.DETAIL
    return replace(question, kind=asked, span=EVER, said_span="")


def _name_alone(words: str, lexicon: Lexicon) -> Concept | None:
    bare = words
    while (shorter := _YES_AND_NAME.sub("", bare)) != bare:
        bare = shorter
    links = find(bare, lexicon)
    mention = links.sure[0] if len(links.sure) == 1 else None
    covers = mention and mention.start == 0 and mention.end == len(bare.split())
    return links.concepts[0] if covers and not (mention and mention.group) else None
