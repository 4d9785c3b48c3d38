"""Turn taking on scripted speech: each test says which 20 ms pieces are speech."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.audio import AudioChunk, EndedBy
from voice.turns import Ended, Paused, Resumed, SpeechStarted, TurnEvent, TurnSettings, TurnTaker

CHUNK_MS = 20


class Script:
    """A detector that knows beforehand; the pieces are numbered in their own sound."""

    def __init__(self, speech: Sequence[bool]) -> None:
        self._speech = speech

    def is_speech(self, chunk: AudioChunk) -> bool:
        return self._speech[chunk.start_ms // CHUNK_MS]


def script(*lengths_ms: int) -> list[bool]:
    """Silence, speech, silence, … of these lengths."""
    return [bool(i % 2) for i, length in enumerate(lengths_ms) for _ in range(length // CHUNK_MS)]


def sound(index: int) -> AudioChunk:
    return AudioChunk(index.to_bytes(2, "little") * 320, index * CHUNK_MS)


def heard(speech: Sequence[bool], settings: TurnSettings = TurnSettings()) -> list[tuple[int, TurnEvent]]:
    """Each event with the time at which it came."""
    taker = TurnTaker(Script(speech), settings)
    found = [((i + 1) * CHUNK_MS, event) for i in range(len(speech)) for event in taker.hear(sound(i))]
    return found + [(len(speech) * CHUNK_MS, event) for event in taker.finish()]


def only(kind: type[TurnEvent], found: list[tuple[int, TurnEvent]]) -> list[tuple[int, TurnEvent]]:
    return [(at, event) for at, event in found if isinstance(event, kind)]


def pieces(pcm: bytes) -> Iterator[int]:
    """The numbers of the pieces in a sound."""
    return (int.from_bytes(pcm[at : at + 2], "little") for at in range(0, len(pcm), 640))


def test_one_turn_goes_through_start_pause_and_end() -> None:
    found = heard(script(1000, 800, 2000))
    assert [type(event) for _, event in found] == [SpeechStarted, Paused, Ended]
    (started, _), (paused, early), (ended, last) = found
    assert started == 1000 + 120
    assert paused == 1800 + 160
    assert ended == 1800 + 900
    assert isinstance(early, Paused)
    assert isinstance(last, Ended)
    assert (last.utterance.start_ms, last.utterance.end_ms) == (1000, 1800)
    assert last.utterance.ended_by is EndedBy.SILENCE
    assert last.utterance == early.utterance


def test_the_utterance_holds_a_little_before_the_first_word_and_after_the_last() -> None:
    [(_, ended)] = only(Ended, heard(script(1000, 800, 2000)))
    assert isinstance(ended, Ended)
    numbers = list(pieces(ended.utterance.pcm))
    assert numbers == list(range((1000 - 300) // 20, (1800 + 160) // 20))


@pytest.mark.parametrize("length_ms", [20, 40, 60, 100])
def test_a_click_is_no_turn(length_ms: int) -> None:
    assert heard(script(500, length_ms, 3000)) == []


def test_a_cough_in_two_bursts_is_no_turn() -> None:
    assert heard(script(500, 60, 200, 80, 3000)) == []


def test_a_short_yes_is_a_turn() -> None:
    assert [type(event) for _, event in heard(script(500, 160, 2000))] == [SpeechStarted, Paused, Ended]


def test_a_word_with_a_stop_in_it_is_one_speech() -> None:
    """The closure of a "t" or "p" is some 80 ms of silence inside the word."""
    [(at, event)] = only(SpeechStarted, heard(script(500, 80, 80, 80, 2000)))
    assert isinstance(event, SpeechStarted)
    assert event.at_ms == 500
    assert at == 500 + 80 + 80 + 40


def test_a_slow_speaker_pausing_inside_a_turn_keeps_it() -> None:
    found = heard(script(500, 600, 800, 600, 880, 400, 2000))
    assert [type(event) for _, event in found] == [SpeechStarted, Paused, Resumed, Paused, Resumed, Paused, Ended]
    [(_, ended)] = only(Ended, found)
    assert isinstance(ended, Ended)
    assert (ended.utterance.start_ms, ended.utterance.end_ms) == (500, 500 + 600 + 800 + 600 + 880 + 400)
    assert next(iter(pieces(ended.utterance.pcm))) == (500 - 300) // 20


def test_a_click_in_a_pause_neither_reopens_nor_lengthens_the_turn() -> None:
    found = heard(script(500, 600, 400, 40, 2000))
    assert [type(event) for _, event in found] == [SpeechStarted, Paused, Ended]
    assert found[-1][0] == 500 + 600 + 900


def test_speech_that_begins_just_before_the_patience_ends_is_waited_for() -> None:
    found = heard(script(500, 600, 880, 400, 2000))
    assert [type(event) for _, event in found].count(Ended) == 1


def test_a_shorter_patience_ends_the_turn_at_the_next_piece() -> None:
    taker = TurnTaker(Script(script(500, 600, 3000)))
    found: list[tuple[int, TurnEvent]] = []
    for i in range(150):
        found += [((i + 1) * CHUNK_MS, event) for event in taker.hear(sound(i))]
        if (i + 1) * CHUNK_MS == 1700:
            taker.set_patience(450)
    [(at, _)] = only(Ended, found)
    assert at == 1720


def test_a_longer_patience_waits_and_holds_for_this_turn_only() -> None:
    speech = script(500, 600, 3000, 600, 2000)
    taker = TurnTaker(Script(speech))
    found: list[tuple[int, TurnEvent]] = []
    for i in range(len(speech)):
        for event in taker.hear(sound(i)):
            found.append(((i + 1) * CHUNK_MS, event))
            if isinstance(event, Paused) and len(found) < 3:
                taker.set_patience(2500)
    assert [at for at, _ in only(Ended, found)] == [1100 + 2500, 4700 + 900]


def test_patience_set_in_silence_changes_nothing() -> None:
    taker = TurnTaker(Script(script(500, 600, 2000)))
    taker.set_patience(200)
    found = [(i, event) for i in range(155) for event in taker.hear(sound(i))]
    [(at, _)] = only(Ended, found)
    assert (at + 1) * CHUNK_MS == 500 + 600 + 900


def test_a_voice_that_never_ends_is_cut_at_the_limit_and_listened_to_further() -> None:
    found = heard(script(500, 65_000, 2000))
    ended = [event.utterance for _, event in found if isinstance(event, Ended)]
    assert [u.ended_by for u in ended] == [EndedBy.LIMIT, EndedBy.LIMIT, EndedBy.SILENCE]
    assert [u.start_ms for u in ended] == [500, 30_500, 60_500]
    assert only(Ended, found)[0][0] == 30_500


def test_the_end_of_the_source_ends_the_turn() -> None:
    [(_, ended)] = only(Ended, heard(script(500, 600)))
    assert isinstance(ended, Ended)
    assert ended.utterance.ended_by is EndedBy.SOURCE
    assert ended.utterance.end_ms == 1100
    assert heard(script(500, 60)) == []
    assert heard(script(500)) == []


def test_speaking_says_whether_a_turn_is_going_on() -> None:
    speech = script(500, 600, 2000)
    taker = TurnTaker(Script(speech))
    states = []
    for i in range(len(speech)):
        taker.hear(sound(i))
        states.append(taker.speaking)
    first, last = states.index(True), len(states) - 1 - states[::-1].index(True)
    assert ((first + 1) * CHUNK_MS, (last + 2) * CHUNK_MS) == (500 + 120, 500 + 600 + 900)
    assert all(states[first : last + 1])


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 60)), max_size=40), st.integers(200, 3000))
def test_events_are_always_in_order_and_work_begun_at_a_pause_is_never_in_vain(
    runs: list[tuple[bool, int]], patience_ms: int
) -> None:
    settings = TurnSettings(patience_ms=patience_ms, limit_ms=5_000)
    before: TurnEvent | None = None
    for _, event in heard([speech for speech, length in runs for _ in range(length)], settings):
        match event:
            case SpeechStarted():
                assert before is None or isinstance(before, Ended)
            case Paused():
                assert isinstance(before, SpeechStarted | Resumed)
            case Resumed():
                assert isinstance(before, Paused)
            case Ended(utterance):
                assert before is not None
                assert not isinstance(before, Ended)
                assert 0 < utterance.speech_ms <= settings.limit_ms + settings.resume_ms
                if isinstance(before, Paused):
                    assert before.utterance.pcm == utterance.pcm
        before = event
    assert before is None or isinstance(before, Ended)


@given(st.lists(st.booleans(), max_size=400))
def test_no_sound_is_in_two_turns_but_for_the_moment_before(speech: list[bool]) -> None:
    settings = TurnSettings(preroll_ms=0)
    numbers = [n for _, e in heard(speech, settings) if isinstance(e, Ended) for n in pieces(e.utterance.pcm)]
    assert numbers == sorted(set(numbers))
