"""Writes that fail: SQLite's own calls to the system, and ours, give EIO from some moment on.

SQLite lets its calls to the system be exchanged for tests (`xSetSystemCall` of its Unix VFS,
https://www.sqlite.org/c3ref/vfs.html); that is done here in the child of a round, never in the program.
"""

import ctypes
import errno
import os
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import sqlcipher3._sqlite3 as built

MOST_BEFORE = 80
"""Writes that succeed at first; an import makes about a hundred."""
_Write = ctypes.CFUNCTYPE(
    ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_long, use_errno=True
)
_Truncate = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_long, use_errno=True)
_Set = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
_kept: list[object] = []
"""What SQLite calls must not be collected."""


class _Vfs(ctypes.Structure):
    """`sqlite3_vfs` of version 3, as far as the calls that are exchanged."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("version", "os_file_bytes", "path_bytes")),
        *((name, ctypes.c_void_p) for name in ("next", "name", "app_data")),
        *((f"call_{number}", ctypes.c_void_p) for number in range(13)),
        ("set_system_call", ctypes.c_void_p),
    )


class Failing:
    """Decides, write by write, whether it fails: from a random one on, for a while or for good."""

    def __init__(self, chance: Random) -> None:
        self._left = chance.randrange(MOST_BEFORE)
        self._failures = chance.choice([1, 3, 1_000_000])
        self._part = chance.random() < 0.5

    def fails(self) -> bool:
        """Whether this one fails."""
        self._left -= 1
        if self._left >= 0 or not self._failures:
            return False
        self._failures -= 1
        return True

    @property
    def part(self) -> bool:
        """Whether half of what fails is written before."""
        return self._part


def let_writes_fail(chance: Random) -> None:
    """From some moment on, in this process."""
    failing, libc = Failing(chance), ctypes.CDLL(None, use_errno=True)

    def write(descriptor: int, data: int, size: int, offset: int) -> int:
        if not failing.fails():
            return int(libc.pwrite(descriptor, ctypes.c_void_p(data), ctypes.c_size_t(size), ctypes.c_long(offset)))
        if failing.part:
            libc.pwrite(descriptor, ctypes.c_void_p(data), ctypes.c_size_t(size // 2), ctypes.c_long(offset))
        ctypes.set_errno(errno.EIO)
        return -1

    def truncate(descriptor: int, size: int) -> int:
        if not failing.fails():
            return int(libc.ftruncate(descriptor, ctypes.c_long(size)))
        ctypes.set_errno(errno.EIO)
        return -1

    for name, call in ((b"pwrite", _Write(write)), (b"pwrite64", _Write(write)), (b"ftruncate", _Truncate(truncate))):
        _exchange(name, call)
    os.fsync = _or_fails(os.fsync, failing)
    Path.write_bytes = _or_fails(Path.write_bytes, failing)  # type: ignore[method-assign]


def _exchange(name: bytes, call: object) -> None:
    library = ctypes.CDLL(built.__file__)
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    vfs = library.sqlite3_vfs_find(None)
    _kept.append(call)
    exchange = _Set(vfs.contents.set_system_call)
    if exchange(ctypes.cast(vfs, ctypes.c_void_p), name, ctypes.cast(call, ctypes.c_void_p)):  # type: ignore[arg-type]
        raise OSError(errno.ENOSYS, "SQLite has no such call to exchange")


def _or_fails(call: Callable[..., Any], failing: Failing) -> Callable[..., Any]:
    def maybe(*arguments: object, **named: object) -> object:
        if failing.fails():
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return call(*arguments, **named)

    return maybe
