"""What lies at a path: recognised by its content, within limits, one file at a time."""

import io
import json
import random
import zipfile
from pathlib import Path

import pytest
from store_resources import TODAY, Json, bundle, observation, patient, write

from core.errors import (
    BadArchive,
    ImportRefused,
    NoPatient,
    NotARecord,
    NotFhir,
    NotFound,
    NothingInside,
    NotJson,
    TooBig,
    TwoPeople,
)
from store import sources
from store.bringing import Bringing, Brought
from store.importing import import_file
from store.sources import Form, load_file, places
from store.vault import Vault


def zipped(path: Path, files: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def lines(*resources: Json) -> str:
    return "".join(json.dumps(resource) + "\n" for resource in resources)


def brought(vault: Vault, path: Path, name: str | None = None) -> list[Brought]:
    return list(Bringing(vault, name, TODAY, lambda _: lambda done, total: None).bring(path))


def outcomes(found: list[Brought]) -> dict[str, int | type[ImportRefused]]:
    return {b.path.name: b.report.stored if b.report else type(b.refused) for b in found}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("a.json", '{"resourceType": "Patient"}', Form.FHIR_JSON),
        ("export", '\ufeff {"resourceType": "Patient"}', Form.FHIR_JSON),
        ("a.txt", lines(patient(), observation()), Form.FHIR_LINES),
        ("a.ndjson", lines(patient()), Form.FHIR_LINES),
        ("a.json", '{"resourceType":\n"Patient"}', Form.FHIR_JSON),
        ("a.json", '<?xml version="1.0"?><ClinicalDocument/>', Form.XML),
    ],
)
def test_a_file_is_recognised_by_its_content(tmp_path: Path, name: str, content: str, form: Form) -> None:
    assert load_file(write(tmp_path, content, name)).form is form


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_json_in_any_unicode_comes_in(vault: Vault, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(json.dumps(patient(name=[{"family": "Müller", "given": ["Zoë"]}])).encode(encoding))
    assert import_file(vault, path, "Clinic", TODAY).new == 1


def test_another_encoding_is_refused(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(json.dumps(patient(name=[{"family": "Müller"}]), ensure_ascii=False).encode("cp1252"))
    with pytest.raises(NotJson):
        import_file(vault, path, "Clinic", TODAY)


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7", b"\x89PNG\r\n", b"\0" * 50])
def test_something_else_is_no_record(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(content)
    with pytest.raises(NotARecord):
        load_file(path)


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        list(places(tmp_path / "none"))
    with pytest.raises(NothingInside):
        list(places(tmp_path))


def test_ndjson_comes_in_line_by_line(vault: Vault, tmp_path: Path) -> None:
    path = write(tmp_path, lines(patient(), observation(), observation(id="o2", status=None)), "export.ndjson")
    report = import_file(vault, path, "Clinic", TODAY)
    assert report.stored == 2
    assert [refusal.path for refusal in report.refusals] == ["line[3].status"]


def test_ndjson_that_is_cut_off_is_refused_whole(vault: Vault, tmp_path: Path) -> None:
    path = write(tmp_path, lines(patient(), observation())[:-9], "export.ndjson")
    with pytest.raises(NotJson, match="line 2"):
        import_file(vault, path, "Clinic", TODAY)
    with pytest.raises(NotFhir):
        import_file(vault, write(tmp_path, '{"a": 1}\n', "b.ndjson"), "Clinic", TODAY)
    assert vault.sources() == ()


def test_ndjson_of_two_people_is_refused(vault: Vault, tmp_path: Path) -> None:
    other = patient(id="p2", identifier=[], birthDate="1960-01-01", name=[{"family": "Other"}])
    with pytest.raises(TwoPeople):
        import_file(vault, write(tmp_path, lines(patient(), other), "a.ndjson"), "Clinic", TODAY)


def test_a_bulk_export_whose_patient_comes_last(vault: Vault, tmp_path: Path) -> None:
    folder = tmp_path / "bulk"
    folder.mkdir()
    write(folder, lines(observation(), observation(id="o2")), "Observation.ndjson")
    write(folder, lines(patient()), "Patient.ndjson")
    write(folder, "not a record", "notes.txt")
    found = brought(vault, folder)
    assert outcomes(found) == {"Patient.ndjson": 1, "Observation.ndjson": 2}
    assert [source.name for source in vault.sources()] == ["bulk"]


def test_the_refused_file_leaves_the_others(vault: Vault, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    write(folder, bundle(patient(), observation()), "good.json")
    write(folder, '{"resourceType": "Bundle", "entry": [', "cut.json")
    write(folder, "hello", "words.xml")
    other = patient(id="p2", identifier=[], birthDate="1960-01-01", name=[{"family": "Other"}])
    write(folder, bundle(other), "other.json")
    found = outcomes(brought(vault, folder))
    assert found["good.json"] == 2
    assert {name for name, what in found.items() if isinstance(what, type)} == {"cut.json", "words.xml", "other.json"}


def test_files_without_any_patient_stay_refused(vault: Vault, tmp_path: Path) -> None:
    (found,) = brought(vault, write(tmp_path, lines(observation(), observation(id="o2")), "o.ndjson"))
    assert isinstance(found.refused, NoPatient)


def test_an_archive_and_one_inside(vault: Vault, tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("Observation.ndjson", lines(observation(id="o2")))
    path = zipped(
        tmp_path / "export.zip",
        {
            "a/Patient.json": json.dumps(patient()),
            "a/more.zip": inner.getvalue(),
            "__MACOSX/._b.json": "x",
            "a/read.me": "x",
        },
    )
    assert outcomes(brought(vault, path)) == {"Patient.json": 1, "Observation.ndjson": 1}


def test_names_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"../../up.json": json.dumps(patient()), "/root.json": "{}", "b\n.json": "{}"})
    assert {str(place.path.relative_to(path)) for place in places(path)} == {"up.json", "root.json", "b?.json"}


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "bomb.zip", {"big.json": b" " * (20 * 1024 * 1024)})
    (place,) = places(path)
    with pytest.raises(TooBig):
        place.load()
    monkeypatch.setattr("store.archive.ARCHIVE_FILES", 1)
    with pytest.raises(TooBig):
        list(places(zipped(tmp_path / "many.zip", {"a.json": "{}", "b.json": "{}"})))
    monkeypatch.setattr("store.archive.ARCHIVE_BYTES", 3)
    with pytest.raises(TooBig):
        list(places(zipped(tmp_path / "one.zip", {"a.json": "{   }"})))


def test_a_file_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, json.dumps(patient()))
    monkeypatch.setattr(sources, "FILE_BYTES", 20)
    with pytest.raises(TooBig):
        load_file(path)
    monkeypatch.setattr("store.archive.FILE_BYTES", 20)
    (place,) = places(zipped(tmp_path / "a.zip", {"a.json": json.dumps(patient())}))
    with pytest.raises(TooBig):
        place.load()


def test_a_size_that_is_a_lie_is_damage(tmp_path: Path) -> None:
    path = zipped(tmp_path / "lie.zip", {"a.json": b"{" + b" " * 5000 + b"}"}, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    with pytest.raises(BadArchive):
        for place in places(path):
            place.load()


def test_an_archive_with_flipped_bytes_is_damage_or_reads(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.json": json.dumps(patient()), "b/b.ndjson": lines(observation())})
    whole, draw = path.read_bytes(), random.Random(4711)
    for _ in range(1500):
        data = bytearray(whole)
        for _ in range(draw.randint(1, 4)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        path.write_bytes(bytes(data[: draw.randint(4, len(data))] if draw.random() < 0.2 else data))
        try:
            for place in places(path):
                place.load()
        except ImportRefused:
            continue
