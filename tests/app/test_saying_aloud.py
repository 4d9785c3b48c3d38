"""What was heard of a reply is counted in sentences."""

import pytest

from app.saying import Saying
from core.answers import Sentence
from core.audio import SpeechChunk
from core.ports import Player
from voice.file import Pace
from voice.file_player import FilePlayer

SENTENCES = tuple(Sentence(text) for text in ("It was above, a little.", "It was 7.2 percent.", "Shall I go on?"))
CLAUSES = ("It was above,", "a little.", "It was 7.2 percent.", "Shall I go on?")


@pytest.fixture
def player(tmp_path_factory: pytest.TempPathFactory) -> Player:
    return FilePlayer(tmp_path_factory.mktemp("replies"), Pace.FAST)


def chunk(text: str) -> SpeechChunk:
    return SpeechChunk(bytes(2 * 16_000), 16_000, text)  # one second


@pytest.mark.parametrize(
    ("left_ms", "unsaid"), [(4000, 3), (3000, 3), (2000, 2), (1700, 2), (1200, 1), (1000, 1), (100, 0)]
)
def test_a_sentence_that_was_cut_is_said_again(player: Player, left_ms: int, unsaid: int) -> None:
    saying = Saying(SENTENCES)
    saying.say(map(chunk, CLAUSES), player)
    assert saying.unsaid(left_ms) == SENTENCES[len(SENTENCES) - unsaid :]


def test_what_was_not_even_made_is_unsaid(player: Player) -> None:
    saying = Saying(SENTENCES)
    for clause in CLAUSES[:2]:
        saying.give(chunk(clause), player)
    assert saying.unsaid(0) == SENTENCES[1:]


def test_after_hush_nothing_is_played(player: Player) -> None:
    saying = Saying(SENTENCES)
    saying.hush()
    assert not saying.give(chunk("It was above,"), player)
    saying.say(map(chunk, CLAUSES), player)
    assert saying.unsaid(0) == SENTENCES
