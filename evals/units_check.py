"""`python -m evals.units_check`: every conversion of units held against sources that share nothing with the product.

1. Units: each pair of units known to `core/data/units.toml`, against UCUM's own file (`evals/ucum.py`).
2. Substances: each molar mass, against the package molmass (its own atomic weights), and the conversion that follows.
3. Pairs of limits that published tables print in two units (`evals/si_pairs.toml`).
4. Factors between traditional and SI units per LOINC code, as the package labunits lists them.
A conversion that UCUM, a formula or labunits contradicts is a failure (exit 1).
"""

import importlib
import json
import sys
import tomllib
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from app.knowledge import load_knowledge
from core.units import Conversion
from evals.carried import carried
from evals.ucum import Meaning, Ucum, read

DATA = tomllib.loads((Path(__file__).parents[1] / "core" / "data" / "units.toml").read_text(encoding="utf-8"))
PAIRS = tomllib.loads((Path(__file__).parent / "si_pairs.toml").read_text(encoding="utf-8"))["pairs"]
KNOWLEDGE = load_knowledge()
UNITS = KNOWLEDGE.conversions
_PREFIXES = ("k", "d", "c", "m", "u", "n", "p", "f")
_SAME_BY_LABORATORIES = {"U", "[IU]", "[iU]"}
"""Laboratories write either for the unit of one test; UCUM keeps the catalytic unit apart."""


def main() -> int:
    """Print everything; 1 when a source contradicts a conversion."""
    faults = [*_against_ucum(), *_against_formulas(), *_against_labunits()]
    for fault in faults:
        print(f"  wrong: {fault}")
    _against_print()
    return 1 if faults else 0


def _codes() -> list[str]:
    prefixed = [p + code for code, row in DATA["measure"].items() if row.get("prefixed") for p in _PREFIXES]
    return list(dict.fromkeys([*DATA["measure"], *DATA["say"], *DATA["written"].values(), *prefixed]))


def _against_ucum() -> Iterator[str]:
    path = carried("ucum")
    if path is None:
        return
    ucum = read(path)
    codes = _codes()
    known = [code for code in codes if not _is_custom(code) and ucum.meaning(code)]
    counts = {"the same": 0, "kept apart, though UCUM would convert": 0, "joined as laboratories do": 0}
    for first, second in combinations(known, 2):
        verdict = _verdict(first, second, ucum)
        if verdict.startswith("wrong"):
            yield f"{first} to {second}: {verdict[6:]}"
        elif verdict:
            counts[verdict] += 1
    print(f"units: {len(codes)} codes, {len(known)} of them UCUM 2.2; pairs that can be converted by either:")
    for name, count in counts.items():
        print(f"  {count:5} {name}")
    print(f"  not UCUM, read only as the record writes them: {', '.join(sorted(set(codes) - set(known)))}")


def _is_custom(code: str) -> bool:
    """Written as laboratories do: `K/uL` is a thousand there, and a kelvin to UCUM."""
    return code in DATA["written"] or any(part in DATA["written"] for part in code.split("/")[:1] if part != "U")


def _verdict(first: str, second: str, ucum: Ucum) -> str:
    ours, theirs = UNITS.conversion(first, second), _convert(ucum.meaning(first), ucum.meaning(second))
    if ours is None:
        return "kept apart, though UCUM would convert" if theirs else ""
    if theirs is None:
        joined = any(mark in first or mark in second for mark in _SAME_BY_LABORATORIES)
        return "joined as laboratories do" if joined else "wrong UCUM does not convert"
    close = all(abs(ours(x) - theirs(x)) <= 1e-9 * max(1.0, abs(theirs(x))) for x in (0.0, 1.0, 37.0, 100.0))
    return "the same" if close else f"wrong {ours(1.0):g}, UCUM {theirs(1.0):g}"


def _convert(first: Meaning | None, second: Meaning | None) -> Conversion | None:
    if first is None or second is None or first.powers != second.powers:
        return None
    return Conversion(first.factor / second.factor, (first.zero - second.zero) / second.factor)


def _against_formulas() -> Iterator[str]:
    folder = carried("molmass")
    if folder is None:
        return
    sys.path.insert(0, str(folder))
    formula = importlib.import_module("molmass").Formula
    weighed = [row for row in DATA["substance"] if "formula" in row]
    for row in weighed:
        mass = formula(row["formula"]).mass
        if abs(row["molar_mass"] - mass) > 1e-4 * mass:
            yield f"{row['test']}: {row['molar_mass']} g/mol, molmass says {mass:.4f}"
        conversion = UNITS.conversion("mg/dL", "mmol/L", row["test"])
        if conversion is None or abs(conversion(1.0) - 10.0 / mass) > 1e-4 * 10.0 / mass:
            yield f"{row['test']}: 1 mg/dL is not {10.0 / mass:g} mmol/L"
    print(f"substances: {len(weighed)} molar masses and conversions compared with molmass")


def _against_labunits() -> Iterator[str]:
    path = carried("labunits")
    rows = json.loads(path.read_text(encoding="utf-8")) if path else {}
    tests = {code.split("|")[1]: e.id for e in KNOWLEDGE.entries for code in e.codes if code.startswith("loinc")}
    compared = 0
    for code in filter(tests.get, rows):
        given, wanted = (rows[code][key].replace("μ", "u") for key in ("traditional_units", "si_units"))
        conversion = UNITS.conversion(given, wanted, tests[code])
        if conversion is None or given == wanted:
            continue
        compared += 1
        ours, theirs = conversion(1.0), float(rows[code]["conversion_factor"])
        if abs(ours - theirs) > 0.02 * theirs:
            yield f"{tests[code]}: 1 {given} is {ours:g} {wanted}, labunits says {theirs:g}"
    print(f"labunits: {compared} factors of tests of ours compared with its own, within 2% as it rounds them")


def _against_print() -> None:
    off = [(row, got) for row in PAIRS if (got := _printed(row))]
    print(f"printed pairs: {len(PAIRS) - len(off)} of {len(PAIRS)} convert to the digits that a table prints")
    for row, got in off:
        print(f"  {row['test']}: {row['given']} is {got}, printed as {row['wanted']} ({row['source']})")


def _printed(row: dict[str, Any]) -> str:
    """What comes out, when it is not what is printed."""
    (value, given), (printed, wanted) = row["given"], row["wanted"]
    conversion = UNITS.conversion(given, wanted, row["test"])
    if conversion is None:
        return "not converted"
    digits = len(str(printed).partition(".")[2]) if isinstance(printed, float) else 0
    return "" if abs(conversion(value) - printed) <= 0.5 * 10**-digits + 1e-9 else f"{conversion(value):.4g}"


if __name__ == "__main__":
    sys.exit(main())
