"""A record of an older format, opened by a program that reads more: what it holds is told."""

import base64
import json
from pathlib import Path

import pytest
from store_resources import PASSPHRASE, Json, patient, practitioner
from test_letter_reader import document

from store.filing import file_facts
from store.keys import FOR_TESTS_ONLY
from store.migrations import MIGRATIONS
from store.records import VaultRecords
from store.vault import Vault, create_vault, open_vault

DOCTOR = practitioner(telecom=[{"system": "phone", "value": "555-0102"}])

LETTER = document(
    content=[
        {"attachment": {"contentType": "text/plain", "data": base64.b64encode(b"Both kidneys are well.").decode()}}
    ]
)


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Format 2, with resources and without the facts of later readers."""
    path = tmp_path / "old.vault"
    with monkeypatch.context() as patched:
        patched.setattr("store.migrations.MIGRATIONS", MIGRATIONS[:2])
        vault = create_vault(path, PASSPHRASE, FOR_TESTS_ONLY)
    with vault.writing() as connection:
        connection.execute("INSERT INTO source VALUES (1, 'Clinic', '2026-11-24')")
        for number, resource in enumerate((patient(), DOCTOR, LETTER), start=1):
            put(connection, number, resource)
    vault.lock()
    return path


def put(connection: object, number: int, resource: Json) -> None:
    kind, identity = resource["resourceType"], resource["id"]
    connection.execute(  # type: ignore[attr-defined]
        "INSERT INTO resource VALUES (?, 1, ?, ?, '', ?, x'00', '2026-11-24')",
        (number, kind, identity, json.dumps(resource)),
    )
    connection.execute("INSERT INTO address VALUES (?, ?)", (f"{kind}/{identity}", number))  # type: ignore[attr-defined]


def wanted(vault: Vault) -> int:
    with vault.reading() as connection:
        return int(connection.execute("SELECT count(*) FROM refiling").fetchone()[0])


def test_an_old_record_tells_what_the_new_readers_find(old: Path) -> None:
    vault = open_vault(old, PASSPHRASE)
    assert [(one.name, one.phone) for one in VaultRecords(vault).care_team()] == [("Dr. Ines Moreau", "555-0102")]
    assert [one.sentence for one in VaultRecords(vault).search_letters("kidney")] == ["Both kidneys are well."]
    assert wanted(vault) == 0
    vault.lock()


def test_a_crash_on_the_way_leaves_it_to_be_done(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("store.refiling.file_facts", crash)
        with pytest.raises(KeyboardInterrupt):
            open_vault(old, PASSPHRASE)
    vault = open_vault(old, PASSPHRASE)
    assert len(VaultRecords(vault).care_team()) == 1
    vault.lock()


def test_a_record_up_to_date_is_not_filed_again(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_vault(old, PASSPHRASE).lock()
    called: list[object] = []
    monkeypatch.setattr("store.refiling.file_facts", lambda *_: called.append(_) or file_facts(*_))
    open_vault(old, PASSPHRASE).lock()
    assert not called
