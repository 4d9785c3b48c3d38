"""A file as entries: the raw text is kept to the letter, and a broken file says where."""

import json
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from store_resources import Json, bundle, observation, patient, write

from core.errors import ImportRefused, NotFhir, NotFound, NotJson
from store.bundle import read_entries


def test_the_resource_is_kept_as_it_stands_in_the_file(tmp_path: Path) -> None:
    raw = '{"resourceType": "Observation",\n   "valueQuantity": {"value": 7.20, "unit":"\\u0025"}, "note": [ ]}'
    path = write(tmp_path, f'{{"resourceType":"Bundle", "entry" : [ {{"fullUrl":"urn:uuid:1", "resource":{raw} }} ] }}')
    (entry,) = read_entries(path)
    assert entry.text == raw
    assert (entry.path, entry.full_url) == ("Bundle.entry[0].resource", "urn:uuid:1")
    assert entry.resource == json.loads(raw)


def test_a_single_resource(tmp_path: Path) -> None:
    (entry,) = read_entries(write(tmp_path, f"\n {json.dumps(observation())} \n"))
    assert entry.text == json.dumps(observation())
    assert entry.path == "resource"


def test_a_list_resource_is_no_bundle(tmp_path: Path) -> None:
    items = {"resourceType": "List", "entry": [{"item": {"reference": "Patient/1"}}]}
    (entry,) = read_entries(write(tmp_path, items))
    assert entry.resource == items


def test_bundles_inside_a_bundle_give_their_own_entries(tmp_path: Path) -> None:
    inner = bundle(observation(id="a"), observation(id="b"), kind="searchset")
    found = read_entries(write(tmp_path, bundle(patient(), inner, kind="batch-response")))
    assert [entry.path for entry in found] == [
        "Bundle.entry[0].resource",
        "Bundle.entry[1].resource.entry[0].resource",
        "Bundle.entry[1].resource.entry[1].resource",
    ]
    assert [entry.resource and entry.resource["id"] for entry in found] == ["p1", "a", "b"]


@pytest.mark.parametrize(
    "entry", [{}, {"resource": None}, {"resource": []}, {"response": {"status": "204"}}, "text", 5, None]
)
def test_an_entry_without_a_resource(tmp_path: Path, entry: object) -> None:
    (found,) = read_entries(write(tmp_path, {"resourceType": "Bundle", "entry": [entry]}))
    assert found.resource is None


def test_an_empty_bundle(tmp_path: Path) -> None:
    assert read_entries(write(tmp_path, {"resourceType": "Bundle", "entry": []})) == ()
    assert read_entries(write(tmp_path, {"resourceType": "Bundle"})) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_each_encoding_of_json(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(json.dumps(patient(name=[{"family": "Wintér"}]), ensure_ascii=False).encode(encoding))
    (entry,) = read_entries(path)
    assert entry.resource is not None
    assert entry.resource["name"] == [{"family": "Wintér"}]


def test_no_file(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.json", tmp_path):
        with pytest.raises(NotFound):
            read_entries(path)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("", 1),
        ("\n\n", 3),
        ("{", 1),
        ('{\n"resourceType": "Bundle",\n"entry": [\n{"resource": {"a": ', 4),
        ('{"resourceType": "Bundle"}\n{"resourceType": "Bundle"}', 2),
        ('{"resourceType": "Bundle",}', 1),
        ('{"resourceType": "Observation",\n"value": NaN}', 2),
        ('{"resourceType": "Observation",\n"value": 1' + "0" * 5000 + "}", 2),
        ('{"resourceType": "Bundle", "entry": [\n{"resource": ' + '{"a":' * 100_000, 2),
        ("[" * 100_000, 1),
        ("{'resourceType': 'Bundle'}", 1),
        ("<Bundle/>", 1),
        ('{"resourceType" "Bundle"}', 1),
        ("{5: 3}", 1),
    ],
)
def test_what_is_no_json_says_where(tmp_path: Path, content: str, line: int) -> None:
    with pytest.raises(NotJson) as caught:
        read_entries(write(tmp_path, content))
    assert caught.value.places["line"] == line


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(b'{"resourceType":\n"\xff\xfe"}')
    with pytest.raises(NotJson) as caught:
        read_entries(path)
    assert caught.value.places["line"] == 2


@pytest.mark.parametrize("content", ["5", "[]", '"Bundle"', "null", "{}", '{"resourceType": 5}'])
def test_json_that_is_no_fhir(tmp_path: Path, content: str) -> None:
    with pytest.raises(NotFhir):
        read_entries(write(tmp_path, content))


def test_a_bundle_whose_entries_are_no_list(tmp_path: Path) -> None:
    with pytest.raises(NotFhir):
        read_entries(write(tmp_path, {"resourceType": "Bundle", "entry": {"resource": patient()}}))


def test_a_file_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    content = json.dumps(bundle(patient(), observation()), indent=1)
    for length in range(len(content)):
        with pytest.raises(NotJson):
            read_entries(write(tmp_path, content[:length]))


KEYS = st.sampled_from(["resourceType", "entry", "resource", "fullUrl", "id", "a"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)
LAYOUTS = st.sampled_from([{}, {"indent": 2}, {"separators": (",", ":")}, {"ensure_ascii": False}])


@settings(max_examples=400)
@given(value=VALUES, layout=LAYOUTS)
def test_every_json_is_read_as_the_standard_decoder_reads_it(
    tmp_path_factory: pytest.TempPathFactory, value: object, layout: dict[str, Any]
) -> None:
    content: Json = {"resourceType": "Bundle", "entry": [value, {"resource": value, "fullUrl": value}]}
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps(content, **layout), encoding="utf-8")
    found = read_entries(path)
    for entry in found:
        if entry.text:
            assert json.loads(entry.text) == (entry.resource if entry.resource is not None else json.loads(entry.text))
    if not (isinstance(value, dict) and (value.get("resourceType") == "Bundle" or "resource" in value)):
        assert found[-1].resource == (value if isinstance(value, dict) else None)


@settings(max_examples=300)
@given(content=st.text(alphabet='{}[]",:0 resourceTypBundlny\n' + string.digits, max_size=60) | st.text(max_size=30))
def test_any_text_is_refused_or_read(tmp_path_factory: pytest.TempPathFactory, content: str) -> None:
    assume("\x00" not in content)  # such bytes are UTF-16 or UTF-32 (RFC 4627, section 3)
    path = tmp_path_factory.getbasetemp() / "text.json"
    path.write_text(content, encoding="utf-8")
    try:
        json.loads(content)
        is_json = True
    except ValueError:
        is_json = False
    try:
        read_entries(path)
    except NotJson:
        assert not is_json or any(name in content for name in ("NaN", "Infinity"))
    except ImportRefused:
        assert is_json
    else:
        assert is_json


def test_an_address_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        f'{{"resourceType": "Bundle", "entry": [{{"fullUrl": "\\ud800", "resource": {json.dumps(patient())}}}]}}',
    )
    assert [entry.full_url for entry in read_entries(path)] == [""]
