"""Whatever a file holds, an importer ends with a report or one of our own refusals, and changes nothing then."""

import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cda_parts import (
    AUTHOR,
    code,
    concern,
    document,
    medicine,
    observation,
    product,
    section,
    substance,
    template,
    time,
    value,
    write_cda,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_resources import TODAY, allergy, bundle, condition, encounter, patient, request
from store_resources import observation as reading

from core.errors import ImportRefused
from store.bringing import Bringing
from store.cda_document import document_entries
from store.entries import entries_of
from store.fhir_versions import to_r4
from store.sources import places, recognised
from store.validate import fault
from store.vault import Vault

ROUNDS = 2500
WHOLE_CDA = document(
    section(
        concern("30", observation("7", value("416098002", "x") + substance(code("1", "y")) + AUTHOR + time("2001")))
    ),
    section(concern("3", observation("4", value("2", "z")))),
    section(medicine(time("2001", "2002") + product(code("3", "m")), 'moodCode="INT"')),
    section(
        f'<organizer classCode="BATTERY" moodCode="EVN">{template("1")}<component>'
        + observation("2", code("4", "t") + '<value xsi:type="PQ" value="4.6" unit="g"/>')
        + "</component></organizer>"
    ),
    section(f'<act classCode="ACT" moodCode="EVN">{template("202")}<text>words</text></act>', text='<p ID="a">Z</p>'),
).encode()
WHOLE_JSON = json.dumps(bundle(patient(), reading(), request(), allergy(), condition(), encounter())).encode()
WHOLE_LINES = b"".join(json.dumps(r).encode() + b"\n" for r in (patient(), reading(), condition()))


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", WHOLE_JSON)
        archive.writestr("b.xml", WHOLE_CDA)
    return packed.getvalue()


SEEDS = {"cda.xml": WHOLE_CDA, "bundle.json": WHOLE_JSON, "lines.ndjson": WHOLE_LINES, "export.zip": zipped()}
WORDS = [
    b'"',
    b"<",
    b">",
    b"{",
    b"}",
    b"[",
    b"&#0;",
    b"&a;",
    b"<!DOCTYPE a>",
    b"<![CDATA[",
    b"\xff\xfe",
    b"\0",
    b"1e999",
]


def damaged(whole: bytes, draw: random.Random) -> bytes:
    """The bytes with some of them exchanged, taken out, doubled, cut off, or in another encoding."""
    data = bytearray(whole)
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(data) + 1)
        kind = draw.randrange(6)
        if kind == 0 and data:
            data[at % len(data)] = draw.randrange(256)
        elif kind == 1:
            del data[at : at + draw.randint(1, 40)]
        elif kind == 2:
            data[at:at] = data[at : at + draw.randint(1, 200)]
        elif kind == 3:
            data[at:at] = draw.choice(WORDS)
        elif kind == 4 and draw.random() < 0.3:
            del data[at:]
        elif kind == 5 and draw.random() < 0.1:
            data = bytearray(bytes(data).decode("latin-1").encode(draw.choice(["utf-16", "utf-32", "utf-7"])))
    return bytes(data)


def read_all(path: Path) -> None:
    """What an import does before it writes: every file at the path as entries, each of them checked."""
    for place in places(path):
        for entry in entries_of(place.load()):
            if entry.resource is not None:
                fault(entry.resource)
                to_r4(entry.resource)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SEEDS))
def test_damaged_files_are_read_or_refused(tmp_path: Path, name: str) -> None:
    draw = random.Random(20261124)
    path, refused = tmp_path / name, 0
    for _ in range(ROUNDS):
        path.write_bytes(damaged(SEEDS[name], draw))
        try:
            read_all(path)
        except ImportRefused:
            refused += 1
    assert 0 < refused < ROUNDS


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SEEDS))
def test_damaged_files_go_into_a_vault_whole_or_not_at_all(vault: Vault, tmp_path: Path, name: str) -> None:
    draw = random.Random(4711)
    path = tmp_path / name
    for _ in range(60):
        path.write_bytes(damaged(SEEDS[name], draw))
        try:
            list(Bringing(vault, "Clinic", TODAY, lambda _: lambda done, total: None).bring(path))
        except ImportRefused:
            continue


@given(data=st.binary(max_size=300), name=st.sampled_from(["a.json", "a.xml", "a.ndjson", "a.zip", "a"]))
@settings(max_examples=500)
def test_any_bytes(data: bytes, name: str) -> None:
    try:
        entries_of(recognised(Path(name), data, ""))
    except ImportRefused:
        return


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
TYPES = ["AllergyIntolerance", "Condition", "MedicationOrder", "Immunization", "Observation", "Encounter", "Procedure"]
FIELDS = [
    "status", "clinicalStatus", "verificationStatus", "category", "related", "performer", "requester", "taken", "date",
    "notGiven", "dosageInstruction", "reaction", "context", "class", "component", "referenceRange", "reasonCode", "note",
]  # fmt: skip


@given(st.fixed_dictionaries({"resourceType": st.sampled_from(TYPES)}), st.dictionaries(st.sampled_from(FIELDS), JSON))
@settings(max_examples=500)
def test_the_mapping_of_older_versions_is_total_and_changes_nothing_it_is_given(kind: Any, fields: Any) -> None:
    resource = fields | kind
    before = json.dumps(resource)
    mapped = to_r4(resource)
    assert json.dumps(resource) == before
    assert to_r4(mapped) == mapped


TAGS = st.sampled_from(
    ["section", "entry", "act", "observation", "entryRelationship", "effectiveTime", "value", "code", "text", "name"]
)
ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        ["code", "value", "root", "extension", "nullFlavor", "negationInd", "moodCode", "unit", "ID", "xsi:type"]
    ),
    st.sampled_from(
        ["", "true", "UNK", "2001", "20013399", "PQ", "IVL_PQ", "CD", "1e400", "-", "2.16.840.1.113883.6.96"]
    ),
    max_size=3,
)
NUMBERS = st.sampled_from(["7", "4", "30", "3", "16", "52", "1", "26", "2", "27", "14", "49", "40", "202"])


@st.composite
def elements(draw: Callable[..., Any], depth: int = 4) -> str:
    tag, attributes = draw(TAGS), draw(ATTRIBUTES)
    inside = "".join(draw(st.lists(elements(depth - 1), max_size=3))) if depth else draw(st.sampled_from(["", "Z"]))
    followed = template(draw(NUMBERS)) if draw(st.booleans()) else ""
    written = "".join(f' {key}="{text}"' for key, text in attributes.items())
    return f"<{tag}{written}>{followed}{inside}</{tag}>"


@given(st.lists(elements(), min_size=1, max_size=4))
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_statement_becomes_valid_fhir(inside: list[str]) -> None:
    for entry in document_entries(document(f"<section>{''.join(inside)}</section>").encode(), Path("a.xml")):
        assert entry.resource is not None
        assert fault(entry.resource) is None, (entry.path, fault(entry.resource))


@pytest.mark.parametrize("opening", ["[", '{"a":', '{"resourceType":"Bundle","entry":[{"resource":'])
def test_ten_thousand_deep_json(tmp_path: Path, opening: str) -> None:
    path = tmp_path / "deep.json"
    path.write_text(opening * 10_000)
    with pytest.raises(ImportRefused):
        read_all(path)
    closing = {"[": "]", "{": "}"}
    path.write_text(opening * 10_000 + "1" + "".join(closing.get(s, "") for s in reversed(opening)) * 10_000)
    with pytest.raises(ImportRefused):
        read_all(path)


def test_wide_and_repeated_references_stay_small(tmp_path: Path) -> None:
    nested = "<list>" * 150 + "<item ID='x'>" + "word " * 50_000 + "</item>" + "</list>" * 150
    named = nested.replace("<list>", "<list ID='y'>")
    entries = [
        concern("3", observation("4", "<value xsi:type='CD' nullFlavor='OTH'><originalText><reference value='#y'/>"))
        for _ in range(3)
    ]
    broken = [entry.replace("</observation>", "</originalText></value></observation>") for entry in entries]
    path = write_cda(tmp_path, document(section(*broken, text=named)))
    assert len(document_entries(path.read_bytes(), path)) >= 3
