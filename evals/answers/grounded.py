"""Whether every sentence stands on the record, checked on the raw file: shares no code with core.check.

A number in a sentence has to be in a resource that the sentence names (rounded as spoken, or in the units people
use), be the count, mean or difference of those resources, or, where no resource is named, stand in the data files
of general knowledge. A comparison between results has to hold between those named.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from evals.answers.raw import Raw, Resource, day
from evals.answers.score import NUMBER, same

KNOWLEDGE = Path(__file__).resolve().parents[2] / "core" / "data"
MADE_UP_OF_WORDS = re.compile(r"\b(?:A1c|B12|T[34]|D[23]|CO2|COVID-19|type [12]|24|911|988)\b", re.IGNORECASE)
UP, DOWN = (
    re.compile(r"\b(higher than|went up|rose|gone up)\b"),
    re.compile(r"\b(lower than|went down|fell|gone down)\b"),
)


@cache
def general_numbers() -> frozenset[str]:
    """Every number in the data files."""
    found: set[str] = set()
    for file in KNOWLEDGE.glob("*.toml"):
        found |= set(NUMBER.findall(json.dumps(tomllib.loads(file.read_text(encoding="utf-8")))))
    return frozenset(found)


def ungrounded(raw: Raw, answer: Mapping[str, Any], words: str, extra: Iterable[float] = ()) -> list[str]:
    """The sentences that state a number that nothing gives, with the number."""
    told = [raw.by_reference[f["resource"]] for f in answer["facts"] if f["resource"] in raw.by_reference]
    bad = []
    for sentence in answer["sentences"]:
        text = MADE_UP_OF_WORDS.sub("", sentence["text"])
        named = [raw.by_reference[i] for i in sentence["evidence"] if i in raw.by_reference]
        given = [*_numbers(raw, named), *_counted(raw, told, answer), *extra, *map(float, re.findall(r"\d+", words))]
        for number in NUMBER.findall(text):
            plain = number.replace(",", "")
            if not (any(same(plain, value) for value in given) or number in general_numbers()):
                bad.append(f"{number}: {sentence['text']}")
    return bad


def _numbers(raw: Raw, resources: list[Resource]) -> list[float]:
    """Numbers anywhere in these resources and in what they refer to, and in the units people use."""
    referred = [
        raw.by_reference[m]
        for r in resources
        for m in re.findall(r'"reference": "([^"]+)"', json.dumps(r))
        if m in raw.by_reference
    ]
    text = json.dumps([_but_names(r) for r in [*resources, *referred]])
    plain = [float(n) for n in re.findall(r"\d+(?:\.\d+)?", text)]
    return plain + [k for n in plain for k in (n * 2.20462, n / 2.54, n * 1.8 + 32)]


def _but_names(resource: Resource) -> Resource:
    return {key: value for key, value in resource.items() if key not in {"id", "meta", "identifier", "subject"}}


def _counted(raw: Raw, told: list[Resource], answer: Mapping[str, Any]) -> list[float]:
    values = [float(f["value"]) for f in answer["facts"] if isinstance(f["value"], int | float)]
    mean = [sum(values) / len(values)] if values else []
    halves = [sum(values[k::2]) / len(values[k::2]) for k in (0, 1) if len(values) > 1]
    days = {day(r) for r in told}
    kinds = {f["concept"] for f in answer["facts"]}
    years = [float(d[:4]) for d in days if d]
    return [
        float(len(told)),
        float(len({id(r) for r in told})),
        float(len(days)),
        float(len(kinds)),
        *mean,
        *halves,
        *years,
    ]
