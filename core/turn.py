"""One turn, top to bottom: a transcript and the conversation so far in, an answer and the next state out."""

from dataclasses import replace

from core.answers import Answer, Sentence
from core.audio import Transcript
from core.conversation import Conversation
from core.draft import Draft
from core.errors import Locked
from core.mind import Mind
from core.obey import obey
from core.questions import Alarm, Command, Concept, Kind, NotOurs, NotUnderstood, Question, Understood
from core.replies import ask_back, decline, locked, raise_alarm
from core.safety import find_alarm
from core.understand import understand
from core.visit.dialogue import converse, stands, with_way_back
from core.visit.hear import hear_move
from core.visit.moves import Move
from core.wording.compose import compose

TOPICS_KEPT = 8
ABOUT_THE_LAST = {Kind.SOURCE, Kind.WHEN, Kind.CAPABILITIES}
"""Questions about the last answer, or about us: a follow-up leans on what was asked before them."""


def comprehend(transcript: Transcript, so_far: Conversation, mind: Mind) -> Understood:
    """What the words ask; emergencies come before everything, locked or not."""
    alarm = find_alarm(transcript.text, mind.knowledge.red_flags, mind.emergency_number)
    if alarm is not None:
        return alarm
    understood = understand(transcript, mind.lexicon, so_far, mind.today, mind.knowledge.boundaries)
    move = hear_move(transcript.text, understood, so_far, mind)
    return move if move and stands(move, so_far, mind) else understood


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
    if isinstance(understood, Command | NotUnderstood):
        return answer, after
    return answer, _remembering(answer, understood, after, draft)


def _drafted(understood: Understood, so_far: Conversation, mind: Mind) -> tuple[Draft, Conversation]:
    if isinstance(understood, Alarm):
        return raise_alarm(understood), so_far
    if mind.records is None:
        return locked(), so_far
    match understood:
        case Command():
            return obey(understood, so_far)
        case NotUnderstood():
            return ask_back(understood), so_far
        case NotOurs():
            about = understood if understood.subjects else replace(understood, subjects=so_far.topics[:1])
            return decline(about), so_far
        case Move() | Question():
            try:
                if isinstance(understood, Move):
                    return converse(understood, so_far, mind.records, mind)
                return compose(understood, mind.records, mind, so_far.last_answer), so_far
            except Locked:
                # It locked itself because nobody asked for a while.
                return locked(), so_far


def _with_offer(draft: Draft, so_far: Conversation) -> tuple[Draft, Question | None]:
    offer = draft.offer
    if offer is None or draft.more or (offer.question in so_far.offers_made and not offer.always):
        return draft, None
    return replace(draft, sentences=(*draft.sentences, Sentence(offer.text))), offer.question


def _remembering(answer: Answer, understood: Understood, after: Conversation, draft: Draft) -> Conversation:
    subjects: tuple[Concept, ...] = ()
    if isinstance(understood, Question | NotOurs):
        subjects = understood.subjects
    topics = tuple(dict.fromkeys((*subjects, *after.topics)))[:TOPICS_KEPT]
    leans = isinstance(understood, Question) and understood.kind not in ABOUT_THE_LAST
    question = understood if isinstance(understood, Question) and leans else after.last_question
    made = (*after.offers_made, after.offered) if after.offered else after.offers_made
    return replace(
        after,
        last_question=question,
        last_answer=answer,
        topics=topics,
        more=draft.more,
        offers_made=made,
    )
