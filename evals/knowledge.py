"""`python -m evals.knowledge`: how much general knowledge there is, and whether what it claims to be checked against says so.

Prints per kind how many entries are checked and lists those that are not, how many ranges are in force, and at which
grade the explanations read; then, where `../shared` lies beside the checkout, opens every page named as a source: it
must exist under that title, must name the entry, and must have the words that a range is quoted with. An entry of
WordNet must be in WordNet. Codes are held against what they are called elsewhere (`evals/code_check.py`) and compared
with all shared records. A claim that does not hold is a failure (exit 1).
"""

import re
import sys
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterator

from app.knowledge import load_knowledge
from core.facts import ConceptKind, RecordName
from core.knowledge import Entry, UsualRange
from core.lexicon_drafts import draft_concepts
from core.words import plain
from evals.carried import carried
from evals.code_check import check_codes
from evals.knowledge_grades import print_grades
from evals.record_codes import KINDS, record_codes
from evals.shared import SHARED

PAGES = SHARED / "health-reference"
WORDNET = re.compile(r"^WordNet 3\.1: (?P<word>.+) \(https://wordnet\.princeton\.edu\)$")
SOURCE = re.compile(r"^[^:]+: (?P<title>.+) \(health-reference (?P<file>\w+/\d{7}\.xml)\)$")
IN_FLAG = re.compile(r"[^;:]+: (?P<title>[^;]+) \(health-reference (?P<file>\w+/\d{7}\.xml)\)")
KNOWLEDGE = load_knowledge()
ENTRIES = KNOWLEDGE.entries


def main() -> int:
    """Print everything; 1 when a claim does not hold."""
    _print_counts()
    if not PAGES.is_dir():
        print(f"The reference pages are not here ({PAGES}): sources and codes were not opened.")
        return 0
    faults = [fault for entry in ENTRIES for fault in _faults(entry)]
    faults += [f"red flag {flag.id}: {fault}" for flag in KNOWLEDGE.red_flags for fault in _flag_faults(flag.source)]
    opened = {match["file"] for e in ENTRIES for s in _sources(e) if (match := SOURCE.match(s))}
    quoted = [r for e in ENTRIES for r in e.ranges if not SOURCE.match(r.source)]
    print(f"\nsources: {len(opened)} pages opened again, {len(faults)} claims that do not hold")
    print(f"  {len({r.words for r in quoted})} ranges are from tables that do not lie in ../shared: only their numbers")
    print("  were compared with the words they are quoted with")
    cited = [(e, e.source.split("; ")) for e in ENTRIES if e.checked]
    defined = [e for e, sources in cited if any(map(WORDNET.match, sources)) and not any(map(SOURCE.match, sources))]
    elsewhere = [e for e, sources in cited if not any(SOURCE.match(s) or WORDNET.match(s) for s in sources)]
    print(f"  {len(defined)} entries were compared with WordNet 3.1: only that it has the word was looked up again")
    print(f"  {len(elsewhere)} entries were compared with web pages that do not lie in ../shared: not opened again")
    faults += check_codes(ENTRIES)
    for fault in faults:
        print(f"  wrong: {fault}")
    _print_codes()
    return 1 if faults else 0


def _print_counts() -> None:
    print(f"{'kind':11} {'entries':>8} {'checked':>8} {'unchecked':>10} {'ranged':>7} {'in force':>9}")
    for kind in dict.fromkeys(e.kind for e in ENTRIES):
        of_kind = [e for e in ENTRIES if e.kind == kind]
        checked = [e for e in of_kind if e.checked]
        ranged = [e for e in of_kind if e.ranges]
        deciding = [e for e in ranged if e.checked]
        unchecked = len(of_kind) - len(checked)
        print(f"{kind:11} {len(of_kind):8} {len(checked):8} {unchecked:10} {len(ranged):7} {len(deciding):9}")
    for kind in dict.fromkeys(e.kind for e in ENTRIES):
        names = [e.id for e in ENTRIES if e.kind == kind and not e.checked]
        print(f"\nunchecked {kind}s ({len(names)}): {', '.join(names)}")
    print_grades(ENTRIES)


def _sources(entry: Entry) -> Iterator[str]:
    yield from entry.source.split("; ") if entry.checked else ()
    yield from dict.fromkeys(r.source for r in entry.ranges)


def _faults(entry: Entry) -> Iterator[str]:
    for source in _sources(entry):
        match = SOURCE.match(source)
        if match and _title(match["file"]) != match["title"]:
            yield f"{entry.kind} {entry.id}: {match['file']} is called {_title(match['file'])!r}"
    own = [match["file"] for s in entry.source.split("; ") if (match := SOURCE.match(s))]
    if own and not any(_names(file, entry) for file in own):
        yield f"{entry.kind} {entry.id}: not named in {', '.join(own)}"
    if "WordNet" in entry.source:
        yield from (f"{entry.id}: WordNet has no {word!r}" for word in _unknown_words(entry))
    as_written: dict[tuple[object, ...], UsualRange] = {}
    for usual in entry.ranges:  # the first of each is in the source's own unit
        as_written.setdefault((usual.words, usual.sex, usual.key, usual.from_age, usual.source), usual)
    for usual in as_written.values():
        yield from (f"{entry.id}: {fault}" for fault in _range_faults(usual))


def _unknown_words(entry: Entry) -> Iterator[str]:
    for source in entry.source.split("; "):
        match = WORDNET.match(source)
        if match and _WORDNET_NOUNS and match["word"].replace(" ", "_") not in _WORDNET_NOUNS:
            yield match["word"]


def _flag_faults(source: str) -> Iterator[str]:
    for match in IN_FLAG.finditer(source):
        if _title(match["file"]) != match["title"]:
            yield f"{match['file']} is called {_title(match['file'])!r}"


def _range_faults(usual: UsualRange) -> Iterator[str]:
    match = SOURCE.match(usual.source)
    if match and " ".join(usual.words.split()) not in _page(match["file"]):
        yield f"{match['file']} does not say {usual.words!r}"
    numbers = {float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", usual.words)}
    step = 10.0**-usual.decimals
    centimeters = {round(n * 2.54, 1) for n in numbers} if usual.unit == "cm" else set()
    for limit in (usual.low, usual.high):
        if limit is not None and not any(_same(abs(limit), n, step) for n in numbers | centimeters):
            yield f"{limit:g} {usual.unit} is not in {usual.words!r}"


def _same(limit: float, number: float, step: float) -> bool:
    """The number itself, the last one below it ("below 5.7" is up to 5.6), or the number in thousands."""
    return any(abs(limit - n) < 1e-9 or 0 < n - limit <= step + 1e-9 for n in (number, number / 1000))


def _nouns() -> set[str]:
    path = carried("wordnet")
    lines = path.read_text(encoding="utf-8").splitlines() if path else ()
    return {word.lower() for line in lines if line[0] != " " for word in line.split("|")[0].split()[4::2]}


_WORDNET_NOUNS = _nouns()
_TEXTS: dict[str, tuple[str, str]] = {}


def _opened(file: str) -> tuple[str, str]:
    """Title and text of a page; empty when there is none."""
    if file not in _TEXTS:
        path = PAGES / file
        root = ET.parse(path).getroot() if path.is_file() else ET.Element("none")  # noqa: S314  our own shared data
        _TEXTS[file] = root.findtext("Focus") or "", " ".join(" ".join(root.itertext()).split())
    return _TEXTS[file]


def _title(file: str) -> str:
    return _opened(file)[0]


def _page(file: str) -> str:
    return _opened(file)[1]


def _names(file: str, entry: Entry) -> bool:
    text = f" {plain(_page(file))} "
    names = (entry.named,) if entry.named else (entry.id, entry.spoken, *entry.synonyms)
    return any(re.search(rf" {re.escape(plain(n))}(?:s|es)? ", text) for n in names)


def _print_codes() -> None:
    known = {(e.kind, code): e for e in ENTRIES for code in e.codes}
    seen = record_codes()
    print(f"\n{'codes':8} {'in the records':>15} {'known by code':>14} {'known by code or name':>22}")
    for system, kind in KINDS.items():
        codes = {code: names for (of, code), names in seen.items() if of == system}
        by_code = [code for code in codes if (kind, f"{system}|{code}") in known]
        named = [code for code, names in codes.items() if _is_known(kind, f"{system}|{code}", names)]
        print(f"{system:8} {len(codes):15} {len(by_code):14} {len(named):22}")
        missing = sorted(names.most_common(1)[0][0] for code, names in codes.items() if code not in named)
        print(f"  not known: {'; '.join(missing)}")
    ours: Counter[str] = Counter(code.split("|")[0] for _, code in known)
    met = Counter(system for system, code in seen if any((k, f"{system}|{code}") in known for k in ConceptKind))
    shares = ", ".join(f"{met[system]} of {count} {system}" for system, count in ours.items())
    print(f"codes of ours that some shared record uses: {shares}")


def _is_known(kind: ConceptKind, key: str, names: Counter[str]) -> bool:
    ids: defaultdict[ConceptKind, set[str]] = defaultdict(set)
    for entry in ENTRIES:
        ids[entry.kind].add(plain(entry.id))
    records = [RecordName(kind, key, name) for name in names]
    drafts = draft_concepts(records, KNOWLEDGE)
    return any(d.keys and d.id in ids[kind] for d in drafts)


if __name__ == "__main__":
    sys.exit(main())
