"""Numbers written into JSON with the digits they came with: `7.20` stays `7.20`."""

import json
import re

from store.fhir_json import JsonObject

_MARK = "\ue000"
"""Of the private use area: stands around a number whose digits are kept, in a field called `value` only."""
_DIGITS = re.compile(r'(?<="value": )"\\ue000(-?(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,30})?)\\ue000"')


def digits(text: str) -> str:
    """A decimal number for a resource that is to be written with exactly these digits."""
    return f"{_MARK}{text}{_MARK}"


def written(resource: JsonObject) -> str:
    """A resource as JSON text."""
    return _DIGITS.sub(r"\1", json.dumps(resource))
