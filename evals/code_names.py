"""What the codes of LOINC, RxNorm, SNOMED CT, CVX and ICD-10-CM are called elsewhere, to hold our entries against.

Sources: the shared records (`evals/record_codes.py`), packages (`evals/carried.py`), and lists of names that were read
once on the web and stand in `evals/code_names.toml` with where each was read. Shares nothing with `core/data`.
"""

import json
import re
import tomllib
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals.carried import carried
from evals.record_codes import record_codes

Names = dict[tuple[str, str], dict[str, set[str]]]
"""System and code to the names that each source has for it."""

READ = Path(__file__).parent / "code_names.toml"
_SYNTHEA = {"LOINC": "loinc", "SNOMED-CT": "snomed", "RxNorm": "rxnorm", "CVX": "cvx"}
_SYNTHEA |= {"http://hl7.org/fhir/sid/cvx": "cvx", "http://snomed.info/sct": "snomed", "http://loinc.org": "loinc"}


def code_names() -> Names:
    """Every name of every code that some source here knows."""
    found: defaultdict[tuple[str, str], dict[str, set[str]]] = defaultdict(dict)
    for source, rows in (
        ("the shared records", _of_records()),
        ("labunits", _of_labunits()),
        ("ICD-10-CM", _of_icd10()),
        ("Synthea", _of_synthea()),
        ("HPO", _of_hpo()),
        ("lists that were read", _of_lists()),
    ):
        for system, code, name in rows:
            found[system, code].setdefault(source, set()).add(name)
    return dict(found)


def _of_records() -> Iterator[tuple[str, str, str]]:
    for (system, code), names in record_codes().items():
        yield from ((system, code, name) for name in names if name != code)


def _of_labunits() -> Iterator[tuple[str, str, str]]:
    path = carried("labunits")
    for code, row in json.loads(path.read_text(encoding="utf-8")).items() if path else ():
        blood = {"serum", "plasma", "whole_blood", "red_blood_cells"} & {*row["specimen"]}
        yield "loinc", code, row["name"] if blood else f"{row['name']} in {' '.join(row['specimen'])}"


def _of_icd10() -> Iterator[tuple[str, str, str]]:
    path = carried("icd10cm")
    for row in ET.parse(path).getroot().iter("diag") if path else ():  # noqa: S314  a package of the registry
        yield "icd10", row.findtext("name", ""), row.findtext("desc", "")
        yield from (("icd10", row.findtext("name", ""), note.text or "") for note in row.iterfind("inclusionTerm/note"))


def _of_synthea() -> Iterator[tuple[str, str, str]]:
    folder = carried("synthea")
    for path in sorted(folder.rglob("*.json")) if folder else ():
        yield from _codings(json.loads(path.read_text(encoding="utf-8")))


def _codings(node: Any) -> Iterator[tuple[str, str, str]]:
    if isinstance(node, dict):
        if node.get("system") in _SYNTHEA and "code" in node and node.get("display"):
            yield _SYNTHEA[node["system"]], str(node["code"]), node["display"]
        node = list(node.values())
    for item in node if isinstance(node, list) else ():
        yield from _codings(item)


def _of_hpo() -> Iterator[tuple[str, str, str]]:
    path = carried("hpo")
    for term in path.read_text(encoding="utf-8").split("\n\n") if path else ():
        names = re.findall(r'^(?:name: (.+)|synonym: "(.+?)" EXACT.*)$', term, re.M)
        for code in re.findall(r"^xref: SNOMEDCT_US:(\d+)", term, re.M):
            yield from (("snomed", code, name or synonym) for name, synonym in names)


def _of_lists() -> Iterator[tuple[str, str, str]]:
    for row in tomllib.loads(READ.read_text(encoding="utf-8"))["list"]:
        yield from ((row["system"], code, name) for code, name in row["names"].items())
