"""Letters by the words in them, with the sentence that holds them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlcipher3 import dbapi2 as sqlite

MOST_LETTERS = 20
_WORDS = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_BEGIN, _END = "\x02", "\x03"
"""Around each word that was found; texts hold no control characters."""


@dataclass(frozen=True, slots=True)
class FoundLetter:
    """A letter in which the words were found."""

    id: int
    sentence: str = field(repr=False)


def find_letters(connection: sqlite.Connection, wanted: str) -> Iterator[FoundLetter]:
    """The letters that hold every word, best first; when none does, those that hold any of them.

    Words are found in all their forms (`kidneys` for `kidney`), whatever their case and accents.
    """
    terms = [f'"{word}"' for word in dict.fromkeys(_WORDS.findall(wanted.casefold()))]
    rows = _matching(connection, " AND ".join(terms)) or _matching(connection, " OR ".join(terms))
    for number, title, text in rows:
        yield FoundLetter(number, _best_sentence(text) or _plain(title))


def _matching(connection: sqlite.Connection, query: str) -> list[tuple[int, str, str]]:
    if not query:
        return []
    marked = ", ".join(f"highlight(letter_words, {column}, '{_BEGIN}', '{_END}')" for column in (0, 1))
    rows: list[tuple[int, str, str]] = connection.execute(
        f"SELECT rowid, {marked} FROM letter_words WHERE letter_words MATCH ? ORDER BY rank, rowid DESC LIMIT ?",  # noqa: S608
        (query, MOST_LETTERS),
    ).fetchall()
    return rows


def _best_sentence(text: str) -> str:
    """The sentence with the most different words found; the earliest of several."""
    sentences = [sentence for sentence in _SENTENCE_END.split(text) if _BEGIN in sentence]
    return _plain(max(sentences, key=_found, default=""))


def _found(sentence: str) -> int:
    return len({part.split(_END)[0].casefold() for part in sentence.split(_BEGIN)[1:]})


def _plain(text: str) -> str:
    return text.replace(_BEGIN, "").replace(_END, "").strip()
