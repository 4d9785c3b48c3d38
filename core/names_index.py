"""Keys under which a name is found again however it is written, and an index of names by sound."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from core.sound import Sound, sound_of_name

_FIGURES = {"one": "1", "two": "2", "three": "3", "four": "4", "six": "6", "nine": "9", "ten": "10", "twelve": "12",
            "fifteen": "15", "nineteen": "19", "twenty three": "23"}  # fmt: skip
_NO_PLURAL = ("ss", "us", "is", "os", "as")


def singular(word: str) -> str:
    """The word without a plural s; `kidneys` -> `kidney`, never shorter than three letters."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(_NO_PLURAL) else word


def name_key(name: str) -> str:
    """A plain name with every word in the singular."""
    return " ".join(singular(word) for word in name.split())


def joined_key(name: str) -> str:
    """A plain name with nothing between the words, figures as figures: `a one c` -> `a1c`."""
    return "".join(_FIGURES.get(word, singular(word)) for word in name.split())


_ALIKE = {
    **dict.fromkeys(("operation", "removal", "extraction", "surgical", "excision", "procedure"), "surgery"),
    **dict.fromkeys(("vaccination", "shot", "jab", "immunization", "immunisation", "booster", "injection"), "vaccine"),
}


def part_key(name: str) -> str:
    """As `name_key`, with words that people use for each other made one: `operation` and `removal` are `surgery`."""
    return " ".join(_ALIKE.get(word, word) for word in name_key(name).split())


@dataclass(frozen=True, slots=True)
class SoundIndex:
    """Names by how they are written and said; the lists run in parallel."""

    sounds: tuple[Sound, ...] = field(repr=False)
    places: tuple[int, ...] = field(repr=False)
    """Position in `Lexicon.concepts`."""
    letters: tuple[str, ...] = field(repr=False)
    codes: tuple[str, ...] = field(repr=False)
    spelled: tuple[str, ...] = field(repr=False)


_TOO_SHORT = 4
"""Letters: a shorter name that is not spelled out is found exactly or not at all."""


def index_sounds(names: Iterable[tuple[str, int]]) -> SoundIndex:
    """The index of (plain name, position) pairs; long descriptions that nobody says are left out."""
    kept = [(sound_of_name(name), at) for name, at in names if len(name.split()) <= _LONGEST_SAID]
    kept = [(sound, at) for sound, at in kept if sound.spelled or len(sound.letters) >= _TOO_SHORT]
    return SoundIndex(
        sounds=tuple(sound for sound, _at in kept),
        places=tuple(at for _sound, at in kept),
        letters=tuple(sound.letters for sound, _at in kept),
        codes=tuple("" if sound.spelled else sound.code for sound, _at in kept),
        spelled=tuple(sound.spelled for sound, _at in kept),
    )


_LONGEST_SAID = 5
