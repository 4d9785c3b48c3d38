"""Several answers in one breath: three at a time, the rest on "go on"."""

from collections.abc import Iterable, Iterator

from core.answers import Outcome, Sentence
from core.draft import GO_ON, POINTS_AT_ONCE, Draft, Portion, in_portions


def joined(drafts: Iterable[Draft]) -> Draft:
    """One answer of several; the offers that they would end in fall away.

    A list that is told in portions comes last, so that each question has its answer before the list goes on.
    """
    every = sorted(drafts, key=lambda draft: bool(draft.more))
    told = tuple(fact for draft in every for fact in draft.told)
    whole = in_portions(tuple(_portions(every)), told)
    outcomes = [draft.outcome for draft in every]
    outcome = Outcome.FOUND if Outcome.FOUND in outcomes else outcomes[-1]
    return Draft(outcome, whole.sentences, told, None, whole.more)


def _portions(drafts: Iterable[Draft]) -> Iterator[Portion]:
    said: list[Sentence] = []
    points = 0
    for draft in drafts:
        said += [sentence for sentence in draft.sentences if sentence != GO_ON]
        points += 1
        if draft.more or points == POINTS_AT_ONCE:
            yield tuple(said)
            yield from draft.more
            said, points = [], 0
    if said:
        yield tuple(said)
