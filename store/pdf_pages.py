"""The child process that reads a PDF: bytes on standard input, one JSON line with the text of each page back.

A hostile PDF can make any reader loop or eat memory; here that ends this process alone. It is limited in
memory and time, writes no file, and what the reader would log is thrown away.
"""

import io
import json
import logging
import resource
import sys
from typing import Final

from pypdf import PdfReader

MEMORY_BYTES: Final = 1 << 30
SECONDS: Final = 60
MOST_PAGES: Final = 500
_OPEN: Final = ""
"""The password of PDFs that are encrypted and yet open to everybody."""


def pages(data: bytes) -> dict[str, object]:
    """`{"pages": [text, …]}`, or `{"locked": true}` when it asks for a password."""
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(_OPEN):
        return {"locked": True}
    return {"pages": [page.extract_text() for page, _ in zip(reader.pages, range(MOST_PAGES), strict=False)]}


def main() -> None:
    """Reads, limits itself, answers."""
    logging.disable()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(json.dumps(pages(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
