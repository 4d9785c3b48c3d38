"""Units that are surely the same, or a power of ten apart: the one conversion that needs no chemistry.

The tables are data (`core/data/units.toml`): `[same]` lists spellings of one unit, `[tens]` how many of
another unit make one. Whatever else differs (mmol/L and mg/dL) is another unit, and is not compared.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Units:
    """What is known of units beyond how they are said."""

    same: Mapping[str, Sequence[str]]
    """One spelling -> the others: `U/L` -> `IU/L`."""
    tens: Mapping[str, Mapping[str, int]]
    """Unit -> other unit -> how many of it make one: `g/dL` -> `g/L` -> 10."""

    def alike(self, unit: str) -> Iterator[tuple[str, Decimal]]:
        """Every unit that a value can be given in instead, with what to multiply by; itself first."""
        first = next((one for one, others in self.same.items() if unit in (one, *others)), unit)
        seen = {unit: Decimal(1)}
        more = {other: Decimal(tens) for other, tens in self.tens.get(first, {}).items()}
        for other, times in {first: Decimal(1), **more, **dict(self._made_of(first))}.items():
            for spelling in (other, *self.same.get(other, ())):
                seen.setdefault(spelling, times)
        yield from seen.items()

    def _made_of(self, unit: str) -> Iterator[tuple[str, Decimal]]:
        return ((other, 1 / Decimal(made[unit])) for other, made in self.tens.items() if unit in made)


def digits(number: Decimal | int) -> int:
    """Digits after the point that a number is written with: 1 for `12.0`."""
    exponent = number.as_tuple().exponent if isinstance(number, Decimal) else 0
    return max(0, -exponent) if isinstance(exponent, int) else 0
