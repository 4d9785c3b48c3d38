"""Counts of what raw files hold, that share no code with the importer: plain JSON, and templates in XML.

For C-CDA, lxml is not needed either: the standard library's ElementTree reads each file after prefixes that it
does not declare are declared. An entry counts when it follows one of the templates that the importer says it
reads (C-CDA R2.1), stands where documents put entries, has no `nullFlavor`, and says what it is about: the
implementation guide's examples elide the rest of some statements with dots.
"""

import json
import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

_OID = "2.16.840.1.113883.10.20.22.4."
_DECLARED = re.compile(r"<(?!\?|!)([^\s/>]+)")
_HIDDEN = {"136", "132", "121", "45", "146", "131", "144", "113", "122"}
"""Templates that hold problems which are none of the person's own: risks, concerns, goals, relatives, references."""


def json_counts(path: Path) -> Counter[str]:
    """Resources per type of a bundle."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return Counter(entry["resource"]["resourceType"] for entry in content["entry"])


def json_values(path: Path) -> int:
    """Observations and components that bear a value."""
    content = json.loads(path.read_text(encoding="utf-8"))
    observations = [e["resource"] for e in content["entry"] if e["resource"]["resourceType"] == "Observation"]
    parts = [part for o in observations for part in (o, *o.get("component", ()))]
    return sum(any(key.startswith("value") for key in part) for part in parts)


def json_ranges(path: Path) -> int:
    """Observations that bear a number and a reference range; words are in no range."""
    content = json.loads(path.read_text(encoding="utf-8"))
    resources = [entry["resource"] for entry in content["entry"]]
    return sum("referenceRange" in r and "value" in r.get("valueQuantity", {}) for r in resources)


def xml_root(path: Path) -> ElementTree.Element | None:
    """The root, with undeclared prefixes declared; None when it is no XML."""
    text = re.sub(r"(?s)^\ufeff?\s*(<\?xml.*?\?>)?", "", path.read_bytes().decode("utf-8", "replace"))
    text = re.sub(r"(?s)<!--.*?-->", "", text).strip()
    first = _DECLARED.search(text)
    if first is None:
        return None
    end = first.end()
    used = set(re.findall(r"[<\s/]([A-Za-z][\w.-]*):[A-Za-z]", text)) - {
        "xmlns",
        "xml",
        "http",
        "https",
        "mailto",
        "tel",
    }
    missing = [p for p in sorted(used) if f"xmlns:{p}=" not in text[: text.index(">", end)]]
    declared = "".join(f' xmlns:{p}="urn:{p}"' for p in missing)
    try:
        return ElementTree.fromstring(text[:end] + declared + text[end:])  # noqa: S314 shared examples
    except ElementTree.ParseError:
        return None


def cda_counts(root: ElementTree.Element) -> Counter[str]:
    """What a document's templates say it holds, by kind."""
    found: Counter[str] = Counter()
    _count(root, found, set())
    return found


def _local(node: ElementTree.Element) -> str:
    return node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""


def _numbers(node: ElementTree.Element) -> set[str]:
    roots = [c.get("root", "") for c in node if _local(c) == "templateId"]
    return {root.removeprefix(_OID) for root in roots if root.startswith(_OID)}


def _inside(node: ElementTree.Element, number: str) -> list[ElementTree.Element]:
    related = [c for c in node if _local(c) in {"entryRelationship", "component"}]
    return [inner for relation in related for inner in relation if number in _numbers(inner)]


def _named(node: ElementTree.Element) -> tuple[str, ...]:
    first = next((c for c in node if _local(c) == "id"), node)
    return first.get("root", str(id(node))), first.get("extension", "")


def _count(node: ElementTree.Element, found: Counter[str], seen: set[tuple[str, ...]]) -> None:
    numbers = _numbers(node)
    if node.get("nullFlavor") and numbers:
        return
    for number, kind in _SINGLE.items():
        if number in numbers:
            # A procedure that two implants share stands there twice under one id.
            again = kind == "procedure" and _named(node) in seen
            found[kind] += _says_what(node) and not again
            seen.add(_named(node))
            return
    for number, (inner, kind) in _HOLDERS.items():
        if number in numbers:
            found[kind] += sum(map(_says_what, _inside(node, inner)))
            return
    if numbers & {"1", "26"}:
        inside = _inside(node, "2") + [n for n in _inside(node, "27") if "2" not in _numbers(n)]
        found["measurement"] += sum(map(_says_what, inside))
        return
    if numbers & _HIDDEN or (numbers and not numbers & {"35", "36"}):
        return
    for child in node:
        if _local(child) not in {"author", "participant", "informant", "subject", "performer", "text"}:
            _count(child, found, seen)


def _says_what(node: ElementTree.Element) -> bool:
    """Whether it bears a code of its own, or names a product, or points at words for it."""
    said = [
        c for c in node.iter() if _local(c) in {"code", "manufacturedMaterial", "value", "originalText", "translation"}
    ]
    own = [c for c in node if _local(c) == "text" and (c.text or "").strip(" .\n\t")]
    if _local(node) == "substanceAdministration" and own:
        return True
    if _local(node) == "substanceAdministration":
        said = [c for c in said if _local(c) != "value"]
    if "40" in _numbers(node) or "49" in _numbers(node) or "202" in _numbers(node):
        return True
    if _local(node) == "procedure":
        said = [c for c in node if _local(c) == "code"]
    return any(c.get("code") or _local(c) == "originalText" or c.get("displayName") for c in said)


_SINGLE = {
    "7": "allergy", "4": "problem", "16": "medicine", "42": "medicine", "52": "vaccine", "2": "measurement",
    "27": "measurement", "12": "procedure", "13": "procedure", "14": "procedure", "49": "visit", "40": "plan",
    "202": "note",
}  # fmt: skip
_HOLDERS = {
    "30": ("7", "allergy"), "3": ("4", "problem"), "33": ("4", "problem"), "34": ("4", "problem"),
    "51": ("4", "problem"), "65": ("4", "problem"), "80": ("4", "problem"),
}  # fmt: skip
