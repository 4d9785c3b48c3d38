"""Which units are comparable, read once from the data that ships with the program."""

import tomllib
from functools import cache
from importlib.resources import files

from core.units import Units
from core.units_data import parse_units


@cache
def known_units() -> Units:
    """What `core/data/units.toml` says of units."""
    return parse_units(tomllib.loads((files("core") / "data" / "units.toml").read_text(encoding="utf-8")))
