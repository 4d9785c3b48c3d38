"""Looks for marked words in every file of a folder, while a program runs and afterwards."""

import base64
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LOOK_EVERY_S = 0.1


def forms(words: Sequence[str]) -> tuple[bytes, ...]:
    """The bytes under which a word may hide: UTF-8, UTF-16, hexadecimal, and base64 at each of three offsets."""
    return tuple(form for word in words for form in _forms(word))


def _forms(word: str) -> Iterator[bytes]:
    plain = word.encode()
    yield plain
    yield word.encode("utf-16-le")
    yield plain.hex().encode()
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + plain)
        yield encoded[(0, 2, 3)[before] : -4]


@dataclass(slots=True)
class Watch:
    """Looks again and again, from `with` on, for what appears below a folder."""

    folder: Path
    wanted: tuple[bytes, ...] = field(repr=False)
    apart: Sequence[Path] = ()
    """Not looked into: what was given, and the folder that a person chose for it."""
    found: set[Path] = field(default_factory=set)
    looked_at: set[Path] = field(default_factory=set)
    _over: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def __enter__(self) -> "Watch":
        self._thread = threading.Thread(target=self._again)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._thread:
            self._thread.join()
        self.look()

    def look(self) -> None:
        """Once through all files."""
        for path in self.folder.rglob("*"):
            if any(path.is_relative_to(apart) for apart in self.apart):
                continue
            try:
                content = path.read_bytes() if path.is_file() else b""
            except OSError:
                continue
            self.looked_at.add(path)
            if any(one in content.lower() or one in content for one in (*self.wanted, *map(bytes.lower, self.wanted))):
                self.found.add(path)

    def _again(self) -> None:
        while not self._over.wait(LOOK_EVERY_S):
            self.look()
