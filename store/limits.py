"""How large what comes in may be: far above any genuine record, far below what would harm the machine.

The largest shared patients are 4 MB; a whole US C-CDA export of decades is some tens of MB. Text of health
records packs 10 to 60 times; a bomb packs a thousand times.
"""

from typing import Final

FILE_BYTES: Final = 128 * 1024 * 1024
"""One JSON, NDJSON or XML file, unpacked."""
ARCHIVE_FILES: Final = 20_000
"""Files in one archive."""
ARCHIVE_BYTES: Final = 2 * 1024 * 1024 * 1024
"""All files of one archive together, unpacked."""
ARCHIVE_RATIO: Final = 250
"""How many times larger a file of more than `RATIO_FROM_BYTES` may get when it is unpacked."""
RATIO_FROM_BYTES: Final = 1024 * 1024
ARCHIVE_DEPTH: Final = 2
"""Archives inside archives."""
XML_DEPTH: Final = 200
"""Levels of elements; the deepest C-CDA example has 27."""
XML_NODES: Final = 3_000_000
"""Elements of one document."""
