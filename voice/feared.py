"""Words of emergencies that the ear listens for a second time (`voice/data/feared.txt`)."""

from functools import cache
from importlib.resources import files


@cache
def feared_words() -> tuple[str, ...]:
    """The words, the most urgent first."""
    text = (files("voice") / "data" / "feared.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
