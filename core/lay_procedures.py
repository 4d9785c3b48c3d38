"""What people call the procedures of a record: "the camera down the throat", "my hip done"."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class LayProcedure:
    """One row of `core/data/procedures.toml`."""

    written: tuple[str, ...]
    """A written name that holds any of these is meant; plain lower case."""
    names: tuple[str, ...]
    """What people say for it."""
    without: tuple[str, ...] = field(default=())
    """A written name that holds any of these is not meant."""


def parse_lay_procedures(table: Mapping[str, Any]) -> tuple[LayProcedure, ...]:
    """The rows of the data file."""
    return tuple(
        LayProcedure(tuple(row["written"]), tuple(row["names"]), tuple(row.get("without", ())))
        for row in table["procedure"]
    )


def lay_names(written: str, procedures: Iterable[LayProcedure]) -> Sequence[str]:
    """What people call the procedure that the record writes so; plain lower-case words."""
    return tuple(name for row in procedures if _means(row, written) for name in row.names)


def _means(row: LayProcedure, written: str) -> bool:
    padded = f" {written}"
    return any(f" {part}" in padded for part in row.written) and not any(part in written for part in row.without)
