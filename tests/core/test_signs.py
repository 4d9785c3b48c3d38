"""Signs that add up: each alone is little, together or made worse they are an alarm; what is not of now counts nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.red_flags import RedFlag, Sign, WordSet, parse_red_flags
from core.signs import added_up

CALL = "Call {number}."


def words(pattern: str, *, is_place: bool = False) -> WordSet:
    return WordSet(re.compile(rf"\b(?:{pattern})\b"), is_place)


DOOR = words("door", is_place=True)
BELLS = RedFlag(
    "bells", (), (re.compile(r"\bgently\b"),), CALL, "made up", signs=(
        Sign((DOOR, words("creaks|no handle")), 2), Sign((words("bell"),), 1), Sign((words("siren"),), 3),
    ),
)  # fmt: skip
WORSE = RedFlag("worse", (), (), CALL, "made up", signs=(Sign((words("loudly"),), 1, beside=True),))


def flag_of(said: str) -> str | None:
    raised = added_up(said, (BELLS, WORSE))
    return raised.id if raised else None


@pytest.mark.parametrize(
    "said", ["a siren", "the door creaks loudly", "the door creaks | a bell", "the door has no handle | loudly"]
)
def test_enough_is_an_alarm(said: str) -> None:
    assert flag_of(said) == "bells"


@pytest.mark.parametrize("said", ["a bell", "the door creaks", "a bell loudly", "loudly", "creaks loudly", ""])
def test_little_is_none(said: str) -> None:
    assert flag_of(said) is None


@pytest.mark.parametrize(
    "said",
    ["there is no siren", "gently a siren", "a siren two years ago", "what was the siren", "a siren in the film last night",
     "i always have a siren", "i was worried about having a siren"],
)  # fmt: skip
def test_what_is_not_told_of_now_counts_nothing(said: str) -> None:
    assert flag_of(said) is None


def test_the_same_sign_counts_once() -> None:
    assert flag_of("the door creaks | the door creaks") is None


@given(st.text(alphabet="abdelnors i|.", max_size=80))
def test_any_words_are_weighed_without_fault(said: str) -> None:
    assert flag_of(said) in {None, "bells"}


def test_signs_come_to_their_flag_and_what_is_beside_to_the_last() -> None:
    rules: dict[str, list[dict[str, object]]] = {
        "flag": [{"id": name, "say": CALL, "source": "made up", "patterns": []} for name in ("first", "last")]
    }
    signs = {"words": {"ear_at": ["ears?"], "rings": ["ring\\w*"]}, "beside": {"now": ["now"]},
             "signs": [{"flag": "first", "points": {"ear_at + rings": 2}}]}  # fmt: skip
    first, last = parse_red_flags(rules, signs)
    assert [sign.points for sign in first.signs] == [2]
    assert [words.is_place for words in first.signs[0].sets] == [True, False]
    assert [sign.beside for sign in last.signs] == [True]
    assert added_up("my ear is ringing now", (first, last)) is first


def test_a_sign_of_a_flag_that_is_not_there_is_a_broken_file() -> None:
    rules: dict[str, list[dict[str, str]]] = {"flag": [{"id": "first", "say": CALL, "source": "made up"}]}
    with pytest.raises(KeyError):
        parse_red_flags(rules, {"words": {}, "beside": {}, "signs": [{"flag": "other", "points": {}}]})
