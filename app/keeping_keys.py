"""`plainspoken keys`: the ways of opening a record."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from app.confirming import confirmed
from app.guard import guarded
from app.household.arranging import drop_openers
from app.household.home_file import HomeFile, home_path
from app.opening import NEW_PASSPHRASE_VARIABLE, ask_new, from_environment, open_own, own_path, passphrase
from app.options import VaultOption, YesOption
from app.screen import notice, notices, show
from app.settings import load_settings
from core.errors import NoKeyring
from store.envelopes import add_keyring, add_recovery, change_passphrase, remove_way_in, ways_in
from store.keychain import Keychain, system_keychain
from store.keys import Kind
from store.rekeying import rekey
from store.vault import Vault

keys = typer.Typer(no_args_is_help=True, help="The ways of opening your record: see, add, change and take away.")

NAMES = {
    Kind.PASSPHRASE: "the passphrase",
    Kind.RECOVERY: "the recovery code of six words",
    Kind.KEYRING: "the keyring of this computer",
}


@keys.command("list")
@guarded
def list_command(vault: VaultOption = None) -> None:
    """Say what opens the record."""
    for way in ways_in(_opened(vault)):
        show(f"{way.number}. {NAMES[way.kind]}")


@keys.command("change-passphrase")
@guarded
def change_command(vault: VaultOption = None, yes: YesOption = False) -> int:
    """Choose another passphrase; the old one then opens nothing any more."""
    opened = _opened(vault)
    if not confirmed("The passphrase you have now will not open the record any more. Change it?", yes):
        return 1
    change_passphrase(opened, from_environment(NEW_PASSPHRASE_VARIABLE) or ask_new())
    show("The passphrase is changed. The record itself stayed as it was.")
    return 0


@keys.command("rekey")
@guarded
def rekey_command(vault: VaultOption = None, yes: YesOption = False) -> int:
    """Put the record under a fresh key, when somebody may have got hold of the old one."""
    opened = _opened(vault)
    if not confirmed("The recovery code and the keyring will have to be set up again after this. Go on?", yes):
        return 1
    secret = passphrase()
    with notices.status("Writing the record anew…"):
        dropped = rekey(opened, secret)
    show("The record is under a fresh key, and the passphrase opens it as before.")
    if Kind.RECOVERY in dropped:
        notice("The old recovery code opens nothing any more. Get a new one with: plainspoken keys add-recovery.")
    if Kind.KEYRING in dropped:
        notice("The keyring does not open it any more. Set it up with: plainspoken keys add-keyring.")
    for name in drop_openers(HomeFile(home_path()), opened.path):
        notice(
            f"It does not open by voice any more. Choose anew with: plainspoken household opener {shlex.quote(name)}."
        )
    return 0


@keys.command("add-recovery")
@guarded
def recovery_command(vault: VaultOption = None, yes: YesOption = False) -> int:
    """Get six words that open the record when the passphrase is forgotten."""
    opened = _opened(vault)
    if any(way.kind is Kind.RECOVERY for way in ways_in(opened)) and not confirmed(
        "There is a recovery code already, and it will stop working. Make a new one?", yes
    ):
        return 1
    words = add_recovery(opened)
    notice("These six words open the record if the passphrase is forgotten. Write them down; they are shown once.")
    show(words)
    return 0


@keys.command("add-keyring")
@guarded
def keyring_command(vault: VaultOption = None, yes: YesOption = False) -> int:
    """Let the keyring of this computer open the record for who is logged in."""
    opened = _opened(vault)
    if not confirmed("Whoever is logged in on this computer as you will then open the record. Do that?", yes):
        return 1
    add_keyring(opened, system_keychain())
    show("From now on the keyring of this computer opens the record; the passphrase still does too.")
    return 0


@keys.command("remove")
@guarded
def remove_command(
    number: Annotated[int, typer.Argument(help="The number that `keys list` gives.")],
    vault: VaultOption = None,
    yes: YesOption = False,
) -> int:
    """Take away one way of opening."""
    opened = _opened(vault)
    named = next((NAMES[way.kind] for way in ways_in(opened) if way.number == number), f"number {number}")
    if not confirmed(f"Then {named} will not open the record any more. Remove it?", yes):
        return 1
    removed = remove_way_in(opened, number, _keychain())
    show(f"{NAMES[removed].capitalize()} does not open the record any more.")
    return 0


def _opened(vault: Path | None) -> Vault:
    return open_own(own_path(vault, load_settings())).vault


def _keychain() -> Keychain | None:
    try:
        return system_keychain()
    except NoKeyring:
        return None
