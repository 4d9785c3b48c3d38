"""Units from the text of `core/data/units.toml`."""

from collections.abc import Mapping
from typing import Any

from core.units import Conversion, Equation, Measure, Substance, Units


def parse_units(table: Mapping[str, Any]) -> Units:
    """Units from `units.toml`; raises `KeyError` on a broken file, which ships with the program."""
    return Units(
        measures={
            code: Measure(row["of"], row["is"], row.get("zero", 0.0), row.get("prefixed", False))
            for code, row in table["measure"].items()
        },
        written=dict(table["written"]),
        counted=frozenset(table["counted"]["annotations"]),
        substances={
            row["test"]: Substance(row.get("molar_mass", 0.0), row.get("valence", 0), row.get("against", 0.0))
            for row in table["substance"]
        },
        equations={
            row["test"]: (Equation(row["from"], row["to"], Conversion(row["slope"], row["intercept"])),)
            for row in table["equation"]
        },
    )


def codes_in_other_units(table: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    """By test: the codes under which it stands when it is given in other units."""
    return {row["test"]: tuple(row.get("codes", ())) for row in (*table["substance"], *table["equation"])}
