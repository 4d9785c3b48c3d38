"""The Flesch-Kincaid grade (Kincaid et al. 1975), syllables counted by rule as the tests count them."""

import re

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d+(?:\.\d+)?")


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e; a number counts as two."""
    if word[0].isdigit():
        return 2
    groups = re.findall(r"[aeiouy]+", word.lower())
    silent = re.search(r"[^aeiouyl]e$|[^td]ed$", word.lower()) is not None
    return max(1, len(groups) - (silent and len(groups) > 1))


def grade(text: str) -> float:
    """0.39 words per sentence + 11.8 syllables per word - 15.59."""
    sentences = [s for s in re.split(r"[.!?]+(?:\s|$)", text) if _WORD.search(s)]
    words = _WORD.findall(text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
