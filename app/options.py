"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

VaultOption = Annotated[Path | None, typer.Option("--vault", help="The record's file. Also: PLAINSPOKEN_VAULT.")]
DemoOption = Annotated[bool, typer.Option("--demo", help="The demo record of a woman who does not exist.")]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object per answer.")]
YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask, do it.")]
