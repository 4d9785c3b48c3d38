"""`python -m evals.visit_matching`: whether it is noticed which question was asked, in any wording.

200 hand-written paraphrases of 40 questions in eight lists, and 104 things that ask nothing on the list. What was
there to build with and what was held out are counted apart.
"""

import sys
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

from app.demo.record import demo_path, open_demo
from app.knowledge import load_knowledge
from core.mind import Mind, make_mind
from core.visit.matching import asked_among
from store.records import VaultRecords

SAYINGS = Path(__file__).with_name("visit_paraphrases.toml")


def main() -> int:
    """Print the table and what went wrong; the exit code tells whether the bar was met."""
    spoken = "--spoken" in sys.argv
    opened = open_demo(demo_path())
    mind = make_mind(VaultRecords(opened.vault), load_knowledge(), opened.today)
    heard = str
    counts = count(mind, heard)
    for half in ("built with", "held out"):
        print(
            f"{half:10} {counts[half, 'asked']} of {counts[half, 'sayings']} noticed,"
            f" {counts[half, 'false']} false in {counts[half, 'all']} sayings"
        )
    asked, sayings, false, every = (
        sum(n for (_, what), n in counts.items() if what == w) for w in ("asked", "sayings", "false", "all")
    )
    print(
        f"{'spoken' if spoken else 'typed'}: {100 * asked / sayings:.1f} % of {sayings} noticed, {100 * false / every:.1f} % false of {every}"
    )
    return 0 if asked >= (0.9 if spoken else 0.95) * sayings and false <= 0.02 * every else 1


def count(mind: Mind, heard) -> Counter[tuple[str, str]]:  # type: ignore[no-untyped-def]
    """Every saying against its list."""
    table = tomllib.loads(SAYINGS.read_text(encoding="utf-8"))
    lists: dict[str, list[str]] = defaultdict(list)
    for row in table["question"]:
        lists[row["list"]].append(row["words"])
    rows = [(row["list"], row["words"], n, said) for row in table["question"] for n, said in enumerate(row["said"])]
    rows += [(row["list"], "", n, said) for row in table["others"] for n, said in enumerate(row["said"])]
    counts: Counter[tuple[str, str]] = Counter()
    for name, words, n, said in rows:
        half = "held out" if n % 2 else "built with"
        text = heard(said)
        found = {lists[name][at] for at in asked_among(text, lists[name], mind.lexicon, mind.knowledge.thesaurus)}
        counts[half, "all"] += 1
        counts[half, "sayings"] += bool(words)
        counts[half, "asked"] += bool(words) and words in found
        counts[half, "false"] += bool(found - {words})
        wrong = sorted(found - {words})
        if ((words and words not in found) or wrong) and (half == "built with" or "--all" in sys.argv):
            print(
                f"  {half}: {text!r} -> {wrong if wrong else 'nothing'}{' (missed ' + words + ')' if words and words not in found else ''}"
            )
    return counts


if __name__ == "__main__":
    sys.exit(main())
