"""Whether each code of `core/data` is called elsewhere what we call it (`evals/code_names.py`).

A code agrees when all words of one of our names stand in one of its names elsewhere, or the other way round. Codes whose
names share no words were looked at one by one: those that mean the same stand under `[same]` in `evals/code_names.toml`
with the reason. Any other is a fault, and so is an ICD-10-CM code that the CDC's list lacks, or a code that is called
elsewhere exactly what another of our entries is called.
"""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator

from core.knowledge import Entry
from core.words import plain
from evals.code_names import READ, Names, code_names

SAME: dict[str, str] = tomllib.loads(READ.read_text(encoding="utf-8"))["same"]
_LOOSE = {"HPO"}
"""Its terms are often wider than the SNOMED CT concept that they point to."""


def check_codes(entries: tuple[Entry, ...]) -> Iterator[str]:
    """Every fault; prints per system how many codes have a name elsewhere, and where those names come from."""
    names = code_names()
    ours = defaultdict(set)
    for entry in entries:
        for name in _own(entry):
            ours[entry.kind, plain(name)].add(entry.id)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        for key in entry.codes:
            theirs = _theirs(key, names)
            counts[key.split("|")[0]].update(["all", *theirs, *(["named"] if theirs else [])])
            yield from (f"{entry.kind} {entry.id}, {key}: {fault}" for fault in _faults(entry, key, theirs))
            for source, called in theirs.items():
                others = {o for name in called for o in ours[entry.kind, plain(name)]} - {entry.id}
                if others and source not in _LOOSE and not any(entry.id in ours[entry.kind, plain(n)] for n in called):
                    yield from (f"{entry.kind} {entry.id}, {key}: {source} calls it {o}" for o in sorted(others))
    print("\ncodes of ours that are named elsewhere, which shares nothing with core/data:")
    for system, count in counts.items():
        sources = ", ".join(f"{source} {n}" for source, n in count.items() if source not in ("all", "named"))
        print(f"  {system:8} {count['named']:4} of {count['all']:4}  ({sources})")
    print(f"  {len(SAME)} of these share no words with our names and were looked at one by one (evals/code_names.toml)")


def _theirs(key: str, names: Names) -> dict[str, set[str]]:
    system, code = key.split("|")
    if system == "icd10":
        code = re.sub(r"X+[ADS]$", "", code)  # the seventh character says which visit it was
    return names.get((system, code)) or names.get((system, code.lstrip("0")), {})


def _faults(entry: Entry, key: str, theirs: dict[str, set[str]]) -> Iterator[str]:
    if not theirs:
        if key.startswith("icd10"):
            yield "not in ICD-10-CM of April 2026"
        return
    called = [name for names in theirs.values() for name in names]
    if key not in SAME and not any(_agree(_words(o), _words(name)) for o in _own(entry) for name in called):
        yield f"called {' / '.join(sorted(called)[:3])}"


def _own(entry: Entry) -> tuple[str, ...]:
    return tuple(filter(None, (entry.id, entry.spoken, entry.named, *entry.synonyms)))


def _words(name: str) -> set[str]:
    return {word.rstrip("s") or word for word in plain(name).split()}


def _agree(ours: set[str], theirs: set[str]) -> bool:
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)
