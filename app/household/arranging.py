"""Changes to a household, as people mean them: by name, with an id drawn once."""

import secrets
import time
from pathlib import Path

from app.household.home import Device, Home, Resident
from app.household.home_file import HomeFile
from app.household.openers import pepper, seal
from app.household.residents import DEMO
from app.household.said import Opening, heard_in
from app.household.tokens import CODE_TRIES, accepts, hashed, invite, new_token
from core.errors import NoSuchDevice, NoSuchResident
from store.vault import Vault


def new_id() -> str:
    """A short name for machines."""
    return secrets.token_hex(4)


def find_resident(home: Home, name: str) -> Resident:
    """By name, however it is written; raises `NoSuchResident`."""
    found = next((one for one in home.residents if one.name.casefold() == name.casefold()), None)
    if found is None:
        raise NoSuchResident
    return found


def find_device(home: Home, name: str) -> Device:
    """By name, however it is written; raises `NoSuchDevice`."""
    found = next((one for one in home.devices if one.name.casefold() == name.casefold()), None)
    if found is None:
        raise NoSuchDevice
    return found


def add_resident(file: HomeFile, name: str, vault: Path | None) -> Resident:
    """One more person, with the record at that path, or the demo record for None."""
    added = Resident(id=new_id(), name=name, vault=str(vault.expanduser().resolve()) if vault else DEMO)
    file.change(lambda home: home.with_resident(added))
    return added


def set_opener(file: HomeFile, resident: Resident, vault: Vault, opener: str) -> None:
    """Choose what opens this record by voice, and let trying begin anew; raises `OpenerTooWeak`."""
    heard = heard_in(opener)
    kept = seal(heard.opener if isinstance(heard, Opening) else opener, pepper(vault.data_key()))
    changed = {"opener": kept, "failures": 0, "failed_at_s": 0.0}
    file.change(lambda home: home.with_resident(_now(home, resident).model_copy(update=changed)))


def drop_openers(file: HomeFile, vault: Path) -> tuple[str, ...]:
    """After its key was exchanged nothing that was chosen opens this record by voice: whose it was, by name."""
    gone: list[str] = []

    def dropped(home: Home) -> Home:
        for resident in home.residents:
            if resident.opener and resident.vault != DEMO and Path(resident.vault) == vault.resolve():
                gone.append(resident.name)
                home = home.with_resident(resident.model_copy(update={"opener": ""}))
        return home

    # Nothing is written where nobody lives.
    if file.path.is_file():
        file.change(dropped)
    return tuple(gone)


def allow_again(file: HomeFile, resident: Resident) -> None:
    """After ten wrong openings, let trying begin anew."""
    changed = {"failures": 0, "failed_at_s": 0.0}
    file.change(lambda home: home.with_resident(_now(home, resident).model_copy(update=changed)))


def invite_device(file: HomeFile, owner: Resident | None) -> str:
    """The code that lets one new device in; for its owner, or shared by all who live here now."""

    def invited(home: Home) -> Home:
        everybody = tuple(one.id for one in home.residents)
        code, pairing = invite(time.time(), owner.id if owner else "", () if owner else everybody)
        drawn.append(code)
        return home.model_copy(update={"pairing": pairing})

    drawn: list[str] = []
    file.change(invited)
    return drawn[-1]


def pair(file: HomeFile, code: str, name: str) -> tuple[Device, str] | None:
    """The new device and its token when the code is right; every try counts."""
    made: list[tuple[Device, str]] = []

    def paired(home: Home) -> Home:
        pairing = home.pairing
        if pairing is None:
            return home
        tried = pairing.model_copy(update={"tries": pairing.tries + 1})
        if not accepts(pairing, code, time.time()):
            over = tried.tries >= CODE_TRIES or time.time() >= pairing.until_s
            return home.model_copy(update={"pairing": None if over else tried})
        token = new_token()
        device = Device(
            id=new_id(),
            name=_unlike(home, name),
            token=hashed(token),
            owner=pairing.owner,
            residents=pairing.residents,
        )
        made.append((device, token))
        return home.with_device(device).model_copy(update={"pairing": None})

    file.change(paired)
    return made[0] if made else None


def add_device(file: HomeFile, device: Device) -> None:
    """A device that does not come by itself: a satellite, or Home Assistant."""
    file.change(lambda home: home.with_device(device.model_copy(update={"name": _unlike(home, device.name)})))


def revoke(file: HomeFile, ids: tuple[str, ...]) -> None:
    """These devices do not come in any more."""

    def without(home: Home) -> Home:
        for id in ids:
            home = home.without_device(id)
        return home

    file.change(without)


def renew_token(file: HomeFile, device: Device, came_with: str) -> str:
    """The next token of a device; the one it came with counts until the new one is confirmed."""
    token = new_token()

    def renewed(home: Home) -> Home:
        now = home.device(device.id)
        if now is None:
            return home
        # Who comes with the one that was on its way has kept it.
        kept = now.coming_token if now.coming_token == hashed(came_with) else now.token
        return home.with_device(now.model_copy(update={"token": kept, "coming_token": hashed(token)}))

    file.change(renewed)
    return token


def confirm_token(file: HomeFile, device_id: str, token: str) -> None:
    """The device has kept its new token: from now on only that one counts."""

    def confirmed(home: Home) -> Home:
        now = home.device(device_id)
        if now is None or now.coming_token != hashed(token):
            return home
        return home.with_device(now.model_copy(update={"token": now.coming_token, "coming_token": ""}))

    file.change(confirmed)


def set_quiet(file: HomeFile, device_id: str, on: bool) -> None:
    """Numbers only in the captions of this device, or spoken again."""

    def changed(home: Home) -> Home:
        now = home.device(device_id)
        return home.with_device(now.model_copy(update={"quiet": on})) if now else home

    file.change(changed)


def _now(home: Home, resident: Resident) -> Resident:
    return home.resident(resident.id) or resident


def _unlike(home: Home, name: str) -> str:
    """A name that no other device has: two tablets are `tablet` and `tablet 2`."""
    taken = {device.name.casefold() for device in home.devices}
    wanted, number = name.strip() or "device", 1
    while (tried := wanted if number == 1 else f"{wanted} {number}").casefold() in taken:
        number += 1
    return tried
