"""A turn that was answered too soon: its speaker goes on, and the two parts are answered as the one that they are.

Nothing is lost when the ear took a pause for the end: the reply falls silent at the first sound of speech,
the sound of both parts is read as one, and answered as if the first had not been.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.prepare import Assistant, Joined, Prepared
from core.aside import is_aside, is_echo
from core.audio import EndedBy, Utterance
from core.conversation import Conversation
from core.questions import Alarm, Command, NotOurs, NotUnderstood, Question, Understood
from core.visit.moves import Move
from core.words import content

WITHIN_MS = 2_600
"""From the end of the first part to the beginning of the second: slow speakers pause for 2 s inside a turn and more, and
what is said later was said after hearing what we answered."""
LONGEST_MS = 25_000
"""Of both parts together; Whisper reads 30 s at once."""
_POLITE = frozenset({Command.YES, Command.THANKS})
""""Please" and "thank you" at the end of a question."""
_BEGINS = frozenset(
    "what whats when whens where wheres which who whos how hows why is are was were am do does did have has had can could"
    " should tell show give read list explain compare".split()
)
"""First words of questions that do not lean on others, as "last year" and "about walking" do."""

Prepare = Callable[[Utterance, Conversation, Assistant], Prepared]


@dataclass(frozen=True, slots=True)
class JustAnswered:
    """The last turn, which may turn out not to be over."""

    prepared: Prepared
    before: Conversation
    """The conversation that it was answered in."""

    def may_go_on_in(self, utterance: Utterance) -> bool:
        """Whether this came so soon after that it may be the rest of it."""
        first = self.prepared.utterance
        soon = 0 <= utterance.start_ms - first.end_ms <= WITHIN_MS
        return soon and first.ended_by is EndedBy.SILENCE and utterance.end_ms - first.start_ms <= LONGEST_MS

    def followed_by(self, prepared: Prepared, before: Conversation) -> "JustAnswered":
        """What stands here after the next reply, which was made in the conversation `before`."""
        return JustAnswered(prepared, before if prepared.joined is Joined.NOT else self.before)


def prepare_on(
    prepare: Prepare, last: JustAnswered | None, utterance: Utterance, so_far: Conversation, assistant: Assistant
) -> Prepared:
    """The reply to an utterance, or to the turn before and this one together; changes nothing."""
    alone = prepare(utterance, so_far, assistant)
    if last is None or alone.silent or not last.may_go_on_in(utterance):
        return alone
    if _stands_alone(alone.understood, last.prepared.understood) or _goes_by(alone.transcript.text, last):
        return alone
    whole = prepare(joined(last.prepared.utterance, utterance), last.before, assistant)
    if whole.understood == last.prepared.understood and not _asks(alone):
        return replace(whole, joined=Joined.NOTHING_NEW)
    return replace(whole, joined=Joined.WHOLE) if _goes_together(last.prepared, alone, whole) else alone


def joined(first: Utterance, second: Utterance) -> Utterance:
    """Both as one; of the pause stays what each has of it."""
    return Utterance(first.pcm + second.pcm, first.start_ms, second.end_ms, second.ended_by)


def _stands_alone(understood: Understood, before: Understood) -> bool:
    """What steers us, or is told about a visit, was said for itself; an emergency always was, and a yes to what was asked."""
    if isinstance(understood, Command):
        return understood not in _POLITE or isinstance(before, NotUnderstood)
    return isinstance(understood, Alarm | Move)


def _goes_by(text: str, last: JustAnswered) -> bool:
    """Our own words coming back, and a sound of listening, are the end of nothing."""
    return is_echo(text, last.prepared.answer.spoken) or is_aside(text, "")


def _asks(prepared: Prepared) -> bool:
    """Whether the words are a whole question of their own, that does not lean on what was asked before."""
    first = next(iter(content(prepared.transcript.text).split()), "")
    return isinstance(prepared.understood, Question) and first in _BEGINS


def _goes_together(first: Prepared, alone: Prepared, whole: Prepared) -> bool:
    if not isinstance(first.understood, Question | NotOurs | NotUnderstood) or not first.may_be_taken_back:
        return False
    if isinstance(whole.understood, Alarm):
        return True
    if isinstance(whole.understood, Question) and whole.understood.also:
        return True
    return isinstance(whole.understood, Question | NotOurs) and not _asks(alone)
