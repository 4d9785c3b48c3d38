"""Letting devices in and out: tablets by a code, satellites and Home Assistant by name, elsewhere with papers."""

import platform
from pathlib import Path
from typing import Annotated
from urllib.parse import urlparse

import typer

from app.confirming import confirmed
from app.guard import guarded
from app.household.arranging import add_device, find_device, find_resident, invite_device, new_id, revoke
from app.household.home import Device, Home, Resident
from app.household.home_file import HomeFile, home_path
from app.household.papers import Papers, called, calling, hand_over, papers_for_assistant, papers_for_satellite
from app.household.spoken_code import say_code
from app.options import YesOption
from app.screen import show
from app.settings import load_settings
from core.errors import NeedsLoopback
from core.ports import Voice

ForOption = Annotated[str | None, typer.Option("--for", help="Whose it is; without, it is shared by all.")]
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1")
WYOMING_PORT, ELSEWHERE_PORT = 10_460, 10_461
"""Home Assistant's port on this machine, and the encrypted one for Home Assistant elsewhere."""
PapersOption = Annotated[
    Path | None, typer.Option("--papers", help="For one on another machine: the folder to write its certificate to.")
]


@guarded
def pair_command(owner: ForOption = None) -> None:
    """Let one new tablet or browser in, by a code to be typed on it."""
    file = HomeFile(home_path())
    say_code(invite_device(file, _owner(file.read(), owner)), _voice())


@guarded
def satellite_command(
    address: Annotated[
        str, typer.Argument(help="tcp://127.0.0.1:10700 on this machine, tls://192.168.1.30:10701 elsewhere.")
    ],
    name: Annotated[str, typer.Option("--name", help="What to call it.")] = "speaker",
    papers: PapersOption = None,
    owner: ForOption = None,
) -> None:
    """Talk through a Wyoming satellite: a microphone and loudspeaker elsewhere."""
    device = Device(id=new_id(), name=name, kind="satellite", address=address)
    if urlparse(address).scheme == "tls" and papers is not None:
        made = papers_for_satellite(home_path().parent, device.id)
        device = _with_papers(device, made, papers, called(str(urlparse(address).port or 10_701), 10_700))
    elif urlparse(address).scheme == "tls" or urlparse(address).hostname not in LOOPBACK_NAMES:
        raise NeedsLoopback(address=address)
    _add(device, owner)


@guarded
def assistant_command(
    owner: ForOption = None,
    papers: PapersOption = None,
    reach: Annotated[
        str, typer.Option("--reach", help="With --papers: where the other machine reaches this one.")
    ] = "",
) -> None:
    """Let Home Assistant answer about one person's record: on this machine, or elsewhere with --papers."""
    device = Device(id=new_id(), name="Home Assistant", kind="assistant")
    if papers is not None:
        made = papers_for_assistant(home_path().parent, device.id)
        there = reach or f"{platform.node()}.local"
        settings = calling(there if ":" in there else f"{there}:{ELSEWHERE_PORT}", WYOMING_PORT)
        device = _with_papers(device, made, papers, settings)
    _add(device, owner)


@guarded
def revoke_command(name: Annotated[str, typer.Argument(help="The device's name.")], yes: YesOption = False) -> int:
    """Let a device in no more."""
    device = find_device(HomeFile(home_path()).read(), name)
    if not confirmed(f"{device.name} will have to be paired again. Revoke it?", yes):
        return 1
    revoke(HomeFile(home_path()), (device.id,))
    show(f"{device.name} can't come in any more.")
    return 0


def _owner(home: Home, name: str | None) -> Resident | None:
    return find_resident(home, name) if name else None


def _with_papers(device: Device, made: Papers, folder: Path, settings: str) -> Device:
    """Writes what the other machine needs; what is kept here is the hash of its certificate."""
    hand_over(made, home_path().parent, folder, settings)
    show(f"Carry the folder {folder} to the other machine, run stunnel there with it, and delete it here.")
    return device.model_copy(update={"certificate": made.fingerprint})


def _add(device: Device, owner: str | None) -> None:
    file = HomeFile(home_path())
    home = file.read()
    resident = _owner(home, owner)
    everybody = tuple(one.id for one in home.residents)
    whose = {"owner": resident.id} if resident else {"residents": everybody}
    add_device(file, device.model_copy(update=whose))
    show(f"{device.name} is added, {f'for {resident.name}' if resident else 'shared by all'}.")


def _voice() -> Voice | None:
    from app.wiring import voice_alone
    from core.errors import ModelError

    try:
        return voice_alone(load_settings())
    except ModelError:
        return None
