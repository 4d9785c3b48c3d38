"""No word of the record outside of it: not in errors, reports, reprs, logs, nor in the bytes of the files."""

import base64
import json
import logging
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from store_resources import (
    PASSPHRASE,
    TODAY,
    Json,
    allergy,
    bundle,
    concept,
    condition,
    encounter,
    observation,
    patient,
    practitioner,
    request,
    write,
)
from test_envelopes import telling
from test_letter_reader import document

from core.errors import PlainspokenError
from store.backup import make_backup, restore_backup
from store.envelopes import add_recovery
from store.exporting import export
from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.records import VaultRecords
from store.rekeying import rekey
from store.vault import Vault, keys_path, open_vault

MARKER = "zyxquorfle"
WORD = f"The {MARKER} word"


def marked() -> list[Json]:
    text = base64.b64encode(WORD.encode()).decode()
    return [
        patient(name=[{"family": WORD, "given": [WORD]}]),
        practitioner(name=[{"text": WORD}]),
        observation(
            valueString=WORD, valueQuantity=None, code=concept(WORD), performer=[{"reference": "Practitioner/dr"}]
        ),
        request(dosageInstruction=[{"text": WORD}], reasonCode=[concept(WORD)], requester={"display": WORD}),
        allergy(code=concept(WORD), reaction=[{"manifestation": [concept(WORD)]}]),
        condition(code=concept(WORD)),
        encounter(reasonCode=[concept(WORD)], participant=[{"individual": {"display": WORD}}]),
        document({"contentType": "text/plain", "data": text}),
    ]


FAULTY: list[Json] = [
    observation(id=MARKER, status=None),
    observation(**{MARKER: MARKER}),
    observation(valueQuantity={"value": MARKER}),
    observation(effectiveDateTime=MARKER),
    observation(code={MARKER: {MARKER: MARKER}}),
    observation(valueString=MARKER),
    observation(contained=[{"resourceType": MARKER}]),
    observation(contained=[{"resourceType": MARKER.capitalize()}]),
    allergy(clinicalStatus=MARKER),
    {"resourceType": MARKER},
    {"resourceType": MARKER.capitalize(), "id": MARKER},
]


def held_by(error: BaseException) -> str:
    """Everything that an error and those behind it say."""
    parts, found = [], error
    while found is not None:
        parts += [repr(found), str(found), repr(vars(found))]
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
    return " ".join(parts)


def test_a_report_of_refusals_holds_no_value(vault: Vault, tmp_path: Path) -> None:
    report = import_file(vault, write(tmp_path, bundle(patient(), *FAULTY)), "Clinic", TODAY)
    assert len(report.refusals) == len(FAULTY)
    said = repr(report) + " ".join(refusal.sentence for refusal in report.refusals)
    assert MARKER not in said.lower()


WHOLE_FILES: list[str] = [
    f'{{"resourceType": "Bundle", "entry": [{{"resource": {{"resourceType": "{MARKER}", "x": "{MARKER}',
    f'"{MARKER}"',
    json.dumps({"resourceType": MARKER}),
    json.dumps({"resourceType": "Bundle", "entry": MARKER}),
    json.dumps(
        bundle(patient(id=MARKER), patient(id="p2", identifier=[], birthDate="1901", name=[{"family": MARKER}]))
    ),
    json.dumps(bundle(patient(id="p9", identifier=[], birthDate="1901", name=[{"family": MARKER}]))),
    json.dumps(bundle(observation(subject={"reference": f"Patient/{MARKER}"}))),
]


@pytest.mark.parametrize("content", WHOLE_FILES)
def test_an_error_about_a_file_holds_no_value(
    vault: Vault, bring: Callable[..., object], tmp_path: Path, content: str
) -> None:
    bring(patient())
    with pytest.raises(PlainspokenError) as caught:
        import_file(vault, write(tmp_path, content), "Clinic", TODAY)
    assert MARKER not in held_by(caught.value).lower()


def test_facts_names_and_errors_hide_the_words(
    vault: Vault,
    bring: Callable[..., object],
    records: VaultRecords,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    bring(*marked())
    told = [
        records.names(), records.readings(), records.medicines(), records.allergies(), records.conditions(),
        records.visits(), records.letters(), records.person(),
    ]  # fmt: skip
    assert all(told)
    assert records.letters()[0].text == WORD
    assert MARKER not in repr(told) + repr(records) + repr(vault)
    vault.path.write_bytes(vault.path.read_bytes()[:9000])
    with pytest.raises(PlainspokenError) as caught:
        open_vault(vault.path, PASSPHRASE)
    printed = capfd.readouterr()
    assert MARKER not in held_by(caught.value) + caplog.text + printed.out + printed.err
    assert printed.err == "", "SQLCipher keeps its own log to itself"


def test_no_byte_of_it_is_in_the_files_or_beside_them(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(elsewhere))
    monkeypatch.setattr(tempfile, "tempdir", None)
    source = write(tmp_path, bundle(*marked()))
    seen: list[Path] = []

    def look(_: int, __: int) -> None:
        # In the middle of the transaction: the journal is there then.
        for path in (*vault.path.parent.iterdir(), *elsewhere.iterdir()):
            seen.append(path)
            assert MARKER.encode() not in path.read_bytes()

    import_file(vault, source, MARKER, TODAY, look)
    VaultRecords(vault).readings()
    look(0, 0)
    assert {path.name for path in vault.path.parent.iterdir()} == {vault.path.name, keys_path(vault.path).name}
    assert {vault.path, keys_path(vault.path)} <= set(seen)
    assert os.listdir(elsewhere) == []  # noqa: PTH208


def test_taking_out_leaves_no_word_but_in_the_folder_that_was_chosen(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(elsewhere))
    monkeypatch.setattr(tempfile, "tempdir", None)
    source = write(tmp_path, bundle(*marked()))
    import_file(vault, source, MARKER, TODAY)
    source.unlink()
    export(vault, tmp_path / "chosen", TODAY)
    words = add_recovery(vault, FOR_TESTS_ONLY)
    make_backup(vault, tmp_path / "stick" / "ada.backup", TODAY)
    rekey(vault, PASSPHRASE, FOR_TESTS_ONLY)
    restore_backup(tmp_path / "stick" / "ada.backup", vault.path, PASSPHRASE, replace=True)
    again = open_vault(vault.path, PASSPHRASE)
    again.forget(MARKER)
    said = repr([again, again.audit(), again.sources(), again.notices])
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    chosen = [path for path in files if path.is_relative_to(tmp_path / "chosen")]
    assert any(MARKER.encode() in path.read_bytes() for path in chosen)
    keys = [vault.data_key().hex(), again.data_key().hex()]
    secrets = [MARKER, PASSPHRASE, *keys, words, *telling(words)]
    for path in set(files) - set(chosen):
        content = path.read_bytes()
        assert not [secret for secret in secrets if secret.encode() in content], path
    printed = capfd.readouterr()
    assert not [secret for secret in secrets if secret in said + printed.out + printed.err]
    assert list(elsewhere.iterdir()) == []


def test_the_passphrase_and_the_key_are_nowhere_in_the_files(vault: Vault) -> None:
    with vault.reading():
        for path in vault.path.parent.iterdir():
            assert PASSPHRASE.encode() not in path.read_bytes()
