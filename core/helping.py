"""What a language model adds to a turn that is over: a guess at what was asked, or warmer words; asked at most once.

The reply without it is there already, and stands when the model is late, absent or wrong.
"""

from dataclasses import replace

from core.answers import Answer
from core.conversation import Conversation
from core.interpreting import as_question, names_of
from core.mind import Mind
from core.questions import NotUnderstood, Understood, WhyNot
from core.rewording import may_reword, reworded
from core.turn import reply

Turn = tuple[Understood, Answer, Conversation]
"""What a turn asked, the reply to it, and the conversation after it."""


def wants_help(turn: Turn, mind: Mind) -> bool:
    """Whether a language model that takes part has anything to add to this turn."""
    understood, answer, _ = turn
    if mind.records is None or mind.records.locked():
        return False
    if mind.interpreter is not None and _unknown(understood):
        return True
    return mind.rewriter is not None and may_reword(answer)


def helped(turn: Turn, heard: str, so_far: Conversation, mind: Mind) -> Turn:
    """The turn with the model's guess or its words; the same where it has none. `so_far` is from before the turn."""
    understood, answer, after = turn
    if not wants_help(turn, mind):
        return turn
    if mind.interpreter is not None and _unknown(understood):
        made = mind.interpreter.interpret(heard, names_of(mind.lexicon))
        guess = as_question(made, heard, mind.lexicon, mind.today)
        return (guess, *reply(guess, heard, so_far, mind)) if guess.guessed else turn
    assert mind.rewriter is not None  # noqa: S101 - it has something to add
    warmer = reworded(answer, mind, mind.rewriter)
    return understood, warmer, replace(after, last_answer=warmer) if after.last_answer == answer else after


def _unknown(understood: Understood) -> bool:
    """Words of which the grammar makes nothing; those that stop in the middle are waited for, not guessed at."""
    if not isinstance(understood, NotUnderstood) or understood.unfinished or understood.candidates:
        return False
    return understood.why is WhyNot.NOT_A_QUESTION
