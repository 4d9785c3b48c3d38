"""How a prescription is said: its name with the strength, and its instruction in words."""

import re

STRENGTH = re.compile(
    r"(\d+(?:\.\d+)?(?:,\d{3})*)\s*(MG/ML|MCG/ML|UNIT/ML|UNT/ML|MG|MCG|ML|UNITS?|UNT|G|MEQ|%)(?![\w/])", re.I
)

MEASURES = {
    "mg": ("milligram", "milligrams"),
    "mcg": ("microgram", "micrograms"),
    "ml": ("milliliter", "milliliters"),
    "g": ("gram", "grams"),
    "meq": ("milliequivalent", "milliequivalents"),
    "%": ("percent", "percent"),
    "unit": ("unit", "units"),
    "units": ("unit", "units"),
    "unt": ("unit", "units"),
    "mg/ml": ("milligram per milliliter", "milligrams per milliliter"),
    "mcg/ml": ("microgram per milliliter", "micrograms per milliliter"),
    "unit/ml": ("unit per milliliter", "units per milliliter"),
    "unt/ml": ("unit per milliliter", "units per milliliter"),
}

# Abbreviations of US prescriptions as spoken; the ISMP list of error-prone abbreviations names the same ones.
SHORTHAND = (
    (r"\bp\.?o\.?\b", "by mouth"),
    (r"\bq\.?d\.?\b|\bqday\b", "once a day"),
    (r"\bb\.?i\.?d\.?\b", "twice a day"),
    (r"\bt\.?i\.?d\.?\b", "three times a day"),
    (r"\bq\.?i\.?d\.?\b", "four times a day"),
    (r"\bqhs\b|\bq\.h\.s\.", "at bedtime"),
    (r"\bqam\b", "every morning"),
    (r"\bqpm\b", "every evening"),
    (r"\bp\.?r\.?n\.?\b", "as needed"),
    (r"\bq(\d+)h\b", r"every \1 hours"),
    (r"\btab(s?)\b", r"tablet\1"),
    (r"\bcap(s?)\b", r"capsule\1"),
    (r"\b([2-9]|[1-9]\d+|1\.5|two|three|four) (tablet|capsule)\b", r"\1 \2s"),
    (r"\bac\b", "before meals"),
    (r"\bpc\b", "after meals"),
)


def _measure(match: re.Match[str]) -> str:
    number, unit = match.group(1), match.group(2).lower()
    singular, plural = MEASURES[unit]
    return f"{number} {singular if number == '1' else plural}"


def say_strength(name: str) -> str:
    """The strengths in a prescription's name, in words: `500 milligrams`; empty when it has none."""
    return " and ".join(_measure(match) for match in STRENGTH.finditer(name))


def say_dose(dose: str) -> str:
    """The instruction with its abbreviations in words and no final stop; meaning and numbers unchanged."""
    said = dose.strip().rstrip(".")
    for pattern, words in SHORTHAND:
        said = re.sub(pattern, words, said, flags=re.I)
    return STRENGTH.sub(_measure, said)
