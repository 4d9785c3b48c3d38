"""A letter that comes as PDF into the vault: its text, searchable, and the file itself; never values.

The letter is undated: when it was written stands in its text, and a date inside a text is not guessed at.
"""

import base64
import hashlib
import json
import subprocess
import sys
from typing import Final

from core.errors import ExportBroken, ExportTooLarge, LetterLocked, NotFound, ScannedLetter
from store.fhir_json import JsonObject, lines
from store.pdf_pages import SECONDS
from store.report import ImportReport, Reason, Refusals
from store.vault import Vault
from store.wear_filing import Arrival, Made, take_in

MOST_BYTES: Final = 64 << 20
_KEPT_WHOLE_BYTES: Final = 16 << 20
"""A larger file is kept as its text only."""
_FEWEST_LETTERS: Final = 20
"""Less on a whole PDF is a stamp on a scan."""


def import_letter(vault: Vault, arrival: Arrival) -> ImportReport:
    """Brings in one PDF; it must be about the vault's owner, for it does not say whose it is in a way to check.

    Raises `ScannedLetter`, `LetterLocked`, the other leaves of `ImportRefused` and those of `VaultError`.
    """
    data = _data(arrival)
    texts = [lines(text) for text in _page_texts(data, arrival)]
    if sum(sign.isalnum() for text in texts for sign in text) < _FEWEST_LETTERS:
        raise ScannedLetter(path=arrival.path)
    refusals = Refusals()
    for number, text in enumerate(texts, start=1):
        if not text:
            refusals.add(f"page {number}", Reason.NO_TEXT)
    return take_in(vault, arrival, Made([("DocumentReference", _document(data, texts, arrival))], refusals))


def _data(arrival: Arrival) -> bytes:
    try:
        if arrival.path.stat().st_size <= MOST_BYTES:
            return arrival.path.read_bytes()
    except OSError:
        raise NotFound(path=arrival.path) from None
    raise ExportTooLarge(path=arrival.path, where=f"more than {MOST_BYTES >> 20} megabytes")


def _page_texts(data: bytes, arrival: Arrival) -> list[str]:
    """The text of each page, read in a process of its own."""
    # -P: a folder called `store` where the person happens to be is not ours.
    command = [sys.executable, "-P", "-m", "store.pdf_pages"]
    try:
        child = subprocess.run(  # noqa: S603 our own module
            command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=2 * SECONDS, check=False
        )
        answer = json.loads(child.stdout) if child.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError, OSError):
        answer = None
    if answer is None:
        raise ExportBroken(path=arrival.path, where="it does not read as a PDF")
    if "locked" in answer:
        raise LetterLocked(path=arrival.path)
    return [str(text) for text in answer["pages"]]


def _document(data: bytes, texts: list[str], arrival: Arrival) -> JsonObject:
    text = "\n\n".join(filter(None, texts))
    contents = [_content("text/plain; charset=utf-8", text.encode())]
    if len(data) <= _KEPT_WHOLE_BYTES:
        contents.append(_content("application/pdf", data))
    return {
        "resourceType": "DocumentReference",
        "id": f"letter-{hashlib.sha256(data).hexdigest()[:32]}",
        "status": "current",
        "description": " ".join(arrival.path.stem.split()) or "Letter",
        "content": contents,
    }


def _content(kind: str, data: bytes) -> JsonObject:
    return {"attachment": {"contentType": kind, "data": base64.b64encode(data).decode("ascii")}}
