"""Words that the voice would say wrongly, given to it as sounds (`voice/data/pronunciations.toml`)."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

WORD = re.compile(r"(?P<word>[^\W\d_]+)(?P<end>[.,;:!?]*)")
"""A word with the punctuation after it: Piper drops what stands between sounds and the end of a text."""

TO_CALL = re.compile(r"\b((?:call|dial|text|phone)(?: or (?:call|dial|text|phone))?) (\d{2,6})\b", re.I)
"""A number to call is said digit by digit: "nine one one", not "nine hundred eleven"."""


@cache
def pronunciations() -> Mapping[str, str]:
    """Lower-case words and their sounds in the International Phonetic Alphabet, as espeak-ng spells it."""
    text = (files("voice") / "data" / "pronunciations.toml").read_text(encoding="utf-8")
    said: Mapping[str, str] = tomllib.loads(text)["say"]
    return said


def pronounced(text: str, said: Mapping[str, str]) -> str:
    """The text for Piper: each known word as `[[sounds]]`, everything else as it was."""
    plain = text.replace("[[", "").replace("]]", "")
    dialled = TO_CALL.sub(lambda match: f"{match[1]} {' '.join(match[2])}", plain)
    return WORD.sub(lambda match: _block(match, said), dialled)


def _block(match: re.Match[str], said: Mapping[str, str]) -> str:
    sounds = said.get(match["word"].lower())
    return f"[[{sounds}{match['end']}]]" if sounds else match.group()
