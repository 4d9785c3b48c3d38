"""Where the shared data lies: beside the checkout, or beside a folder that holds it."""

from pathlib import Path

_BESIDE = [folder / "shared" / "data" for folder in Path(__file__).resolve().parents[2:]]
SHARED = next((folder for folder in _BESIDE if folder.is_dir()), _BESIDE[0])
