"""`plainspoken forget`, `export`, `erase`, `backup`, `restore`: a person's own, and theirs to take away."""

from pathlib import Path
from typing import Annotated

import typer

from app.confirming import confirmed
from app.guard import guarded
from app.opening import Opened, open_own, own_path, passphrase, seen_folder
from app.options import VaultOption, YesOption
from app.screen import notice, notices, show
from app.settings import load_settings
from core.errors import NoKeyring, NoVault, VaultExists
from store.backup import make_backup, restore_backup
from store.erasing import erase
from store.exporting import export
from store.keychain import Keychain, system_keychain
from store.seen import unsee
from store.vault import keys_path

out = typer.Typer()

NOT_CONFIRMED = 1


@out.command("forget")
@guarded
def forget_command(
    source: Annotated[str, typer.Argument(help="The name that `plainspoken sources` gives.")],
    vault: VaultOption = None,
    yes: YesOption = False,
) -> int:
    """Take everything of one source out of the record, for good."""
    opened = _opened(vault)
    if not confirmed(f"Everything that came from {source} will be gone for good. Forget it?", yes):
        return NOT_CONFIRMED
    with notices.status("Forgetting…"):
        gone = opened.vault.forget(source)
    show(f"Forgotten: {gone.entries} entries and {gone.versions} older versions of {source}.")
    return 0


@out.command("export")
@guarded
def export_command(
    folder: Annotated[Path, typer.Argument(help="The folder to write to, new or empty.", show_default=False)],
    vault: VaultOption = None,
    yes: YesOption = False,
) -> int:
    """Write the record out: FHIR files to take elsewhere, and a page in large print to read."""
    opened = _opened(vault)
    question = f"What is written to {folder} can be read by whoever gets hold of it. Write it?"
    if not confirmed(question, yes):
        return NOT_CONFIRMED
    with notices.status("Writing…"):
        done = export(opened.vault, folder.expanduser(), opened.today)
    for bundle in done.bundles:
        show(
            f"{bundle.path}: {bundle.entries} entries {'as FHIR R4' if bundle.is_r4 else 'of older FHIR, as they are'}."
        )
    show(f"{done.page}: the record to read or to print.")
    return 0


@out.command("erase")
@guarded
def erase_command(vault: VaultOption = None, yes: YesOption = False) -> int:
    """Destroy the whole record: its key first, then the data."""
    path = own_path(vault, load_settings())
    if not path.exists() and not keys_path(path).exists():
        raise NoVault(path=path)
    if not confirmed(f"The whole record at {path} will be gone, and nobody can bring it back. Erase it?", yes):
        return NOT_CONFIRMED
    erase(path, _keychain())
    unsee(path, seen_folder())
    show("The record is gone. Backups and exports that you made are where you put them.")
    return 0


@out.command("backup")
@guarded
def backup_command(
    file: Annotated[Path, typer.Argument(help="The new file to write, on a stick for example.", show_default=False)],
    vault: VaultOption = None,
) -> None:
    """Write the whole record, still encrypted, to one file to keep elsewhere."""
    opened = _opened(vault)
    with notices.status("Backing up and checking…"):
        made = make_backup(opened.vault, file.expanduser(), opened.today)
    show(f"{file}: {made.entries} entries from {made.sources} sources, every page checked, {_size(made.size_bytes)}.")
    show("It opens with what opens the record today: keep that passphrase or recovery code.")


@out.command("restore")
@guarded
def restore_command(
    file: Annotated[Path, typer.Argument(help="The file that `backup` wrote.", show_default=False)],
    vault: VaultOption = None,
    replace: Annotated[bool, typer.Option("--replace", help="Even when there is a record: set it aside.")] = False,
    yes: YesOption = False,
) -> int:
    """Put a backup in the place of the record; one that is there is never overwritten."""
    path = own_path(vault, load_settings())
    if path.exists():
        if not replace:
            raise VaultExists(path=path)
        if not confirmed(f"The backup takes the place of the record at {path}, which is set aside. Restore it?", yes):
            return NOT_CONFIRMED
    secret = passphrase()
    with notices.status("Checking and restoring…"):
        back = restore_backup(file.expanduser(), path, secret, replace)
    # Older than what was there, because the person wants it so.
    unsee(path, seen_folder())
    show(f"Restored as of {back.made_on}: {back.entries} entries from {back.sources} sources, every page checked.")
    if back.set_aside is not None:
        notice(f"The record that was there is now at {back.set_aside}.")
    return 0


def _opened(vault: Path | None) -> Opened:
    return open_own(own_path(vault, load_settings()))


def _size(size_bytes: int) -> str:
    return f"{size_bytes / 1_000_000:.1f} MB"


def _keychain() -> Keychain | None:
    try:
        return system_keychain()
    except NoKeyring:
        return None
