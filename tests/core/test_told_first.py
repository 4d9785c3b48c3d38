"""Questions that are led up to by a few words, and what must not be put together."""

import datetime as dt

import pytest
from understanding_record import TODAY, small_lexicon

from core.audio import Transcript
from core.conversation import FRESH
from core.facts import ConceptKind
from core.questions import Kind, NotUnderstood, Question
from core.understand import understand

LEXICON = small_lexicon()


def asked(text: str) -> object:
    return understand(Transcript(text), LEXICON, FRESH, TODAY)


@pytest.mark.parametrize(
    ("text", "subject", "kind", "since"),
    [
        ("I think it was 2019 they looked at my potassium, what was it", "potassium", Kind.VALUE_AT, 2019),
        ("I think it was 2019 they looked at my potassium what was it", "potassium", Kind.VALUE_AT, 2019),
        ("way back in 2019, do you happen to know what my potassium was", "potassium", Kind.VALUE_AT, 2019),
        ("they keep checking my potassium, how many times is it now", "potassium", Kind.COUNT, None),
        ("they keep on about potassium, what is it", "potassium", Kind.EXPLAIN, None),
        ("I'm a bit worried about my potassium, what did it say", "potassium", Kind.LATEST, None),
        ("can you go back to April 2019 and read me the potassium", "potassium", Kind.VALUE_AT, 2019),
    ],
)
def test_what_is_told_first_gives_time_and_subject(text: str, subject: str, kind: Kind, since: int | None) -> None:
    question = asked(text)
    assert isinstance(question, Question)
    assert [s.spoken for s in question.subjects] == [subject]
    assert question.kind is kind
    assert (question.span.since.year if question.span.since else None) == since


@pytest.mark.parametrize(
    "text", ["I can't keep my pills straight, what are they all", "all them pills I take, what are they"]
)
def test_a_list_is_pointed_at(text: str) -> None:
    question = asked(text)
    assert isinstance(question, Question)
    assert (question.kind, question.about) == (Kind.LIST, ConceptKind.MEDICINE)


@pytest.mark.parametrize(
    "text",
    [
        "my potassium just before the zorbectomy, what was it",
        "my neighbor has potassium pills, what are they",
        "I had a nice lunch, when was it",
    ],
)
def test_what_is_not_understood_is_not_put_together(text: str) -> None:
    assert isinstance(asked(text), NotUnderstood)


def test_days_are_counted_from_today() -> None:
    question = asked("oh, a year back or thereabouts, how was my potassium")
    assert isinstance(question, Question)
    assert question.span.since == dt.date(TODAY.year - 1, 1, 1)
