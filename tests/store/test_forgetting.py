"""A source that was forgotten is gone: from the answers, the tables, and every decrypted page."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from store_resources import PASSPHRASE, TODAY, bundle, concept, observation, patient, practitioner, request, write
from test_letter_reader import document

from core.errors import NoSuchSource
from store.database import PAGE_BYTES
from store.forgetting import Forgotten
from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.vault import Vault, create_vault, open_vault

MARKER = "zyxquorfle"
SALT_BYTES, IV_BYTES, RESERVED_BYTES = 16, 16, 80
"""SQLCipher 4: the salt opens page 1; each page ends with an IV and an HMAC-SHA512 (zetetic.net/sqlcipher/design)."""


def decrypted(path: Path, key: bytes) -> bytes:
    """Every page of the file, the free ones too, without SQLite."""
    whole, pages = path.read_bytes(), []
    for start in range(0, len(whole), PAGE_BYTES):
        page = whole[start : start + PAGE_BYTES]
        body, tail = page[: PAGE_BYTES - RESERVED_BYTES], page[PAGE_BYTES - RESERVED_BYTES :]
        cipher = Cipher(algorithms.AES256(key), modes.CBC(tail[:IV_BYTES])).decryptor()
        pages.append(cipher.update(body[SALT_BYTES:] if start == 0 else body) + cipher.finalize())
    return b"".join(pages)


def marked(number: int) -> dict[str, object]:
    return observation(
        id=f"x{number}",
        code=concept(f"{MARKER} test {number}"),
        note=[{"text": f"{MARKER} " * 300}],
        performer=[{"display": f"Dr. {MARKER}"}],
    )


def test_no_page_holds_what_was_forgotten(vault: Vault, bring: Callable[..., object], records: VaultRecords) -> None:
    bring(patient(), observation(), source="Clinic")
    letter = document({"contentType": "text/plain", "data": base64.b64encode(f"Dear {MARKER}".encode()).decode()})
    bring(patient(), *map(marked, range(40)), letter, source=f"{MARKER} Hospital")
    bring(patient(), marked(0) | {"status": "corrected"}, source=f"{MARKER} Hospital")
    assert decrypted(vault.path, vault.data_key()).count(MARKER.encode()) > 40, "the test can see it while it is there"
    before = vault.path.stat().st_size
    assert vault.forget(f"{MARKER} hospital") == Forgotten(entries=42, versions=1)
    # An index of words keeps stems.
    assert MARKER[:-2].encode() not in decrypted(vault.path, vault.data_key()).lower()
    assert b"Potassium" in decrypted(vault.path, vault.data_key())
    assert vault.path.stat().st_size < before
    assert [source.name for source in vault.sources()] == ["Clinic"]
    assert [reading.name for reading in records.readings()] == ["Potassium"]
    assert {name.display for name in records.names()} == {"Potassium"}
    assert sorted(path.name for path in vault.path.parent.iterdir()) == ["ada.vault", "ada.vault.keys"]
    assert open_vault(vault.path, PASSPHRASE).sources() == vault.sources()


def test_what_is_left_is_as_if_the_source_had_never_come_in(vault: Vault, tmp_path: Path) -> None:
    """Names that another source lent, and the age that chose a range, are taken back with it."""
    identifier = {"system": "http://npi.example", "value": "77"}
    doctor = practitioner(identifier=[identifier], name=[{"text": "Dr. Lent"}])
    asked = {"type": "Practitioner", "identifier": identifier}
    lent = [patient(), doctor]
    own = [patient(birthDate="1948-03-02"), request(requester=asked), observation()]
    for resources, source in ((lent, "Lender"), (own, "Clinic")):
        import_file(vault, write(tmp_path, bundle(*resources)), source, TODAY)
    assert VaultRecords(vault).medicines()[0].origin.performer == "Dr. Lent"
    vault.forget("Lender")
    never = create_vault(tmp_path / "never.vault", PASSPHRASE, FOR_TESTS_ONLY)
    import_file(never, write(tmp_path, bundle(*own)), "Clinic", TODAY)
    for name in ("names", "readings", "medicines", "person", "extent"):
        assert getattr(VaultRecords(vault), name)() == getattr(VaultRecords(never), name)()


def test_a_name_that_is_none_changes_nothing(vault: Vault, bring: Callable[..., object]) -> None:
    bring(patient(), source="Clinic")
    with pytest.raises(NoSuchSource) as caught:
        vault.forget(MARKER)
    assert MARKER not in str(caught.value)
    assert len(vault.sources()) == 1


def test_the_last_source_leaves_an_empty_record(vault: Vault, bring: Callable[..., object]) -> None:
    bring(patient(), observation())
    vault.forget("Clinic")
    assert vault.sources() == ()
    bring(patient(id="other", identifier=[], name=[{"family": "Else"}], birthDate="1990-01-01"))
    assert len(vault.sources()) == 1, "it may become somebody else's"
