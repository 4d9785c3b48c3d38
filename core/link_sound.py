"""The search for misheard names: every stretch of up to four words against every name, by eye and ear."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import Indel

from core.lexicon import Lexicon
from core.names_index import SoundIndex
from core.ordinary import is_ordinary
from core.sound import Sound, likeness, same_sound, sound_of_words

SURE = 90.0
"""From here on a name of the record is taken as said, when it also sounds the same."""
NEAR = 76.0
"""From here on a name of the record is asked back."""
SURE_ORDINARY = 93.0
"""The same where all the words are ordinary English: "create a new" is not creatinine."""
SURE_OUTSIDE = 94.0
NEAR_OUTSIDE = 88.0
"""The same for names that the record does not hold: only very near spelling counts."""
MARGIN = 7.0
"""Two names closer to each other than this are both asked back."""
NEAR_IN_PLACE = 67.0
"""From here on a longer name of the record is asked back where a name of its kind has to stand."""
_WORDS = 4
_WORDS_OUTSIDE = 2
"""Names outside the record have to be heard well: they are not looked for in longer stretches."""
_SHORTEST = 4
_NOT_BY_CHANCE = 6
"""Letters of a name that ordinary words may be a mishearing of: "go out" is not gout."""
_LONG = 7
"""Letters of a name that may be heard so badly."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A stretch of words and what it sounds like."""

    start: int
    end: int
    places: tuple[int, ...] = field(repr=False)
    """Positions in `Lexicon.concepts`, best first."""
    score: float
    sure: bool


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    place: int
    score: float
    same: bool
    """It cannot be told apart by ear."""
    ours: bool
    ordinary: bool = False
    """All its words are ordinary English."""


def hear_names(words: Sequence[str], lexicon: Lexicon, wanted: Callable[[int], bool]) -> list[Heard]:
    """What stretches of the words sound like, best first, never overlapping; empty words are walls."""
    matches = [match for start, end in _stretches(words) for match in _matches(words, start, end, lexicon, wanted)]
    matches.sort(key=lambda m: (-m.score, m.end - m.start, m.start))
    heard: list[Heard] = []
    while matches:
        best = matches[0]
        rivals = [m for m in matches if m.start < best.end and best.start < m.end]
        heard.append(_judge(best, rivals))
        matches = [m for m in matches if m not in rivals]
    return heard


def hear_whole(
    readings: Sequence[str], lexicon: Lexicon, wanted: Callable[[int], bool], near: float = NEAR_IN_PLACE
) -> Heard | None:
    """What some words as a whole sound like, read in any of these ways; None when it is like no name."""
    said = [sound_of_words(reading) for reading in readings]
    matches = [m for sound in said for m in _whole(sound, lexicon, wanted, near)]
    if not matches:
        return None
    best = max(matches, key=lambda m: m.score)
    return _judge(best, sorted(matches, key=lambda m: -m.score))


def _whole(said: Sound, lexicon: Lexicon, wanted: Callable[[int], bool], near: float) -> Iterator[_Match]:
    if len(said.letters) < _SHORTEST:
        return
    for index, ours in ((lexicon.ours, True), (lexicon.others, False)):
        for at in _worth_a_look(said, index, loosely=ours):
            score = likeness(said, index.sounds[at])
            enough = (near if len(index.letters[at]) >= _LONG else NEAR) if ours else NEAR_OUTSIDE
            if score >= enough and wanted(index.places[at]):
                yield _Match(0, 0, index.places[at], score, same_sound(said, index.sounds[at]), ours)


def _judge(best: _Match, rivals: Sequence[_Match]) -> Heard:
    close = [m.place for m in rivals if m.place != best.place and best.score - m.score < MARGIN]
    enough = SURE if best.ours else SURE_OUTSIDE
    enough = max(enough, SURE_ORDINARY) if best.ordinary else enough
    by_chance = best.ordinary and not best.ours
    sure = best.same and best.score >= enough and not close and not by_chance
    return Heard(best.start, best.end, tuple(dict.fromkeys([best.place, *close])), best.score, sure)


def _stretches(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + _WORDS, len(words)) + 1):
            if not words[end - 1]:
                break
            if end - start > 1 or not is_ordinary(words[start]):
                yield start, end


def _matches(
    words: Sequence[str], start: int, end: int, lexicon: Lexicon, wanted: Callable[[int], bool]
) -> Iterator[_Match]:
    said = sound_of_words(" ".join(words[start:end]))
    if len(said.letters) < _SHORTEST:
        return
    plain = all(map(is_ordinary, words[start:end]))
    for index, ours, near in ((lexicon.ours, True, NEAR), (lexicon.others, False, NEAR_OUTSIDE)):
        if not ours and end - start > _WORDS_OUTSIDE:
            continue
        best: dict[int, tuple[float, bool]] = {}
        for at in _worth_a_look(said, index):
            score = likeness(said, index.sounds[at])
            if plain and len(index.letters[at]) < _NOT_BY_CHANCE and not index.spelled[at]:
                continue
            if score >= near and wanted(index.places[at]):
                same = same_sound(said, index.sounds[at])
                best[index.places[at]] = max(best.get(index.places[at], (0.0, False)), (score, same))
        yield from (_Match(start, end, place, score, same, ours, plain) for place, (score, same) in best.items())


def _worth_a_look(said: Sound, index: SoundIndex, *, loosely: bool = False) -> set[int]:
    found: set[int] = set()
    less = 0.15 if loosely else 0.0
    for text, choices, cutoff in (
        (said.letters, index.letters, 0.7 - less),
        (said.code, index.codes, 0.75 - less),
        (said.spelled, index.spelled, 0.75),
    ):
        hits = process.extract(text, choices, scorer=Indel.normalized_similarity, score_cutoff=cutoff, limit=8)
        found.update(at for _choice, _score, at in hits)
    return found
