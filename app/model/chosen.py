"""Which language model was switched on for this computer; kept beside the settings, which it goes before.

It says where the helper is and nothing more: whether it may be used for a record stands in that record.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from app.model.endpoint import Endpoint
from app.settings import Model, settings_path
from core.errors import CannotWrite
from voice.verify import write_atomically

KEY_VARIABLE = "PLAINSPOKEN_HELPER_KEY"
"""The key of an endpoint that asks for one; it is written nowhere."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was switched on or off by command."""

    url: str
    """Empty: switched off, whatever the settings say."""
    name: str = "local"


def chosen_path() -> Path:
    """Beside the settings."""
    return settings_path().with_name("helper.json")


def read_chosen() -> Chosen | None:
    """None when nothing was switched on or off; a file that does not read is as good as none."""
    try:
        kept = json.loads(chosen_path().read_text(encoding="utf-8"))
        return Chosen(str(kept["url"]), str(kept["name"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_chosen(chosen: Chosen) -> None:
    """Keep it; raises `CannotWrite`."""
    try:
        write_atomically(chosen_path(), json.dumps({"url": chosen.url, "name": chosen.name}).encode())
    except OSError as error:
        raise CannotWrite(path=chosen_path()) from error


def endpoint_of(model: Model) -> Endpoint | None:
    """Where the helper is: what was switched on, else what the settings say; None for no helper."""
    chosen = read_chosen() or Chosen(model.url, model.name)
    if not chosen.url:
        return None
    return Endpoint(chosen.url, chosen.name, os.environ.get(KEY_VARIABLE) or "none", model.patience_s)
