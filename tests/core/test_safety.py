"""Alarms: clause by clause, denied, past, asked, and never lowered by what is said beside them."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.knowledge import load_knowledge
from core.audio import Transcript
from core.conversation import FRESH
from core.mind import Mind
from core.red_flags import RedFlag
from core.safety import find_alarm
from core.turn import comprehend
from core.words import plain

FLAGS = load_knowledge().red_flags
_ALL = tomllib.loads((Path(__file__).with_name("phrases") / "red_flags.toml").read_text(encoding="utf-8"))["alarms"]
ALARMS = [phrase for listed in _ALL.values() for phrase in listed]

KNOCK = RedFlag(
    id="knock",
    patterns=(re.compile(r"\bmy door knocks\b"),),
    not_if=(re.compile(r"\bgently\b"),),
    say="Call {number}.",
    source="made up for this test",
    mentions=(re.compile(r"\bknocking\b"),),
)


def raised(text: str) -> str | None:
    alarm = find_alarm(text, FLAGS, "911")
    return alarm.flag if alarm else None


def test_the_number_of_the_settings_is_spoken() -> None:
    alarm = find_alarm("I have chest pain", FLAGS, "112")
    assert alarm is not None
    assert alarm.flag == "chest_pain"
    assert "112" in alarm.say and "911" not in alarm.say and "{" not in alarm.say


@pytest.mark.parametrize("flag", FLAGS, ids=lambda flag: flag.id)
def test_every_flag_says_the_number_and_little_else(flag: RedFlag) -> None:
    said = flag.say.format(number="911")
    assert "911" in said
    sentences = re.findall(r"[^.!?]+[.!?]", said)
    assert len(sentences) <= 5
    assert all(len(sentence.split()) <= 15 for sentence in sentences)
    assert all(len(re.findall(r"\d+", sentence)) <= 1 for sentence in sentences)
    assert flag.source


def test_thoughts_of_suicide_have_their_own_words_and_number() -> None:
    alarm = find_alarm("I want to kill myself", FLAGS, "911")
    assert alarm is not None and alarm.flag == "suicide"
    assert "988" in alarm.say
    assert sum("988" in flag.say for flag in FLAGS) == 1


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("no chest pain but I can't breathe", "breathing"),
        ("I can't breathe, no chest pain though", "breathing"),
        ("I had chest pain last year and now my face is drooping", "stroke"),
        ("My husband had a stroke in 2019. I fell and hit my head.", "head_injury"),
        ("When was my heart attack? My chest hurts.", "chest_pain"),
        ("I don't have a fever, but my throat is closing up", "anaphylaxis"),
        ("my sugar was fine last month, now my chest is tight", "chest_pain"),
    ],
)
def test_one_clause_does_not_silence_another(text: str, flag: str) -> None:
    assert raised(text) == flag


@pytest.mark.parametrize(
    "belittling",
    ["it's nothing", "my son says it's just wind", "I don't want to bother anyone", "it's probably my stomach"],
)
@pytest.mark.parametrize(
    "phrase", ["I have chest pain", "my face is drooping", "I can't breathe", "I took too many pills"]
)
def test_nobody_talks_an_alarm_down(phrase: str, belittling: str) -> None:
    assert raised(f"{phrase}, {belittling}") == raised(phrase) is not None
    assert raised(f"{belittling}, but {phrase}") == raised(phrase)


@pytest.mark.parametrize("time", ["last year", "two years ago", "in 2019", "in March", "when I was young"])
def test_long_ago_is_no_alarm_before_or_after(time: str) -> None:
    assert raised(f"I had chest pain {time}") is None
    assert raised(f"{time}, I had chest pain") is None


@pytest.mark.parametrize(
    "time", ["since last year", "again like last year", "right now", "this morning", "yesterday", "last night"]
)
def test_lately_and_lasting_is_an_alarm(time: str) -> None:
    assert raised(f"I have chest pain {time}") == "chest_pain"


def test_somebody_else_here_and_now_is_an_alarm_and_their_story_is_not() -> None:
    assert raised("my husband has chest pain right now") == "chest_pain"
    assert raised("my wife collapsed") == "unconscious"
    assert raised("my husband had chest pain last year, what did his doctor say") is None


@given(st.text(max_size=200))
def test_any_text_is_read_without_fault(text: str) -> None:
    assert find_alarm(text, (KNOCK,), "911") is None or "knock" in text.casefold()


@given(st.text(alphabet="abcdefghij klmnopqrstuvwxyz|<>().*+?[]{}^$\\,.;'", max_size=120))
def test_the_real_rules_read_any_words(text: str) -> None:
    find_alarm(text, FLAGS, "911")


@given(
    st.sampled_from(ALARMS), st.sampled_from(["um ", "Uh, well, ", "Okay. ", "What was my last A1c? ", "Thank you. "])
)
def test_what_comes_before_does_not_lower_an_alarm(phrase: str, before: str) -> None:
    assert find_alarm(before + phrase, FLAGS, "911") is not None


@given(st.sampled_from(ALARMS))
def test_case_and_closing_marks_do_not_matter(phrase: str) -> None:
    assert find_alarm(phrase.upper(), FLAGS, "911") is not None
    assert find_alarm(phrase.rstrip(".?!").lower(), FLAGS, "911") is not None


def test_a_flag_of_its_own_is_read_by_the_same_rules() -> None:
    def knocks(text: str) -> bool:
        return find_alarm(text, (KNOCK,), "1") is not None

    assert knocks("my door knocks") and knocks("there is knocking")
    assert not knocks("my door knocks gently")
    assert not knocks("when was the knocking") and not knocks("no knocking")
    assert not knocks("two years ago my door knocks were heard")
    assert find_alarm("my door knocks", (), "1") is None


def test_sets_of_words_are_met_anywhere_in_a_sentence_and_each_must_live() -> None:
    def rings(text: str) -> bool:
        together = ((re.compile(r"\bbell\b"), re.compile(r"\b(?:loud|long)\b")),)
        return find_alarm(text, (RedFlag("bell", (), (), "Call {number}.", "made up", (), together),), "1") is not None

    assert rings("the bell is loud") and rings("long, so long it went, that bell")
    assert rings("Bell. Loud.")
    assert not rings("the bell is not loud") and not rings("there is no bell but it is loud in here")
    assert not rings("when was the bell loud") and not rings("last year the bell was loud")
    assert not rings("I can hear the bell of the church next door. The music in the other room is loud.")


def test_every_set_that_is_named_is_met_by_a_phrase() -> None:
    named = {words for flag in FLAGS for sets in flag.together for words in sets}
    said = [phrase for path in Path(__file__).with_name("phrases").glob("red_flags*.toml") for phrase in _alarms(path)]
    assert len({words.pattern for words in named if any(words.search(plain(p)) for p in said)}) >= 0.8 * len(named)


def _alarms(path: Path) -> list[str]:
    groups: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))["alarms"]
    return [phrase for listed in groups.values() for phrase in listed]


def test_what_did_not_go_just_now_is_what_does_not_go() -> None:
    assert raised("I couldn't speak for a minute just now") == "stroke"
    assert raised("he was unable to talk") == "stroke"
    assert raised("five years ago I couldn't lift my arm") is None


def test_a_time_at_the_very_end_belongs_to_what_went_before() -> None:
    assert raised("My aunt bled to death after surgery, years ago.") is None
    assert raised("I am bleeding and it won't stop, since this morning.") == "bleeding"


def test_an_emergency_in_another_reading_of_the_sound_is_an_alarm(demo_mind: Mind) -> None:
    heard = Transcript("I said at most a thing.", alternatives=("I have chest pain.",))
    assert comprehend(heard, FRESH, demo_mind) == find_alarm("I have chest pain.", FLAGS, "911")


@pytest.mark.parametrize("broken", ["Can't... get... any... air.", "Can't. Get. Any. Air.", "My chest… so… tight."])
def test_words_with_a_breath_between_them_are_one_sentence(broken: str) -> None:
    assert raised(broken) is not None


def test_an_emergency_in_a_reading_that_listens_for_one_is_an_alarm_and_answers_nothing(demo_mind: Mind) -> None:
    heard = Transcript("I can get him to weight.", 0.5, feared=("I can't get him to wake.",))
    assert comprehend(heard, FRESH, demo_mind) == find_alarm("I can't get him to wake.", FLAGS, "911")
    asked = Transcript("Hm hm.", 0.5, feared=("What was my last A1c?",))
    assert comprehend(asked, FRESH, demo_mind) == comprehend(Transcript("Hm hm.", 0.5), FRESH, demo_mind)
