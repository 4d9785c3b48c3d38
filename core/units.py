"""Units, read so that values can be compared: a conversion where it is certain, none where it is not.

A unit is read as what stands above and below its fraction stroke; two units are comparable when both agree, part by
part, without cancelling (a gram per gram is no percentage). A test that measures one known substance also relates
grams, moles and equivalents; a published equation relates the two units of A1c. Everything else, and everything that
is written in a way unknown to `core/data/units.toml`, is comparable only with the very same text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

_PREFIXES = {"k": 1e3, "d": 1e-1, "c": 1e-2, "m": 1e-3, "u": 1e-6, "n": 1e-9, "p": 1e-12, "f": 1e-15}
"""UCUM 2.2, table 1; those in medical use."""
_TEN = re.compile(r"x?10(?:\*|\^|E)(-?\d{1,2})")
_EXPONENT = re.compile(r"(.*[a-zA-Z\]])([23])")
_ANNOTATION = re.compile(r"\{[^}]*\}")
_PARTS = re.compile(r"/|\.(?!\d)|\s?x\s(?=10)")


@dataclass(frozen=True, slots=True)
class Conversion:
    """From one unit to another: `value * slope + intercept`."""

    slope: float = 1.0
    intercept: float = 0.0

    def __call__(self, value: float) -> float:
        """The value in the other unit."""
        return value * self.slope + self.intercept

    def back(self) -> "Conversion":
        """The other way round."""
        return Conversion(1 / self.slope, -self.intercept / self.slope)


SAME = Conversion()


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit as so much of a base."""

    base: str
    factor: float
    zero: float = 0.0
    """Where it begins on the scale of its base, for temperatures."""
    prefixed: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    """A unit that was read."""

    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    factor: float = 1.0
    zero: float = 0.0

    def times(self, base: tuple[str, ...], factor: float, above: bool) -> "_Reading":
        if above:
            return replace(self, above=tuple(sorted((*self.above, *base))), factor=self.factor * factor)
        return replace(self, below=tuple(sorted((*self.below, *base))), factor=self.factor / factor)

    def in_moles(self, substance: "Substance") -> "_Reading":
        """Grams and equivalents of a substance as moles of it; what it is measured against too."""
        read = self
        for base, mole in (("g", substance.molar_mass), ("eq", substance.valence)):
            if base in read.above and mole:
                read = replace(read, above=_exchanged(read.above, base), factor=read.factor / mole)
        if "g" in read.below and substance.against:
            read = replace(read, below=_exchanged(read.below, "g"), factor=read.factor * substance.against)
        return read


def _exchanged(bases: tuple[str, ...], base: str) -> tuple[str, ...]:
    at = bases.index(base)
    return tuple(sorted((*bases[:at], "mol", *bases[at + 1 :])))


@dataclass(frozen=True, slots=True)
class Substance:
    """What a test measures; 0 for what is not known of it."""

    molar_mass: float = 0.0
    """In grams a mole."""
    valence: int = 0
    against: float = 0.0
    """Grams a mole of what it is measured against."""


@dataclass(frozen=True, slots=True)
class Equation:
    """How two units of one test are related by publication."""

    source_unit: str
    target_unit: str
    conversion: Conversion


@dataclass(frozen=True, slots=True)
class Units:
    """Every unit that is known."""

    measures: Mapping[str, Measure] = field(default_factory=dict, repr=False)
    written: Mapping[str, str] = field(default_factory=dict, repr=False)
    counted: frozenset[str] = frozenset()
    substances: Mapping[str, Substance] = field(default_factory=dict, repr=False)
    """By the name of the test."""
    equations: Mapping[str, Sequence[Equation]] = field(default_factory=dict, repr=False)

    def conversion(self, given: str, wanted: str, test: str = "") -> Conversion | None:
        """How a value given in one unit is had in another; None when they are not surely comparable."""
        if given == wanted:
            return SAME
        first, second = self._read(given), self._read(wanted)
        if first is None or second is None:
            return None
        return _between(first, second) or self._of_substance(first, second, test) or self._equated(first, second, test)

    def _of_substance(self, first: _Reading, second: _Reading, test: str) -> Conversion | None:
        substance = self.substances.get(test)
        return _between(first.in_moles(substance), second.in_moles(substance)) if substance else None

    def _equated(self, first: _Reading, second: _Reading, test: str) -> Conversion | None:
        for equation in self.equations.get(test, ()):
            ends = self._read(equation.source_unit), self._read(equation.target_unit)
            if (first, second) == ends:
                return equation.conversion
            if (second, first) == ends:
                return equation.conversion.back()
        return None

    def _read(self, unit: str) -> _Reading | None:
        """The unit as its parts; None when one of them is not known."""
        unit = self._meant(unit.strip().replace("µ", "u").replace("μ", "u"))
        read = _Reading()
        above, at = True, 0
        for stroke in [*_PARTS.finditer(unit), None]:
            part = unit[at : stroke.start()] if stroke else unit[at:]
            taken = self._take(read, part, above)
            if taken is None:
                return None
            read = taken
            if stroke:
                above, at = above and stroke.group() != "/", stroke.end()
        return read if unit else None

    def _meant(self, unit: str) -> str:
        return self.written.get(unit, unit)

    def _take(self, read: _Reading, part: str, above: bool) -> _Reading | None:
        """The reading with one more part."""
        for annotation in _ANNOTATION.findall(part):
            part = part.replace(annotation, "")
            if annotation not in self.counted:
                read = read.times((annotation,), 1.0, above)
        part = self._meant(part.strip())
        ten = _TEN.fullmatch(part)
        if ten:
            return read.times((), 10.0 ** int(ten[1]), above)
        if part in {"", "1"}:
            return read
        power = _EXPONENT.fullmatch(part)
        if power and part not in self.measures:
            measure, times = self._measure(power[1]), int(power[2])
            return read.times((measure.base,) * times, measure.factor**times, above) if measure else None
        measure = self._measure(part)
        if measure is None:
            return self._take(read, part[1:], False) if part.startswith("/") else None
        return replace(read.times((measure.base,), measure.factor, above), zero=measure.zero)

    def _measure(self, atom: str) -> Measure | None:
        plain = self.measures.get(self._meant(atom))
        if plain is not None:
            return plain
        prefix, rest = _PREFIXES.get(atom[:1]), self.measures.get(self._meant(atom[1:]))
        return replace(rest, factor=rest.factor * prefix) if prefix and rest and rest.prefixed else None


def _between(first: _Reading, second: _Reading) -> Conversion | None:
    """From the one to the other when they measure the same."""
    if (first.above, first.below) != (second.above, second.below):
        return None
    lone = len(first.above) == 1 and not first.below
    zeros = (first.zero - second.zero) / second.factor if lone else 0.0
    return Conversion(first.factor / second.factor, zeros)
