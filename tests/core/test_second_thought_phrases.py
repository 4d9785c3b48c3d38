"""The real gist beside the grammar, on the phrases that were written for the grammar alone: it takes little away."""

import pytest
import test_boundaries
import test_understand_phrases as phrases
from understanding_record import TODAY, record_names

from app.gist.learned import load_gist
from app.knowledge import load_knowledge
from core.audio import Transcript
from core.conversation import FRESH, Conversation
from core.lexicon import Lexicon, build_lexicon
from core.questions import NotOurs, NotUnderstood, Question, Understood
from core.second_thought import reconsidered
from core.understand import understand

LEXICON = build_lexicon(record_names(), load_knowledge())
MOST_LOST = 0.02
BOUNDARIES = load_knowledge().boundaries


def once(transcript: Transcript, lexicon: Lexicon, so_far: Conversation, *_: object) -> Understood:
    """Understood by the rules alone."""
    return understand(transcript, lexicon, so_far, TODAY, BOUNDARIES)


def twice(transcript: Transcript, lexicon: Lexicon, so_far: Conversation, *_: object) -> Understood:
    """Understood by the rules and thought over again."""
    first = understand(transcript, lexicon, so_far, TODAY, BOUNDARIES)
    return reconsidered(first, transcript.text, lexicon, so_far, TODAY, load_gist())


@pytest.mark.parametrize("name", phrases.LISTS)
def test_what_the_rules_understand_stays_understood(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "understand", once)
    before = {case.phrase for case in phrases.cases(name) if not list(phrases.faults(case, LEXICON))}
    monkeypatch.setattr(phrases, "understand", twice)
    after = [(case, list(phrases.faults(case, LEXICON))) for case in phrases.cases(name) if case.phrase in before]
    lost = [(case.phrase, found) for case, found in after if found]
    print(f"\n{name}: {len(lost)} of {len(before)} lost", *lost, sep="\n  ")
    assert len(lost) / len(before) <= MOST_LOST
    assert not [phrase for phrase, found in lost if "subject" in found]


@pytest.mark.parametrize("path", test_boundaries.FILES, ids=lambda path: path.stem)
def test_questions_of_the_record_are_not_declined(path: object) -> None:
    questions = test_boundaries.of_the_record(path)  # type: ignore[arg-type]
    declined = [words for words in questions if isinstance(twice(Transcript(words), LEXICON, FRESH), NotOurs)]
    print(f"\n{len(declined)} of {len(questions)} declined", *declined, sep="\n  ")
    assert len(declined) / len(questions) <= test_boundaries.ENOUGH_FALSE


TOLD = [
    "they closed the road by the church again", "I met an old friend at the market", "he never did like the cold",
    "the kettle is boiling over", "I took my metformin with breakfast", "the nurse was very kind to me on Monday",
    "leave the door open for the cat", "we had rain all week and then some", "I used to have a garden like that",
]  # fmt: skip


@pytest.mark.parametrize("words", TOLD)
def test_what_asks_nothing_is_not_answered(words: str) -> None:
    understood = twice(Transcript(words), LEXICON, FRESH)
    assert not isinstance(understood, Question)
    assert isinstance(understood, NotOurs | NotUnderstood)
