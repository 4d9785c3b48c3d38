"""Understanding measured on written phrases: at least 97 % right and never a wrong subject."""

import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from understanding_record import TODAY, all_meant, record_names, small_lexicon

from app.knowledge import load_knowledge
from core.audio import Transcript
from core.boundaries import find_boundary
from core.conversation import FRESH, Conversation
from core.facts import EVER, Span
from core.lexicon import Lexicon, build_lexicon
from core.questions import NotUnderstood, Question
from core.understand import understand

LISTS = ("understanding_phrases", "understanding_heldout", "understanding_heldout_2")
ENOUGH = 0.97


@dataclass(frozen=True)
class Case:
    """One phrase and what it asks."""

    phrase: str
    gold: dict  # type: ignore[type-arg]


def cases(name: str) -> list[Case]:
    """Every phrase of a list."""
    groups = tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))["group"]
    return [Case(phrase, group) for group in groups for phrase in group["phrases"]]


def after(turns: list[str], lexicon: Lexicon) -> Conversation:
    """The conversation once these questions were asked."""
    so_far = FRESH
    for turn in turns:
        asked = understand(Transcript(turn), lexicon, so_far, TODAY)
        assert isinstance(asked, Question), turn
        so_far = replace(so_far, last_question=asked, topics=tuple(dict.fromkeys((*asked.subjects, *so_far.topics))))
    return so_far


def faults(case: Case, lexicon: Lexicon) -> Iterator[str]:
    """What is wrong about how a phrase was understood; `subject` is the worst."""
    gold = case.gold
    got = understand(Transcript(case.phrase), lexicon, after(gold.get("after", []), lexicon), TODAY)
    if "why" in gold:
        if isinstance(got, Question):
            yield "subject" if got.subjects else "kind"
        elif not isinstance(got, NotUnderstood) or got.unfinished != gold.get("unfinished", False):
            yield "unfinished"
        return
    if not isinstance(got, Question):
        yield "not understood"
        return
    if not all_meant(got.subjects, gold.get("subjects", [])):
        yield "subject"
    if got.kind != gold["kind"]:
        yield "kind"
    if (got.about or "") != gold.get("about", ""):
        yield "about"
    if got.span != _span(gold):
        yield "span"
    if got.stopped != gold.get("stopped", False) or got.with_whom.lower() != gold.get("with_whom", "").lower():
        yield "detail"


def _span(gold: dict) -> Span:  # type: ignore[type-arg]
    if "span" not in gold:
        return EVER
    since, until = (dt.date.fromisoformat(day) if day else None for day in gold["span"])
    return Span(since, until)


def measure(name: str, lexicon: Lexicon) -> tuple[float, list[str], list[str]]:
    """Share right, every failure as a line, and the phrases with a wrong subject."""
    wrong = [(case, list(faults(case, lexicon))) for case in cases(name)]
    failed = [(case, found) for case, found in wrong if found]
    lines = [f"{case.phrase!r}: {', '.join(found)}" for case, found in failed]
    return 1 - len(failed) / len(wrong), lines, [case.phrase for case, found in failed if "subject" in found]


LEXICONS = {"small": small_lexicon(), "whole": build_lexicon(record_names(), load_knowledge())}
"""The same record with a little knowledge of the test's own, and with all that ships."""


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("knowledge", LEXICONS)
def test_what_people_say_is_understood(name: str, knowledge: str) -> None:
    right, lines, wrong_subject = measure(name, LEXICONS[knowledge])
    print(f"\n{name}, {knowledge} knowledge: {right:.1%} of {len(cases(name))} phrases right", *lines, sep="\n  ")
    assert right >= ENOUGH
    assert wrong_subject == []


def test_questions_about_the_record_are_not_declined() -> None:
    """Declining is safe but useless: the rules of what is not ours may take one question in a hundred."""
    rules = load_knowledge().boundaries
    asked = [case.phrase for name in LISTS for case in cases(name) if "kind" in case.gold]
    declined = [phrase for phrase in asked if find_boundary(phrase, rules)]
    print(f"\ndeclined of {len(asked)}:", *declined, sep="\n  ")
    assert len(declined) <= 0.01 * len(asked)
