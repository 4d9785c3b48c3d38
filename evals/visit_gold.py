"""What changed between two days, read from a raw FHIR R4 bundle with nothing but `json`: shares no code with core.

Restates the rules of `core/visit/changes.py` from its docstring. The names of tests and their general ranges are data
(`core/data/tests.toml`); which codes and which range fit is decided here anew.
"""

import base64
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

Item = tuple[str, str]
"""What sort of change, and the resource it stands in (a letter: its day and a digest of its words)."""
TESTS = Path(__file__).parents[1] / "core" / "data" / "tests.toml"
IN_HOSPITAL = {"IMP", "ACUTE", "NONAC", "inpatient"}


class Bundle:
    """One patient's raw resources."""

    def __init__(self, *paths: Path) -> None:
        entries = [entry for path in paths for entry in json.loads(path.read_text(encoding="utf-8"))["entry"]]
        self.by_type: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.by_url: dict[str, dict[str, Any]] = {}
        for entry in entries:
            resource = entry["resource"]
            self.by_type[resource["resourceType"]].append(resource)
            self.by_url[entry.get("fullUrl", "")] = resource
        self.person = self.by_type["Patient"][0]
        self.ranges = _general_ranges()

    def visits(self) -> list[tuple[str, str]]:
        """(day, the doctor as named or referred to) of every encounter that took place, oldest first."""
        found = [
            (e["period"]["start"][:10], p["individual"].get("display") or p["individual"]["reference"])
            for e in self.by_type["Encounter"]
            if e["status"] == "finished"
            for p in e.get("participant", [])[:1]
            if "individual" in p
        ]
        return sorted(found)

    def changes(self, after: str, until: str) -> set[Item]:
        """Every change after one day and up to another (ISO dates)."""
        found = [*self._stays(after, until), *self._conditions(after, until), *self._letters(after, until)]
        return {*found, *self._results(after, until), *self._medicines(after, until)}

    def _stays(self, after: str, until: str) -> Iterator[Item]:
        for e in self.by_type["Encounter"]:
            days = [day[:10] for day in (e["period"].get("start"), e["period"].get("end")) if day]
            if e["class"].get("code") in IN_HOSPITAL and any(after < day <= until for day in days):
                yield "stay", f"Encounter/{e['id']}"

    def _conditions(self, after: str, until: str) -> Iterator[Item]:
        for c in self.by_type["Condition"]:
            state = c["clinicalStatus"]["coding"][0]["code"]
            began = (c.get("onsetDateTime") or c.get("recordedDate", ""))[:10]
            if state in {"active", "recurrence", "relapse"} and _within(began, after, until):
                yield "condition", f"Condition/{c['id']}"
            elif state not in {"active", "recurrence", "relapse"} and _within(
                c.get("abatementDateTime", "")[:10], after, until
            ):
                yield "resolved", f"Condition/{c['id']}"

    def _letters(self, after: str, until: str) -> Iterator[Item]:
        for document in self.by_type["DocumentReference"]:
            yield from _letter(document["content"][0]["attachment"], document.get("date", ""), after, until)
        for report in self.by_type["DiagnosticReport"]:
            for form in report.get("presentedForm", [])[:1]:
                yield from _letter(form, report.get("effectiveDateTime", ""), after, until)

    def _results(self, after: str, until: str) -> Iterator[Item]:
        series: dict[str, list[tuple[str, str, dict[str, Any]]]] = defaultdict(list)
        told = [
            o for o in self.by_type["Observation"] if o["status"] not in ("entered-in-error", "cancelled", "registered")
        ]
        for o in told:
            for part in (o, *o.get("component", [])):
                if "value" in part.get("valueQuantity", {}):
                    code = part["code"]["coding"][0]["code"]
                    series[code].append((o["effectiveDateTime"], o["id"], part))
        for code, measured in series.items():
            inside = [m for m in measured if after < m[0][:10] <= until]
            if not inside:
                continue
            # Of several on one instant the record gives the one whose id sorts last.
            when, name, newest = max(inside, key=lambda m: (m[0], m[1]))
            unit = newest["valueQuantity"].get("code", newest["valueQuantity"].get("unit"))
            before = [m for m in measured if m[0][:10] <= after]
            before = [m for m in before if unit == m[2]["valueQuantity"].get("code", m[2]["valueQuantity"].get("unit"))]
            last = max(before, key=lambda m: (m[0], m[1])) if before else None
            now, then = self._outside(code, newest, when), last and self._outside(code, last[2], last[0])
            if now:
                yield "outside", f"Observation/{name}"
            elif now is False and then:
                yield "back", f"Observation/{name}"
            elif last and last[2]["valueQuantity"] != newest["valueQuantity"]:
                yield "moved", f"Observation/{name}"

    def _outside(self, code: str, part: dict[str, Any], when: str) -> bool | None:
        """Whether a value is outside the general range that fits; None when none does, or tables disagree on it."""
        quantity = part["valueQuantity"]
        if "referenceRange" in part:
            low, high = (part["referenceRange"][0].get(end, {}).get("value") for end in ("low", "high"))
            return _beyond(quantity["value"], low, high, quantity.get("comparator", ""))
        years = int(when[:4]) - int(self.person["birthDate"][:4]) - (when[5:10] < self.person["birthDate"][5:10])
        fits = [
            r
            for r in self.ranges.get(code, [])
            if quantity.get("code", quantity.get("unit")) in r["units"]
            and r.get("key", f"loinc|{code}") == f"loinc|{code}"
            and r.get("sex", self.person["gender"]) == self.person["gender"]
            and r.get("from_age", 18) <= years <= r.get("to_age", 150)
        ]
        said = {_beyond_range(quantity["value"], row) for row in fits}
        return said.pop() if len(said) == 1 else None

    def _medicines(self, after: str, until: str) -> Iterator[Item]:
        by_name: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for m in self.by_type["MedicationRequest"]:
            by_name[_ingredients(self._name(m))].append(m)
        for written in by_name.values():
            written.sort(key=lambda m: (m["authoredOn"], m["id"]), reverse=True)
            new = [m for m in written if after < m["authoredOn"][:10] <= until]
            old = [m for m in written if m["authoredOn"][:10] <= after]
            current = next((m for m in new if m["status"] == "active" and not _end(m) < until), None)
            known = old and not ("0" < _end(old[0]) <= after)
            if not new and any(after < _end(m) <= until for m in old):
                if not any(m["status"] == "active" for m in old):
                    yield "stopped", f"MedicationRequest/{next(m for m in old if after < _end(m) <= until)['id']}"
            elif new and current is None and not known:
                yield "course", f"MedicationRequest/{new[0]['id']}"
            elif current and not known:
                yield "started", f"MedicationRequest/{current['id']}"
            elif current and (self._strength(current), _dosage(current)) != (self._strength(old[0]), _dosage(old[0])):
                yield "changed", f"MedicationRequest/{current['id']}"

    def _name(self, m: dict[str, Any]) -> str:
        concept = m.get("medicationCodeableConcept") or self.by_url[m["medicationReference"]["reference"]]["code"]
        return str(concept.get("text") or concept["coding"][0]["display"])

    def _strength(self, m: dict[str, Any]) -> str:
        name = re.sub(r"^\s*\d[\d.]* (?:HR|ML)\b", " ", self._name(m), flags=re.I)
        return " ".join(re.findall(r"\d+(?:\.\d+)?", name))


def _beyond_range(value: float, row: dict[str, Any]) -> bool | None:
    low, high = row.get("low"), row.get("high")
    # Pages say "below 5.7", kept as 5.6: a value is held against it as exactly as the page is written.
    digits = max(-n.as_tuple().exponent if isinstance(n, Decimal) else 0 for n in (low, high) if n is not None)
    limits = (None if n is None else float(n) for n in (low, high))
    return _beyond(round(value, digits), *limits, "")


def _beyond(value: float, low: float | None, high: float | None, comparator: str) -> bool | None:
    """Outside, inside, or (a result such as `< 0.3` that may be either) unknown."""
    if comparator in ("<", "<="):
        return (
            True
            if low is not None and value <= low
            else False
            if low is None and (high is None or value <= high)
            else None
        )
    if comparator in (">", ">="):
        return True if high is not None and value >= high else False if high is None else None
    return (low is not None and value < low) or (high is not None and value > high)


def _within(day: str, after: str, until: str) -> bool:
    """Whether all of a day, a month (`2024-01`) or a year lies after one day and up to another."""
    return bool(day) and after < f"{day}-01-01"[:10] and f"{day}{'-12-31' if len(day) == 4 else '-31'}"[:10] <= until


def _end(m: dict[str, Any]) -> str:
    """The day a prescription ended; a day that never comes when it does not say."""
    periods = [d.get("timing", {}).get("repeat", {}).get("boundsPeriod", {}) for d in m.get("dosageInstruction", [])]
    ends = [p["end"][:10] for p in periods if "end" in p]
    return max(ends) if ends else str(m.get("dispenseRequest", {}).get("validityPeriod", {}).get("end", "9999"))[:10]


def _dosage(m: dict[str, Any]) -> str:
    return json.dumps([{k: v for k, v in d.items() if k != "sequence"} for d in m.get("dosageInstruction", [])])


def _ingredients(name: str) -> str:
    words = re.sub(r"\[.*?\]|\b\d[\d.]*\s*(?:HR|ML|MG/ML|MG|UNT/ML|MCG|Day)\b", " ", name, flags=re.I).lower()
    parts = [re.findall(r"[a-z]{4,}", part)[:1] for part in words.split("/")]
    return " ".join(sorted(part[0] for part in parts if part))


def _letter(attachment: dict[str, Any], when: str, after: str, until: str) -> Iterator[Item]:
    text = base64.b64decode(attachment.get("data", "")).decode("utf-8", "replace")
    if text.strip() and after < when[:10] <= until:
        yield "letter", f"{when[:10]} {digest(text)}"


def digest(text: str) -> str:
    """A mark of a letter's words, whatever the white space."""
    return str(hash(" ".join(text.split())))


def _general_ranges() -> dict[str, list[dict[str, Any]]]:
    entries = tomllib.loads(TESTS.read_text(encoding="utf-8"), parse_float=Decimal)["entry"]
    return {
        code.removeprefix("loinc|"): [r for r in entry.get("ranges", []) if r.get("source", "unchecked") != "unchecked"]
        for entry in entries
        for code in entry.get("codes", [])
    }
