"""From what was heard to what is asked: a typed question, a command, or why neither.

The order is fixed: commands first, they always work; then the answer to what was just asked back or
offered; then what is not ours to say; then the question itself. Alarms are looked for before, by
`core.turn`.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from core.audio import Transcript
from core.boundaries import find_boundary
from core.commands import find_command
from core.conversation import Conversation
from core.grammar import ask
from core.grammar_reply import answer_to_asking_back, answer_to_offer
from core.grammar_unfinished import stops_in_the_middle
from core.knowledge import BoundaryRule
from core.lexicon import Lexicon
from core.link import find
from core.questions import Command, NotOurs, NotUnderstood, Question, WhyNot
from core.several import in_one_breath
from core.told_first import told_first
from core.words import content, plain, without_opinion


def understand(
    transcript: Transcript,
    lexicon: Lexicon,
    so_far: Conversation,
    today: dt.date,
    boundaries: Sequence[BoundaryRule] = (),
) -> Question | Command | NotUnderstood | NotOurs:
    """What the person wants; never an answer, and never a guess between two things of the record."""
    best = _read(transcript.text, lexicon, so_far, today, boundaries)
    if not isinstance(best, NotUnderstood) or best.why == WhyNot.SILENCE:
        return best
    others = (_read(text, lexicon, so_far, today, boundaries) for text in transcript.alternatives)
    rescued = next((o for o in others if isinstance(o, Question) and o.subjects), None)
    return _with_rescue(best, rescued) if rescued else best


def _with_rescue(best: NotUnderstood, other: Question) -> Question | NotUnderstood:
    """An alternative reading answers only where both agree; else it is what is asked back."""
    pending = replace(other, subjects=())
    if best.pending == pending and best.candidates[:1] == other.subjects[:1] and len(best.candidates) == 1:
        return other
    candidates = tuple(dict.fromkeys((*other.subjects[:1], *best.candidates)))[:2]
    return NotUnderstood(WhyNot.WHICH_ONE, candidates, pending, best.unfinished)


def _read(
    text: str, lexicon: Lexicon, so_far: Conversation, today: dt.date, boundaries: Sequence[BoundaryRule]
) -> Question | Command | NotUnderstood | NotOurs:
    if not plain(text):
        return NotUnderstood(WhyNot.SILENCE)
    command = find_command(text)
    if so_far.asked_back and (reply := answer_to_asking_back(text, command, lexicon, so_far.asked_back)):
        return reply
    resumes = bool(so_far.unsaid) and command is Command.GO_ON
    if so_far.offered and not resumes and (accepted := answer_to_offer(text, command, so_far.offered)):
        return accepted
    if command:
        return command
    text = without_opinion(text)
    boundary = find_boundary(text, boundaries)
    if boundary:
        return NotOurs(boundary, find(content(text), lexicon).concepts)
    several = in_one_breath(text, so_far, lambda part, then: _read(part, lexicon, then, today, boundaries))
    whole = several or _asked(text, lexicon, so_far, today)
    if isinstance(whole, Question) or whole.candidates:
        return whole
    return told_first(text, lexicon, so_far, today, lambda part, then: _asked(part, lexicon, then, today)) or whole


def _asked(text: str, lexicon: Lexicon, so_far: Conversation, today: dt.date) -> Question | NotUnderstood:
    asked = ask(content(text), lexicon, so_far, today)
    understood = isinstance(asked, Question) or asked.why == WhyNot.NO_SUBJECT or asked.unfinished
    if not stops_in_the_middle(text, complete=understood):
        return asked
    if isinstance(asked, NotUnderstood) and asked.candidates:
        return replace(asked, unfinished=True)
    return NotUnderstood(WhyNot.NO_SUBJECT, unfinished=True)
