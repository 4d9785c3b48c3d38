"""`plainspoken household`: who lives here, what their devices may, and what opens records by voice."""

import os
import sys
from getpass import getpass
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from app.guard import guarded
from app.household.arranging import add_resident, allow_again, find_resident, set_opener
from app.household.device_commands import assistant_command, pair_command, revoke_command, satellite_command
from app.household.home import Home, Rules
from app.household.home_file import HomeFile, home_path
from app.household.residents import open_record
from app.opening import own_path
from app.screen import show
from app.settings import load_settings
from core.errors import Locked, NotATime, PassphrasesDiffer

household = typer.Typer(no_args_is_help=True, help="Who lives here, and which devices they talk to.")
household.command("pair")(pair_command)
household.command("satellite")(satellite_command)
household.command("assistant")(assistant_command)
household.command("revoke")(revoke_command)
OPENER_VARIABLE = "PLAINSPOKEN_OPENER"
"""For scripts that choose what opens a record by voice."""


def _file() -> HomeFile:
    return HomeFile(home_path())


@household.command("list")
@guarded
def list_command() -> None:
    """Say who lives here and which devices there are."""
    home = _file().read()
    for resident in home.residents:
        show(f"{resident.name}: {'opens by voice' if resident.opener else 'does not open by voice'}.")
    for device in home.devices:
        owner = home.resident(device.owner)
        show(f"{device.name} ({device.kind}): {f'belongs to {owner.name}' if owner else 'shared'}.")


@household.command("add")
@guarded
def add_command(
    name: Annotated[str, typer.Argument(help="What to call them.")],
    vault: Annotated[Path | None, typer.Option("--vault", help="Their record's file.")] = None,
) -> None:
    """Add a person with a record of their own."""
    added = add_resident(_file(), name, own_path(vault, load_settings()))
    show(
        f"{added.name} lives here now. Choose what opens the record by voice with: plainspoken household opener {name}"
    )


@household.command("opener")
@guarded
def opener_command(name: Annotated[str, typer.Argument(help="Whose record.")]) -> None:
    """Choose the number or phrase that opens a record by voice on shared devices."""
    resident = find_resident(_file().read(), name)
    set_opener(_file(), resident, open_record(resident).vault, _new_opener())
    show(f"The record of {resident.name} opens by voice with it from now on.")


@household.command("allow")
@guarded
def allow_command(name: Annotated[str, typer.Argument(help="Whose record.")]) -> None:
    """After ten wrong openings by voice, let it be tried again."""
    resident = find_resident(_file().read(), name)
    allow_again(_file(), resident)
    show(f"The record of {resident.name} may be opened by voice again.")


@household.command("rules")
@guarded
def rules_command(
    lock_after: Annotated[
        float | None, typer.Option(min=5, help="Seconds of silence after which shared devices lock.")
    ] = None,
    night: Annotated[str | None, typer.Option(help="Such as 22:00-06:30; empty for none.")] = None,
) -> None:
    """Say when shared devices lock themselves."""

    def ruled(home: Home) -> Home:
        changed = home.rules.model_dump()
        if lock_after is not None:
            changed["lock_after_s"] = lock_after
        if night is not None:
            changed["night_from"], _, changed["night_to"] = night.partition("-")
        try:
            return home.model_copy(update={"rules": Rules.model_validate(changed)})
        except ValidationError:
            raise NotATime from None

    rules = _file().change(ruled).rules
    nights = (
        f"at {rules.night_from}, and soon after each answer until {rules.night_to}"
        if rules.night_from
        else "at no hour"
    )
    show(f"Shared devices lock after {rules.lock_after_s:g} seconds of silence, and {nights}.")


def _new_opener() -> str:
    given = os.environ.get(OPENER_VARIABLE)
    if given:
        return given
    if not sys.stdin.isatty():
        raise Locked
    first = getpass("Six digits or more, or a phrase of four words or more: ")
    if getpass("The same again: ") != first:
        raise PassphrasesDiffer
    return first
