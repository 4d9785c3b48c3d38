"""`plainspoken household`: who lives here, what their devices may, and what opens records by voice."""

import os
import sys
from getpass import getpass
from pathlib import Path
from typing import Annotated

import typer

from app.confirming import confirmed
from app.guard import guarded
from app.household.arranging import (
    add_device,
    add_resident,
    allow_again,
    find_device,
    find_resident,
    invite_device,
    new_id,
    revoke,
    set_opener,
)
from app.household.home import Device, Home, Resident, Rules
from app.household.home_file import HomeFile, home_path
from app.household.residents import open_record
from app.household.spoken_code import say_code
from app.opening import own_path
from app.options import YesOption
from app.screen import show
from app.settings import load_settings
from core.errors import Locked, NeedsLoopback, PassphrasesDiffer
from core.ports import Voice

household = typer.Typer(no_args_is_help=True, help="Who lives here, and which devices they talk to.")
OPENER_VARIABLE = "PLAINSPOKEN_OPENER"
"""For scripts that choose what opens a record by voice."""
ForOption = Annotated[str | None, typer.Option("--for", help="Whose it is; without, it is shared by all.")]


def _file() -> HomeFile:
    return HomeFile(home_path())


def _owner(home: Home, name: str | None) -> Resident | None:
    return find_resident(home, name) if name else None


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


@household.command("pair")
@guarded
def pair_command(owner: ForOption = None) -> None:
    """Let one new tablet or browser in, by a code to be typed on it."""
    file = _file()
    say_code(invite_device(file, _owner(file.read(), owner)), _voice())


@household.command("satellite")
@guarded
def satellite_command(
    address: Annotated[str, typer.Argument(help="Such as tcp://127.0.0.1:10700.")],
    name: Annotated[str, typer.Option("--name", help="What to call it.")] = "speaker",
    owner: ForOption = None,
) -> None:
    """Talk through a Wyoming satellite: a microphone and loudspeaker elsewhere."""
    from urllib.parse import urlparse

    if urlparse(address).hostname not in ("127.0.0.1", "localhost", "::1"):
        raise NeedsLoopback(address=address)
    _add(Device(id=new_id(), name=name, kind="satellite", address=address), owner)


@household.command("assistant")
@guarded
def assistant_command(owner: ForOption = None) -> None:
    """Let Home Assistant on this machine answer about one person's record."""
    _add(Device(id=new_id(), name="Home Assistant", kind="assistant"), owner)


@household.command("revoke")
@guarded
def revoke_command(name: Annotated[str, typer.Argument(help="The device's name.")], yes: YesOption = False) -> int:
    """Let a device in no more."""
    device = find_device(_file().read(), name)
    if not confirmed(f"{device.name} will have to be paired again. Revoke it?", yes):
        return 1
    revoke(_file(), (device.id,))
    show(f"{device.name} can't come in any more.")
    return 0


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
        return home.model_copy(update={"rules": Rules.model_validate(changed)})

    rules = _file().change(ruled).rules
    nights = (
        f"at {rules.night_from}, and soon after each answer until {rules.night_to}"
        if rules.night_from
        else "at no hour"
    )
    show(f"Shared devices lock after {rules.lock_after_s:g} seconds of silence, and {nights}.")


def _add(device: Device, owner: str | None) -> None:
    file = _file()
    home = file.read()
    resident = _owner(home, owner)
    everybody = tuple(one.id for one in home.residents)
    whose = {"owner": resident.id} if resident else {"residents": everybody}
    add_device(file, device.model_copy(update=whose))
    show(f"{device.name} is added, {f'for {resident.name}' if resident else 'shared by all'}.")


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


def _voice() -> Voice | None:
    from app.wiring import voice_alone
    from core.errors import ModelError

    try:
        return voice_alone(load_settings())
    except ModelError:
        return None
