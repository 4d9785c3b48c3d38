"""At which school grade the explanations read (Flesch-Kincaid), with and without the names of what they explain."""

import re

from core.knowledge import Entry
from evals.reading_grade import grade


def print_grades(entries: tuple[Entry, ...]) -> None:
    """How many explanations read at which grade."""
    explained = [e for e in entries if e.explanation]
    print("\ngrade of the explanations (Flesch-Kincaid), as they are and with the names of the thing left out:")
    for title, grades in (
        ("as they are", [grade(e.explanation) for e in explained]),
        ("names out", [grade(_without_names(e)) for e in explained]),
    ):
        steps = ", ".join(f"{sum(low < g <= low + 2 for g in grades)} to {low + 2}" for low in (2, 4, 6, 8, 10))
        print(
            f"  {title:11} mean {sum(grades) / len(grades):.1f}: {sum(g <= 2 for g in grades)} to 2, {steps}, "
            f"{sum(g > 12 for g in grades)} above"
        )


def _without_names(entry: Entry) -> str:
    """As the tests do: a name cannot be chosen, so it counts as one short word."""
    text = entry.explanation.replace("-", "")
    for name in sorted(filter(None, (entry.id, entry.spoken, entry.named, *entry.synonyms)), key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name.replace('-', ''))}(?:s|es)?\b", "it", text, flags=re.I)
    return text
