"""The quick check of FHIR R4 beside fhir.resources: every entry of every shared record, and damaged copies of them.

`python -m evals.quick_check [DAMAGED]`: a line per folder; what the quick check passes and fhir.resources refuses is
`laxer` and must be 0; what it leaves to fhir.resources, which then passes it, only costs time. Each resource is also
damaged in `DAMAGED` ways (2 unless told): a value replaced by one from elsewhere in the record, moved or taken out.
"""

import copy
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from evals.shared import SHARED
from store.quick_check import surely_valid
from store.validate import judged

FOLDERS = ("fhir-r4-synthea", "fhir-r4-notes", "fhir-stu3-ranges")
Place = tuple[Any, Any]


def places(value: object) -> Iterator[Place]:
    """Every (owner, key) below a value."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield value, key
        yield from places(inner)


def damaged(resource: dict[str, Any], pool: list[Any], dice: random.Random) -> dict[str, Any]:
    """A copy in which one value is another one, gone, or under another name."""
    changed = copy.deepcopy(resource)
    owner, key = dice.choice(list(places(changed)))
    kind = dice.randrange(4)
    if kind == 0:
        del owner[key]
    elif kind == 1 and isinstance(owner, dict):
        owner[dice.choice(list(changed))] = owner[key]
    else:
        owner[key] = copy.deepcopy(dice.choice(pool))
    return changed


def verdicts(resource: dict[str, Any]) -> tuple[bool, bool]:
    """Whether the quick check passed it, and whether fhir.resources did."""
    return surely_valid(resource), judged(resource) is None


def main() -> int:
    """Prints the table; 1 when the quick check was laxer."""
    copies = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    laxer = 0
    if not SHARED.is_dir():
        print(f"There are no shared records under {SHARED}: nothing was compared.")
        return 0
    print(f"{'folder':20} {'resources':>9} {'quick':>8} {'judge':>8} {'neither':>8} {'laxer':>6}")
    for folder in FOLDERS:
        counts: Counter[tuple[bool, bool]] = Counter()
        for path in sorted((SHARED / folder).glob("*.json")):
            dice = random.Random(path.name)
            resources = [entry["resource"] for entry in json.loads(path.read_text(encoding="utf-8"))["entry"]]
            pool = [owner[key] for one in dice.sample(resources, min(40, len(resources))) for owner, key in places(one)]
            for resource in resources:
                counts[verdicts(resource)] += 1
                counts.update(verdicts(damaged(resource, pool, dice)) for _ in range(copies))
        laxer += counts[True, False]
        print(
            f"{folder:20} {counts.total():9,} {counts[True, True]:8,} {counts[False, True]:8,}"
            f" {counts[False, False]:8,} {counts[True, False]:6,}"
        )
    return 1 if laxer else 0


if __name__ == "__main__":
    sys.exit(main())
