"""The data files of general knowledge: whole, sourced, without clashes, and said in plain words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import product

import pytest

from app.knowledge import load_knowledge
from core.facts import ConceptKind, Origin, PartialDate, Person, Reading
from core.knowledge import UNCHECKED, Entry
from core.ranges import with_range
from core.words import plain

KNOWLEDGE = load_knowledge()
ENTRIES = KNOWLEDGE.entries
COLLECTIONS = {
    "MedlinePlus Health Topics": "4_MPlus_Health_Topics_QA",
    "NIDDK": "5_NIDDK_QA",
    "NINDS": "6_NINDS_QA",
    "NIH SeniorHealth": "7_SeniorHealth_QA",
    "NHLBI": "8_NHLBI_QA_XML",
    "CDC": "9_CDC_QA",
}
SOURCE = re.compile(r"^(?P<collection>[^:]+): (?P<page>.+) \(health-reference (?P<folder>\w+)/(?P<file>\d{7})\.xml\)$")
TABLES = {
    "ABIM: Laboratory Test Reference Ranges, January 2026",
    "NBME: Laboratory Reference Values, April 2026",
    "Merck Manual: Complete Blood Count",
    "DocsLib: Blood Test Results, CMP Explained",
    "ABIM: Laboratory Test Reference Ranges, 2024",
    "NBME: Laboratory Reference Values, 2020",
    "NBME: Normal Laboratory Values, before 2020",
    "RCPA: Harmonised reference intervals, Table 6",
    "LHNCBC: Flowsheet, src/stores/h2.js",
    "Labcorp: Zinc, Serum or Plasma",
    "World Journal of Oncology: Cancer markers, table 1",
    "ODX: Female hormone ranges, quoting Quest",
    "Davis's Lab and Diagnostic Tests: Iron-Binding Capacity",
}
PAGES_WITH_RANGES = re.compile(
    r"^(?:MedlinePlus Medical Encyclopedia|A\.D\.A\.M\. Encyclopedia, [^:]+|WebMD|Harvard Health|Texas Heart Institute|"
    r"Penn State Extension|Medical News Today|University of Iowa|Scott and White|Healthwise, [^:]+|HealthTopQuestions|"
    r"CNYS|411answers): "
)
ON_THE_WEB = re.compile(r"^[^:]+: .+ \(https?://\S+\)$")
CODE = {
    ConceptKind.TEST: re.compile(r"^loinc\|\d{1,5}-\d$"),
    ConceptKind.MEDICINE: re.compile(r"^rxnorm\|\d{2,7}$"),
    ConceptKind.CONDITION: re.compile(r"^snomed\|\d{6,18}$|^icd10\|[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?$"),
    ConceptKind.VACCINE: re.compile(r"^cvx\|\d{1,3}$"),
}
LEAST = {ConceptKind.TEST: 200, ConceptKind.MEDICINE: 400, ConceptKind.CONDITION: 350, ConceptKind.VACCINE: 25}


def of_kind(kind: ConceptKind) -> list[Entry]:
    return [entry for entry in ENTRIES if entry.kind == kind]


def label(entry: Entry) -> str:
    return f"{entry.kind}-{entry.id}"


@pytest.mark.parametrize("kind", LEAST)
def test_there_are_enough_and_the_checked_are_counted(kind: ConceptKind) -> None:
    entries = of_kind(kind)
    checked = sum(entry.checked for entry in entries)
    print(f"\n{kind}: {len(entries)} entries, {checked} checked, {len(entries) - checked} unchecked")
    assert len(entries) >= LEAST[kind]
    assert checked


def sources() -> Iterable[str]:
    for entry in ENTRIES:
        yield from entry.source.split("; ") if entry.checked else ()
        yield from (r.source for r in entry.ranges)


def test_every_source_named_is_a_page_of_the_reference_collection() -> None:
    for source in sources():
        match = SOURCE.match(source)
        if match is None:
            assert ON_THE_WEB.match(source), source
            continue
        assert COLLECTIONS[match["collection"]] == match["folder"]


def test_a_range_is_from_the_collection_or_a_table_of_ranges() -> None:
    for entry in ENTRIES:
        for r in entry.ranges:
            known = re.split(r" \(https?://", r.source)[0] in TABLES or PAGES_WITH_RANGES.match(r.source)
            assert SOURCE.match(r.source) or known, entry.id


def test_one_page_has_one_title() -> None:
    titles = defaultdict(set)
    for match in filter(None, map(SOURCE.match, sources())):
        titles[match["folder"], match["file"]].add(match["page"])
    assert [pages for pages in titles.values() if len(pages) > 1] == []


def test_no_range_without_a_checked_source() -> None:
    ranges = [(entry.id, r) for entry in ENTRIES for r in entry.ranges]
    assert ranges
    for name, r in ranges:
        assert r.source != UNCHECKED, name
        assert r.low is not None or r.high is not None, name
        assert r.low is None or r.high is None or r.low < r.high, name
        assert r.sex in ("", "female", "male"), name


def test_a_table_gives_at_most_one_range_for_a_unit_a_sex_and_an_age() -> None:
    for entry in ENTRIES:
        for sex, age in product(("female", "male"), range(18, 100)):
            fits = [r for r in entry.ranges if r.sex in ("", sex) and r.from_age <= age <= r.to_age]
            units = [(r.unit, r.key, r.source) for r in fits]
            assert len(units) == len(set(units)), entry.id


def test_there_are_ranges_for_enough_tests() -> None:
    assert sum(bool(entry.ranges) and entry.checked for entry in of_kind(ConceptKind.TEST)) >= 150


def test_a_range_is_quoted_and_has_its_numbers_from_the_quotation() -> None:
    for entry in ENTRIES:
        for r in entry.ranges:
            assert r.words and any(char.isdigit() for char in r.words), entry.id


@pytest.mark.parametrize(
    ("test", "key", "unit", "limits"),
    [
        ("hemoglobin", "loinc|718-7", "g/L", (120.0, 160.0, 0)),
        ("hemoglobin", "loinc|718-7", "g/dL", (12.0, 16.0, 1)),
        ("platelets", "loinc|777-3", "K/uL", (150.0, 450.0, 0)),
        ("platelets", "loinc|777-3", "10*9/L", (150.0, 450.0, 0)),
    ],
)
def test_a_range_holds_in_every_unit_that_is_surely_the_same(
    test: str, key: str, unit: str, limits: tuple[float, float, int]
) -> None:
    (entry,) = [e for e in of_kind(ConceptKind.TEST) if e.id == test]
    origin = Origin("Observation/1", "Lab", PartialDate(2026, 10, 3))
    reading = Reading(origin, key, test, 1.0, unit)
    found = with_range(reading, entry, Person("Ada", PartialDate(1948), "female"), KNOWLEDGE.conversions).range
    assert found is not None
    assert (found.low, found.high, found.decimals) == limits


def test_ids_are_plain_and_unique() -> None:
    assert [entry.id for entry in ENTRIES if entry.id != plain(entry.id)] == []
    assert [key for key, n in Counter((e.kind, e.id) for e in ENTRIES).items() if n > 1] == []


def test_a_code_names_one_entry() -> None:
    assert [key for key, n in Counter((e.kind, code) for e in ENTRIES for code in e.codes).items() if n > 1] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=label)
def test_codes_are_of_the_system_of_the_kind(entry: Entry) -> None:
    assert [code for code in entry.codes if not CODE[entry.kind].match(code)] == []
    if entry.kind == ConceptKind.TEST:
        assert [code for code in entry.codes if not loinc_is_sound(code.removeprefix("loinc|"))] == []
    if entry.kind == ConceptKind.CONDITION:
        assert [
            code
            for code in entry.codes
            if code.startswith("snomed") and not snomed_is_sound(code.removeprefix("snomed|"))
        ] == []


def loinc_is_sound(code: str) -> bool:
    """Check digit by the Luhn scheme (LOINC Users' Guide, "LOINC codes and check digits")."""
    digits, check = code.split("-")
    doubled = [int(d) * 2 if at % 2 == 0 else int(d) for at, d in enumerate(reversed(digits))]
    return (10 - sum(n // 10 + n % 10 for n in doubled) % 10) % 10 == int(check)


_VERHOEFF_TIMES = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_VERHOEFF_TURN = (
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def snomed_is_sound(code: str) -> bool:
    """Check digit by Verhoeff's dihedral scheme (SNOMED CT Release File Specification, "SCTID check digit")."""
    check = 0
    for at, digit in enumerate(reversed(code)):
        check = int(_VERHOEFF_TIMES[check][int(_VERHOEFF_TURN[at % 8][int(digit)])])
    return check == 0


def test_a_name_means_one_entry_of_its_kind() -> None:
    meant: dict[tuple[ConceptKind, str], set[str]] = defaultdict(set)
    for entry in ENTRIES:
        for name in (entry.id, entry.spoken, *entry.synonyms):
            meant[entry.kind, plain(name)].add(entry.id)
    assert {name: ids for name, ids in meant.items() if len(ids) > 1} == {}


GROUP_AND_ENTRY = {
    "diabetes", "kidney disease", "arthritis", "osteoarthritis", "head injury", "headaches", "anemia", "dementia",
    "tetanus shot", "tetanus vaccine",
}  # fmt: skip
"""Names that mean an entry when the record has just that one, and else the group of its kinds: intended."""


def test_names_that_are_both_an_entry_and_a_group_are_intended() -> None:
    names = {(e.kind, plain(n)) for e in ENTRIES for n in (e.id, e.spoken, *e.synonyms)}
    both = {group for e in ENTRIES for group in e.classes if (e.kind, plain(group)) in names}
    assert both == GROUP_AND_ENTRY


def test_synonyms_and_groups_are_plain_words() -> None:
    assert [(e.id, n) for e in ENTRIES for n in (*e.synonyms, *e.classes) if n != plain(n)] == []


@pytest.mark.parametrize(
    ("said", "kind", "means"),
    [
        ("sugar", ConceptKind.TEST, "glucose"),
        ("three month sugar", ConceptKind.TEST, "hemoglobin a1c"),
        ("a one c", ConceptKind.TEST, "hemoglobin a1c"),
        ("e g f r", ConceptKind.TEST, "egfr"),
        ("bad cholesterol", ConceptKind.TEST, "ldl cholesterol"),
        ("good cholesterol", ConceptKind.TEST, "hdl cholesterol"),
        ("coumadin", ConceptKind.MEDICINE, "warfarin"),
        ("lasix", ConceptKind.MEDICINE, "furosemide"),
        ("hypertension", ConceptKind.CONDITION, "high blood pressure"),
        ("flu shot", ConceptKind.VACCINE, "flu vaccine"),
    ],
)
def test_lay_words_mean_what_people_mean(said: str, kind: ConceptKind, means: str) -> None:
    assert [e.id for e in of_kind(kind) if said in {plain(n) for n in (e.id, e.spoken, *e.synonyms)}] == [means]


@pytest.mark.parametrize(
    ("group", "kind", "members"),
    [
        ("kidney numbers", ConceptKind.TEST, {"creatinine", "egfr"}),
        (
            "cholesterol numbers",
            ConceptKind.TEST,
            {"total cholesterol", "ldl cholesterol", "hdl cholesterol", "triglycerides"},
        ),
        ("liver tests", ConceptKind.TEST, {"alt", "ast", "alkaline phosphatase", "bilirubin"}),
        ("water pill", ConceptKind.MEDICINE, {"furosemide", "hydrochlorothiazide", "spironolactone"}),
        ("blood thinner", ConceptKind.MEDICINE, {"warfarin", "apixaban", "aspirin", "clopidogrel"}),
        ("statin", ConceptKind.MEDICINE, {"atorvastatin", "simvastatin"}),
    ],
)
def test_groups_hold_what_people_mean(group: str, kind: ConceptKind, members: set[str]) -> None:
    assert members <= {e.id for e in of_kind(kind) if group in e.classes}


def test_blood_pressure_is_one_thing() -> None:
    (entry,) = [e for e in of_kind(ConceptKind.TEST) if e.id == "blood pressure"]
    assert {"loinc|85354-9", "loinc|8480-6", "loinc|8462-4", "loinc|55284-4"} <= set(entry.codes)


SEEN_UNITS = {
    "mmHg", "mm[Hg]", "cm", "kg/m2", "{beats}/min", "/min", "{breaths}/min", "kg", "Cel", "mg/dL", "mL/min",
    "mL/min/{1.73_m2}", "%{HemoglobinSaturation}", "mmol/L", "{score}", "U/L", "g/dL", "g/L", "pg", "10*6/uL", "%",
    "10*3/uL", "fL", "[pH]", "(score)", "weeks", "m[IU]/L", "mcU/mL", "ng/mL", "{#}", "{T-score}", "ug/mL", "ug/L",
    "pg/mL", "mg/L", "s", "{INR}", "/[HPF]", "mm", "L", "mo", "L/s", "ng/dL", "/[LPF]", "ug/mg{creat}", "a", "/a",
}  # fmt: skip
"""All units of the shared sample records, from a survey of their raw JSON."""


def test_every_unit_is_said() -> None:
    said = KNOWLEDGE.units
    needed = SEEN_UNITS | {r.unit for e in ENTRIES for r in e.ranges}
    assert needed - set(said) == set()
    for singular, plural in said.values():
        assert re.fullmatch(r"[A-Za-z ]*", singular) and re.fullmatch(r"[A-Za-z ]*", plural)
        assert bool(singular) == bool(plural)


def test_an_entry_says_what_its_source_calls_it_only_where_there_is_a_source() -> None:
    assert [e.id for e in ENTRIES if e.named and not e.checked] == []
