"""UCUM units as its own file defines them: an evaluator that shares nothing with `core/units.py`.

Reads `ucum-essence.xml` (UCUM 2.2). Every unit comes down to a factor and powers of base units; a unit that UCUM calls
arbitrary is a base of its own, so that it equals only itself (section 45).
"""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

_SPACE = "{http://unitsofmeasure.org/ucum-essence}"
_COMPONENT = re.compile(r"(?P<unit>(?:\[[^\]]*\]|[^\[\]./()0-9+\-{}])*(?:10[*^])?)(?P<power>[+-]?\d+)?(?:\{[^}]*\})?")
_ZERO_K = {"Cel": (1.0, 273.15), "[degF]": (5 / 9, 459.67 * 5 / 9)}
"""Kelvin of one degree, and of zero degrees."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a unit is: so much of these powers of base units."""

    factor: float
    powers: tuple[tuple[str, int], ...]
    zero: float = 0.0


@dataclass(slots=True)
class Ucum:
    """The definitions of the file."""

    prefixes: dict[str, float] = field(default_factory=dict)
    defined: dict[str, tuple[str, float, bool]] = field(default_factory=dict)
    """Code -> (in terms of, how much of it, whether prefixes may stand before it)."""
    bases: set[str] = field(default_factory=set)

    def meaning(self, code: str) -> Meaning | None:
        """What a code means; None when it is not UCUM."""
        if code in _ZERO_K:
            return Meaning(_ZERO_K[code][0], (("K", 1),), _ZERO_K[code][1])
        try:
            factor, powers = self._term(code)
        except (KeyError, ValueError):
            return None
        return Meaning(factor, tuple(sorted((b, p) for b, p in powers.items() if p)))

    def _term(self, text: str) -> tuple[float, Counter[str]]:
        if not text or not re.fullmatch(r"[!-~]+", text):
            raise ValueError(text)
        factor, powers, sign = 1.0, Counter[str](), 1
        if text[0] == "/":
            text, sign = text[1:], -1
        for piece in _pieces(text):
            if piece in ("/", "."):
                sign = -1 if piece == "/" else 1
                continue
            by, of = self._component(piece)
            factor *= by**sign
            for base, power in of.items():
                powers[base] += sign * power
        return factor, powers

    def _component(self, piece: str) -> tuple[float, Counter[str]]:
        if piece.startswith("(") and piece.endswith(")"):
            return self._term(piece[1:-1])
        if re.fullmatch(r"\d+", piece):
            return float(piece), Counter()
        if re.fullmatch(r"\{[^}]*\}", piece):
            return 1.0, Counter()
        found = _COMPONENT.fullmatch(piece)
        if found is None or not found["unit"]:
            raise ValueError(piece)
        power = int(found["power"] or 1)
        factor, powers = self._unit(found["unit"])
        return factor**power, Counter({base: n * power for base, n in powers.items()})

    def _unit(self, code: str) -> tuple[float, Counter[str]]:
        if code in ("10*", "10^"):
            return 10.0, Counter()
        if code in self.bases:
            return 1.0, Counter({code: 1})
        if code in self.defined:
            of, much, _ = self.defined[code]
            factor, powers = self._term(of)
            return much * factor, powers
        for prefix, by in self.prefixes.items():
            rest = code[len(prefix) :]
            if code.startswith(prefix) and (rest in self.bases or self.defined.get(rest, ("", 0, False))[2]):
                factor, powers = self._unit(rest)
                return by * factor, powers
        raise KeyError(code)


def _pieces(text: str) -> list[str]:
    """Components and the strokes and points between them, what stands in brackets kept whole."""
    pieces, depth = [""], 0
    for sign in text:
        depth += (sign in "([{") - (sign in ")]}")
        if sign in "./" and not depth:
            pieces += [sign, ""]
        else:
            pieces[-1] += sign
    return pieces


def read(path: Path) -> Ucum:
    """The file's prefixes, base units and units."""
    root = ET.parse(path).getroot()  # noqa: S314  a published file
    ucum = Ucum()
    ucum.prefixes = {p.attrib["Code"]: float(p[-1].attrib["value"]) for p in root.iter(f"{_SPACE}prefix")}
    ucum.bases = {b.attrib["Code"] for b in root.iter(f"{_SPACE}base-unit")}
    for unit in root.iter(f"{_SPACE}unit"):
        code, value = unit.attrib["Code"], unit.find(f"{_SPACE}value")
        if unit.attrib.get("isArbitrary") == "yes":
            ucum.bases.add(code)
        elif value is not None and unit.attrib.get("isSpecial") != "yes":
            metric = unit.attrib.get("isMetric") == "yes"
            ucum.defined[code] = (value.attrib["Unit"], float(value.attrib["value"]), metric)
    return ucum
