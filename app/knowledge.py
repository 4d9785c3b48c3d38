"""Reads the data files of general knowledge that ship with the program."""

from functools import cache
from importlib.resources import files

from core.knowledge import FILES, Knowledge, parse_knowledge


@cache
def load_knowledge() -> Knowledge:
    """All of `core/data`, parsed once."""
    data = files("core") / "data"
    return parse_knowledge({name: (data / f"{name}.toml").read_text(encoding="utf-8") for name in FILES})
