"""One turn, top to bottom: a transcript and the conversation so far in, an answer and the next state out."""

from dataclasses import replace

from core.answers import Answer, Sentence
from core.audio import Transcript
from core.conversation import FRESH, Conversation
from core.draft import Draft
from core.errors import Locked
from core.grammar_asked import looks_asked
from core.grammar_unfinished import breaks_off
from core.helper import ABOUT_HELPER, about_helper, agrees
from core.mind import Mind
from core.obey import obey
from core.ports import Records
from core.questions import Alarm, Command, Concept, Kind, NotOurs, NotUnderstood, Question, Understood, WhyNot
from core.replies import ask_back, decline, locked, raise_alarm
from core.safety import find_alarm
from core.second_thought import reconsidered
from core.understand import understand
from core.visit.dialogue import converse, stands, with_way_back
from core.visit.hear import hear_move
from core.visit.moves import Move, MoveKind
from core.wording.compose import compose
from core.words import content, plain

TOPICS_KEPT = 8
ABOUT_THE_LAST = {Kind.SOURCE, Kind.WHEN, Kind.CAPABILITIES}
"""Questions about the last answer, or about us: a follow-up leans on what was asked before them."""


DOUBTED, DOUBTED_WORDS = 0.3, 2
"""Confidence and length of what is asked back although it is a name of the record."""
SOUNDS_LIKE_WAIT = frozenset({"weight"})
"""Alone, and over a reply, it is "wait": the two sound the same."""
HOLDS = {Command.WAIT, Command.STOP, Command.WHAT_HEARD}
"""After these everything is as it was: what was asked back, begun or not yet said."""
SAYS_AGAIN = {Command.REPEAT, Command.SLOWER, Command.FASTER, Command.LOUDER, Command.QUIETER}
"""After these the same is open that was open before: a "yes" answers what was just said once more."""
BREAKS_OFF = {MoveKind.START, MoveKind.ADD, MoveKind.WORRY}
"""Steps that name something, and wait for it: "get me ready for…", "I'm frightened of…"."""
WORK_LOCKED = {
    Command.STOP, Command.WAIT, Command.SLOWER, Command.FASTER, Command.LOUDER, Command.QUIETER,
    Command.LOCK, Command.GOODBYE,
}  # fmt: skip
"""They tell nothing, so they are obeyed while the record is locked as well."""


def comprehend(transcript: Transcript, so_far: Conversation, mind: Mind) -> Understood:
    """What the words ask; emergencies come before everything, locked or not, in whichever reading of a sound.

    No language model is asked: that is done once, for a turn that is over (`core.helping`).
    """
    for heard in dict.fromkeys((transcript.text, *transcript.alternatives, *transcript.feared)):
        alarm = find_alarm(heard, mind.knowledge.red_flags, mind.emergency_number)
        if alarm is not None:
            return alarm
    if so_far.unsaid and plain(transcript.text) in SOUNDS_LIKE_WAIT:
        return Command.WAIT
    if agrees(transcript.text, mind.helper):
        return Command.HELPER_ALLOWED
    understood = understand(transcript, mind.lexicon, so_far, mind.today, mind.knowledge.boundaries)
    move = hear_move(transcript.text, understood, so_far, mind)
    if move and stands(move, so_far, mind):
        stopped = move.kind in BREAKS_OFF and breaks_off(transcript.text)
        return NotUnderstood(WhyNot.NO_SUBJECT, unfinished=True) if stopped else move
    if mind.gist is not None:
        understood = reconsidered(understood, transcript.text, mind.lexicon, so_far, mind.today, mind.gist)
    return _doubted(understood, transcript)


def _doubted(
    understood: Question | Command | NotUnderstood | NotOurs, heard: Transcript
) -> Question | Command | NotUnderstood | NotOurs:
    """A name alone that the ear hardly believes is asked back: a hum is easily heard as one."""
    if not isinstance(understood, Question) or not understood.subjects or heard.confidence >= DOUBTED:
        return understood
    if len(heard.text.split()) > DOUBTED_WORDS:
        return understood
    pending = replace(understood, subjects=())
    return NotUnderstood(WhyNot.WHICH_ONE, understood.subjects[:2], pending)


def with_beginning(heard: Transcript, so_far: Conversation, mind: Mind) -> Transcript:
    """The words as the end of a turn that stopped in the middle, where the two together make sense."""
    if not so_far.begun or not heard.text:
        return heard
    whole = replace(heard, text=f"{so_far.begun.rstrip(' .…?,')} {heard.text}", alternatives=(), feared=())
    alone, together = comprehend(heard, so_far, mind), comprehend(whole, so_far, mind)
    own = (
        isinstance(alone, Command | Alarm)
        or (isinstance(alone, Move) and not breaks_off(so_far.begun))
        or (isinstance(alone, Question) and looks_asked(content(heard.text)))
    )
    return whole if isinstance(together, Question | NotOurs | Alarm | Move) and not own else heard


def reply(understood: Understood, heard: str, so_far: Conversation, mind: Mind) -> tuple[Answer, Conversation]:
    """The answer, and the conversation after it; nothing that was passed in is changed."""
    draft, after = _drafted(understood, so_far, mind)
    draft, offered = _with_offer(with_way_back(draft, understood, so_far), after)
    question = understood if isinstance(understood, Question) else None
    command = understood if isinstance(understood, Command) else None
    answer = replace(draft.answer(question), command=command)
    open_question = isinstance(understood, NotUnderstood) and (understood.candidates or understood.pending)
    asked_back = understood if isinstance(understood, NotUnderstood) and open_question else None
    after = replace(after, offered=offered, asked_back=asked_back, last_heard=heard, more=draft.more or after.more)
    after = replace(after, begun=heard if _stopped(understood) else "", misses=_misses(understood, so_far))
    if command in HOLDS or (command is Command.GO_ON and so_far.unsaid):
        return answer, replace(after, offered=so_far.offered, asked_back=so_far.asked_back, begun=so_far.begun)
    after = replace(after, unsaid=())
    if command in SAYS_AGAIN:
        return answer, replace(after, offered=so_far.offered, asked_back=so_far.asked_back, begun=so_far.begun)
    if isinstance(understood, Command | NotUnderstood):
        return answer, after
    return answer, _remembering(answer, understood, after, draft)


def _misses(understood: Understood, so_far: Conversation) -> int:
    """How often in a row nothing was understood; silence and a turn that stopped in the middle do not count."""
    if not isinstance(understood, NotUnderstood):
        return 0
    return so_far.misses + (understood.why is WhyNot.NOT_A_QUESTION and not understood.unfinished)


def _stopped(understood: Understood) -> bool:
    return isinstance(understood, NotUnderstood) and understood.unfinished


def _drafted(understood: Understood, so_far: Conversation, mind: Mind) -> tuple[Draft, Conversation]:
    if isinstance(understood, Alarm):
        return raise_alarm(understood), so_far
    # It locks itself when nobody asks for a while: then names that were learned from it are not said either.
    if mind.records is None or mind.records.locked():
        shut = replace(FRESH, manner=so_far.manner)
        if isinstance(understood, Command) and understood in WORK_LOCKED:
            return obey(understood, shut)
        return locked(), shut
    try:
        return _answered(understood, so_far, mind, mind.records)
    except Locked:
        return locked(), replace(FRESH, manner=so_far.manner)


def _answered(
    understood: Question | Command | NotUnderstood | NotOurs | Move, so_far: Conversation, mind: Mind, records: Records
) -> tuple[Draft, Conversation]:
    match understood:
        case Command() if understood in ABOUT_HELPER:
            return about_helper(understood, mind.helper), so_far
        case Command():
            return obey(understood, so_far)
        case NotUnderstood():
            return ask_back(understood, so_far.misses), so_far
        case NotOurs():
            about = understood if understood.subjects else replace(understood, subjects=so_far.topics[:1])
            return decline(about), so_far
        case Move():
            return converse(understood, so_far, records, mind)
        case Question():
            return compose(understood, records, mind, so_far.last_answer), so_far


def _with_offer(draft: Draft, so_far: Conversation) -> tuple[Draft, Question | None]:
    offer = draft.offer
    if offer is None or draft.more or (offer.question in so_far.offers_made and not offer.always):
        return draft, None
    return replace(draft, sentences=(*draft.sentences, Sentence(offer.text))), offer.question


def _remembering(answer: Answer, understood: Understood, after: Conversation, draft: Draft) -> Conversation:
    subjects: tuple[Concept, ...] = ()
    if isinstance(understood, Question):
        subjects = (*_last_of(understood).subjects, *understood.subjects)
    elif isinstance(understood, NotOurs):
        subjects = understood.subjects
    topics = tuple(dict.fromkeys((*subjects, *after.topics)))[:TOPICS_KEPT]
    leans = isinstance(understood, Question) and understood.kind not in ABOUT_THE_LAST
    question = _last_of(understood) if isinstance(understood, Question) and leans else after.last_question
    made = (*after.offers_made, after.offered) if after.offered else after.offers_made
    return replace(
        after,
        last_question=question,
        last_answer=answer,
        topics=topics,
        more=draft.more,
        offers_made=made,
    )


def _last_of(question: Question) -> Question:
    """Of several in one breath the last, without the others."""
    return question.also[-1] if question.also else question
