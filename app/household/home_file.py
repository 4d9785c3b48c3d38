"""The household's file in the data folder: read at every use, changed under a lock, replaced whole, 0600."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from platformdirs import user_data_path
from pydantic import ValidationError

from app.household.home import Home
from core.errors import CannotWrite, HouseholdUnreadable

NAME = "household.json"


def home_path() -> Path:
    """Where it is kept."""
    return user_data_path("plainspoken") / NAME


class HomeFile:
    """Reads and changes the household; several processes may do so at once."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Home:
        """The household as it is now, an empty one when there is no file; raises `HouseholdUnreadable`."""
        try:
            return Home.model_validate_json(self.path.read_bytes())
        except FileNotFoundError:
            return Home()
        except (OSError, ValidationError):
            raise HouseholdUnreadable(path=self.path) from None

    def change(self, how: Callable[[Home], Home]) -> Home:
        """Replace the household by what `how` makes of it, and return that; raises `CannotWrite`."""
        try:
            with self._alone():
                before = self.read()
                changed = how(before)
                if changed != before or not self.path.is_file():
                    self._write(changed.model_dump_json(indent=1))
        except OSError as error:
            raise CannotWrite(path=self.path) from error
        return changed

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = os.open(self.path.with_suffix(".lock"), os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(beside, fcntl.LOCK_EX)
            yield
        finally:
            os.close(beside)

    def _write(self, text: str) -> None:
        building = self.path.with_suffix(f".{os.getpid()}.part")
        out = os.open(building, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        try:
            os.write(out, text.encode())
            os.fsync(out)
        finally:
            os.close(out)
        building.replace(self.path)
