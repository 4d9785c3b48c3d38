"""How one answer compares with its gold, and whether each sentence stands on the record."""

import re
from collections.abc import Mapping
from typing import Any

from evals.answers.gold import Gold
from evals.verdict import Verdict

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
SPELLED = {"once": 1, "one": 1, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
           "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}  # fmt: skip


def judge(gold: Gold, answer: Mapping[str, Any]) -> tuple[Verdict, str]:
    """The verdict and why."""
    told = {fact["resource"] for fact in answer["facts"]}
    allowed = told if gold.anything else gold.may.union(*gold.must)
    outcome = answer["outcome"]
    if outcome in gold.outcomes and outcome != "found":
        return (Verdict.WRONG, "told facts besides") if told - allowed else (Verdict.RIGHT, "")
    if outcome == "unclear":
        return Verdict.ASKED_BACK, ""
    if outcome != "found":
        return (Verdict.ABSTAINED if "found" in gold.outcomes else Verdict.INCOMPLETE), f"outcome {outcome}"
    if "found" not in gold.outcomes:
        return Verdict.WRONG, "answered what has no answer"
    if told - allowed:
        return Verdict.WRONG, f"told {sorted(told - allowed)[:3]}"
    return _told_enough(gold, told, answer["spoken"])


def _told_enough(gold: Gold, told: set[str], spoken: str) -> tuple[Verdict, str]:
    text = spoken.lower()
    if any(word in text for word in gold.never):
        return Verdict.WRONG, f"says one of {sorted(gold.never)}"
    missing = [sorted(group)[:2] for group in gold.must if not group & told]
    if missing or len(told) < gold.least:
        return Verdict.INCOMPLETE, f"not told: {missing or 'enough of the list'}"
    if any(not group & {w for w in group if w in text} for group in gold.words):
        return Verdict.INCOMPLETE, f"does not say {[sorted(group) for group in gold.words]}"
    said = numbers_in(text)
    unsaid = [sorted(group) for group in gold.numbers if not any(same(n, g) for n in said for g in group)]
    return (Verdict.INCOMPLETE, f"does not say {unsaid}") if unsaid else (Verdict.RIGHT, "")


def numbers_in(text: str) -> list[str]:
    """Every number that is spoken, as digits."""
    spelled = [str(SPELLED[word]) for word in re.findall(r"[a-z]+", text.lower()) if word in SPELLED]
    return [n.replace(",", "") for n in NUMBER.findall(text)] + spelled


def same(spoken: str, value: float) -> bool:
    """Whether a spoken number is the value, rounded to the places that are spoken."""
    places = len(spoken.partition(".")[2])
    digits = len(spoken.replace(".", "").lstrip("0"))
    near = abs(float(spoken) - value) <= 0.5 * 10**-places + 1e-9
    return near and (places > 0 or digits >= 2 or abs(float(spoken) - value) < 0.05 or abs(value) < 10)
