"""Letters as PDF: their text is kept and found, a scan is refused with a sentence, and nothing becomes a value."""

import io
import json
import random
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pdf_files import pdf
from pypdf import PdfReader, PdfWriter
from store_resources import TODAY, patient

from core.errors import ExportBroken, ImportRefused, LetterLocked, NoPatient, ScannedLetter
from store.pdf_letter import import_letter
from store.records import VaultRecords
from store.report import ImportReport, Reason
from store.validate import fault
from store.vault import Vault
from store.wear_filing import Arrival
from store.wear_kind import WearKind, recognise

Take = Callable[..., ImportReport]
LINES = ("Dear Ms Winter,", "your potassium was 5.9 mmol/L on 3 October 2026.", "Please have it repeated next week.")


@pytest.fixture
def take(vault: Vault, bring: Callable[..., ImportReport], tmp_path: Path) -> Take:
    bring(patient())

    def take_it(data: bytes, name: str = "Letter from Dr Moreau.pdf") -> ImportReport:
        path = tmp_path / name
        path.write_bytes(data)
        assert recognise(path) is WearKind.LETTER
        return import_letter(vault, Arrival(path, "Letters", TODAY))

    return take_it


def locked(data: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, "owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_text_is_a_letter_and_never_a_value(take: Take, records: VaultRecords) -> None:
    assert take(pdf(LINES, ("Second page.",))).new == 1
    (letter,) = records.letters()
    assert letter.text == "\n".join(LINES) + "\n\nSecond page."
    assert (letter.title, letter.origin.when, letter.origin.source) == ("Letter from Dr Moreau", None, "Letters")
    assert not records.readings()


def test_it_is_found_by_its_words(take: Take, records: VaultRecords) -> None:
    take(pdf(LINES))
    assert [one.sentence for one in records.search_letters("potassium")] == [LINES[1]]


def test_the_file_itself_is_kept_as_fhir_and_twice_is_once(vault: Vault, take: Take) -> None:
    take(pdf(LINES))
    assert (take(pdf(LINES)).new, len(list(vault.sources()))) == (0, 2)
    with vault.reading() as connection:
        sql = "SELECT raw FROM resource WHERE type = 'DocumentReference'"
        ((raw,),) = connection.execute(sql).fetchall()
    document = json.loads(raw)
    assert fault(document) is None
    assert [content["attachment"]["contentType"] for content in document["content"]] == [
        "text/plain; charset=utf-8",
        "application/pdf",
    ]


def test_a_scan_is_refused_with_a_sentence(vault: Vault, take: Take) -> None:
    with pytest.raises(ScannedLetter, match="a scan without text"):
        take(pdf((), ()))
    with pytest.raises(ScannedLetter):
        take(pdf(("Page 1 of 1",)))
    assert [source.name for source in vault.sources()] == ["Clinic"]


def test_pages_without_text_are_named(take: Take) -> None:
    report = take(pdf(LINES, ()))
    assert [(r.path, r.reason) for r in report.refusals] == [("page 2", Reason.NO_TEXT)]


def test_a_password_is_said_to_be_one_and_an_empty_one_opens(take: Take, records: VaultRecords) -> None:
    with pytest.raises(LetterLocked):
        take(locked(pdf(LINES), "secret"))
    take(locked(pdf(LINES), ""))
    assert records.letters()[0].text == "\n".join(LINES)


def test_somebody_has_to_be_there_first(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf(LINES))
    with pytest.raises(NoPatient):
        import_letter(vault, Arrival(path, "Letters", TODAY))


def test_a_bomb_ends_its_own_process_only(take: Take) -> None:
    press = zlib.compressobj(9)
    packed = b"".join(press.compress(b"a" * (1 << 20)) for _ in range(300)) + press.flush()
    for _ in range(2):
        packed = zlib.compress(packed, 9)
    text = pdf(LINES).decode("latin-1")
    head, rest = text.split("<< /Length", 1)
    end = rest.index("endstream")
    filters = "/Filter [/FlateDecode /FlateDecode /FlateDecode]"
    bomb = f"{head}<< {filters} /Length {len(packed)} >>\nstream\n{packed.decode('latin-1')}\n{rest[end:]}"
    with pytest.raises(ImportRefused):
        take(bomb.encode("latin-1"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
def test_damaged_files_end_well(take: Take, seed: int) -> None:
    dice = random.Random(seed)
    data = bytearray(pdf(LINES, LINES))
    for _ in range(1 + dice.randrange(30)):
        data[9 + dice.randrange(len(data) - 9)] = dice.randrange(256)
    cut = data[: dice.randrange(20, len(data)) if dice.random() < 0.3 else None]
    try:
        take(bytes(cut))
    except ImportRefused:
        pass


def test_what_is_no_pdf_is_said_to_be_none(take: Take) -> None:
    with pytest.raises(ExportBroken):
        take(b"%PDF-1.7 and then something else")
