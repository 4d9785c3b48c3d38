"""The raw bundle of one person, read with the standard library alone: shares no code with the product.

What is known here is FHIR itself (R4 and STU3 field names), nothing of how the store files it.
"""

import base64
import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

Resource = dict[str, Any]
VOID = {"entered-in-error", "cancelled", "not-done", "nullified"}


@dataclass(frozen=True, slots=True)
class Result:
    """One observation that bears a value."""

    id: str
    """`Observation/123`."""
    when: str
    """As written, so that it sorts and begins with the day."""
    numbers: tuple[float, ...]
    """One; of a blood pressure the upper and the lower; none when the result is words."""
    low: float | None
    high: float | None
    unit: str = ""

    @property
    def outside(self) -> int:
        """-1 below the range printed beside it, 1 above, 0 inside or not known."""
        if not self.ranged:
            return 0
        value, high, low = self.numbers[0], self.high, self.low
        return (high is not None and value > high) - (low is not None and value < low)

    @property
    def ranged(self) -> bool:
        """Whether limits are given: `0 to 0` gives none."""
        if self.low is None or self.high is None:
            return self.low is not self.high
        return self.high >= self.low and (self.low, self.high) != (0, 0)


@dataclass(frozen=True)
class Raw:
    """Everything of one file."""

    path: Path
    resources: list[Resource] = field(repr=False)
    by_reference: dict[str, Resource] = field(repr=False)
    nights: dict[str, int] = field(default_factory=dict, repr=False)
    """Minutes asleep by the morning they end in."""
    steps: dict[str, int] = field(default_factory=dict, repr=False)
    """By day."""

    def of_type(self, *kinds: str) -> list[Resource]:
        """Resources of these types that are not void."""
        return [r for r in self.resources if r["resourceType"] in kinds and r.get("status") not in VOID]

    @cached_property
    def newest_day(self) -> str:
        """The last day on which something happened."""
        kinds = ("Observation", "Encounter", "Procedure", "Immunization", "MedicationRequest")
        return max((day(r) for r in self.of_type(*kinds)), default="")

    @cached_property
    def years(self) -> list[float]:
        """The years in which something is dated: how far back it goes is one of them."""
        return [float(year) for year in sorted({day(r)[:4] for r in self.resources} - {""})]

    @cached_property
    def results(self) -> dict[str, list[Result]]:
        """Every code with its results, newest first."""
        found: dict[str, list[Result]] = {}
        for resource in self.of_type("Observation"):
            result = read_result(resource)
            if result is not None:
                for coding in resource["code"].get("coding", []):
                    found.setdefault(coding["code"], []).append(result)
        return {code: sorted(rows, key=lambda r: r.when, reverse=True) for code, rows in found.items()}

    def under(self, codes: list[str]) -> list[Result]:
        """The results of one test under all of its codes, newest first."""
        rows = [row for code in codes for row in self.results.get(code, [])]
        return sorted(rows, key=lambda r: r.when, reverse=True)

    def named(self, has: list[str], *kinds: str, without: tuple[str, ...] = ()) -> list[Resource]:
        """Resources whose name holds one of these words, newest first."""
        rows = [r for r in self.of_type(*kinds) if any(h in name(r) for h in has)]
        return sorted((r for r in rows if not any(w in name(r) for w in without)), key=day, reverse=True)


def read_raw(*paths: Path) -> Raw:
    """The bundles of one person as they lie there."""
    found, by_reference = [], {}
    for entry in (entry for path in paths for entry in json.loads(path.read_text(encoding="utf-8"))["entry"]):
        resource = entry["resource"]
        found.append(resource)
        by_reference[ident(resource)] = resource
        by_reference[entry.get("fullUrl", "")] = resource
    for resource in found:
        medication = by_reference.get(resource.get("medicationReference", {}).get("reference", ""), {})
        if "code" in medication:
            resource["medicationCodeableConcept"] = medication["code"]
    return Raw(paths[0], found, by_reference)


def ident(resource: Resource) -> str:
    """`Type/id`."""
    return f"{resource['resourceType']}/{resource['id']}"


def day(resource: Resource) -> str:
    """The day it happened, began or was written, as exact as it is given; empty when it is not."""
    for key in ("effectiveDateTime", "occurrenceDateTime", "performedDateTime", "onsetDateTime", "authoredOn",
                "start", "date", "recordedDate", "assertedDate", "issued"):  # fmt: skip
        if resource.get(key):
            return str(resource[key])[:10]
    for key in ("period", "performedPeriod", "effectivePeriod"):
        if resource.get(key, {}).get("start"):
            return str(resource[key]["start"])[:10]
    bounds = [
        i.get("timing", {}).get("repeat", {}).get("boundsPeriod", {}) for i in resource.get("dosageInstruction", [])
    ]
    return next((str(b["start"])[:10] for b in bounds if "start" in b), "")


def name(resource: Resource) -> str:
    """What it is called, lower-case."""
    concept = resource.get("code") or resource.get("vaccineCode") or resource.get("medicationCodeableConcept") or {}
    displays = [coding.get("display", "") for coding in concept.get("coding", [])]
    return " ".join([concept.get("text", ""), *displays]).lower()


def read_result(resource: Resource) -> Result | None:
    """The value of an observation; None when it has none."""
    parts = {c["code"]["coding"][0]["code"]: c for c in resource.get("component", []) if "valueQuantity" in c}
    when = day_and_time(resource)
    if "8480-6" in parts and "8462-4" in parts:
        both = tuple(float(parts[code]["valueQuantity"]["value"]) for code in ("8480-6", "8462-4"))
        return Result(ident(resource), when, both, None, None)
    quantity = resource.get("valueQuantity", {})
    if "value" in quantity:
        ends = (resource.get("referenceRange") or [{}])[0]
        low, high = (ends.get(end, {}).get("value") for end in ("low", "high"))
        return Result(ident(resource), when, (float(quantity["value"]),), low, high, quantity.get("unit", ""))
    return None


def day_and_time(resource: Resource) -> str:
    """The moment of an observation as written."""
    return str(resource.get("effectiveDateTime") or resource.get("effectivePeriod", {}).get("start") or day(resource))


def active(resource: Resource) -> bool:
    """Whether a problem or an allergy is still there; both FHIR versions."""
    status = resource.get("clinicalStatus", "active")
    code = status if isinstance(status, str) else status["coding"][0]["code"]
    return code in {"active", "recurrence", "relapse"}


def texts(raw: Raw) -> dict[str, str]:
    """The words of every letter, report and note, lower-case, under its id."""
    found = {}
    for resource in raw.of_type("DocumentReference", "DiagnosticReport"):
        attachments = [c["attachment"] for c in resource.get("content", [])] + resource.get("presentedForm", [])
        data = [a["data"] for a in attachments if "data" in a]
        if data:
            found[ident(resource)] = " ".join(base64.b64decode(d).decode("utf-8", "replace") for d in data).lower()
    return found


def name_of(who: Resource) -> str:
    """Their family name; empty when it is not given."""
    return str((who.get("name") or [{}])[0].get("family", "")) if isinstance(who.get("name"), list) else ""
