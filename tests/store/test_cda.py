"""C-CDA: what is so comes in, what is denied, over, pending or about somebody else is not told as so."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from cda_parts import (
    AUTHOR,
    CVX,
    LOINC,
    PATIENT,
    RXNORM,
    code,
    concern,
    document,
    medicine,
    observation,
    product,
    related,
    section,
    substance,
    template,
    time,
    value,
    write_cda,
)
from store_resources import TODAY, bundle, patient, write

from core.errors import NoPatient, NotCda, NotXml, OtherPerson, TooBig, TwoPeople, UnsafeXml
from core.facts import MedicineStatus, PartialDate
from store.cda_document import document_entries
from store.importing import import_file
from store.records import VaultRecords
from store.report import ImportReport
from store.vault import Vault

PENICILLIN = substance(code("7980", "penicillin G", RXNORM))
NOTHING = substance('<code nullFlavor="NA"/>')
DRUG_ALLERGY = value("416098002", "Allergy to drug")

Bring = Callable[..., ImportReport]


@pytest.fixture
def cda(vault: Vault, tmp_path: Path) -> Bring:
    def bring_sections(*parts: str, **head: str) -> ImportReport:
        return import_file(vault, write_cda(tmp_path, document(*parts, **head)), "Hospital", TODAY)

    return bring_sections


def allergy(inside: str, attributes: str = "", state: str = "active") -> str:
    return section(concern("30", observation("7", DRUG_ALLERGY + inside, attributes), state))


def problem(inside: str, attributes: str = "", state: str = "active") -> str:
    return section(concern("3", observation("4", inside, attributes), state))


def test_the_patient_and_the_document_itself(cda: Bring, records: VaultRecords) -> None:
    report = cda(section(title="Social history", text="<paragraph>Lives with a cat.</paragraph>"))
    assert (report.refusals, {c.type: c.total for c in report.counts}) == (
        (),
        {"Patient": 1, "Binary": 1, "DocumentReference": 1},
    )
    person = records.person()
    assert (person.given_name, person.born, person.sex) == ("Ada", PartialDate(1948, 3, 2), "female")
    (letter,) = records.letters()
    assert (letter.title, letter.text) == ("Summary", "Social history\nLives with a cat.")
    assert (letter.origin.when, letter.origin.performer) == (PartialDate(2026, 9, 1), "Dr. Ines Moreau")


def test_the_document_is_kept_whole(cda: Bring, vault: Vault, tmp_path: Path) -> None:
    cda(section())
    with vault.reading() as connection:
        (raw,) = connection.execute("SELECT raw FROM resource WHERE type = 'Binary'").fetchone()
    assert base64.b64encode((tmp_path / "summary.xml").read_bytes()).decode() in raw


@pytest.mark.parametrize(
    ("entry", "name", "active", "none_known"),
    [
        (allergy(PENICILLIN), "penicillin G", True, False),
        (allergy(PENICILLIN, state="completed"), "penicillin G", False, False),
        (allergy(PENICILLIN, state="aborted"), "penicillin G", False, False),
        (allergy(PENICILLIN, state="suspended"), "penicillin G", False, False),
        (allergy(PENICILLIN, 'negationInd="true"'), "penicillin G", False, False),
        (allergy(NOTHING, 'negationInd="true"'), "No known drug allergy", True, True),
        (allergy(PENICILLIN + time("2001", "2020")), "penicillin G", False, False),
        (allergy(PENICILLIN + time("2001", flavor="UNK")), "penicillin G", False, False),
        (allergy(PENICILLIN + time("2001", flavor="NI")), "penicillin G", True, False),
        (allergy(PENICILLIN + time("20200101", "20200101")), "penicillin G", True, False),
        (
            allergy(PENICILLIN + related(observation("28", value("73425007", "Inactive")))),
            "penicillin G",
            False,
            False,
        ),
        (allergy(value("91936005", "Allergy to penicillin")), "Allergy to drug", True, False),
    ],
)
def test_allergies(cda: Bring, records: VaultRecords, entry: str, name: str, active: bool, none_known: bool) -> None:
    assert cda(entry).refusals == ()
    found = [(a.name, a.active, a.none_known) for a in records.allergies()]
    assert found == ([(name, active, none_known)] if name != "Allergy to drug" else [])


def test_an_allergy_without_any_substance_is_kept_and_not_told(cda: Bring, records: VaultRecords) -> None:
    cda(allergy(NOTHING))
    assert records.allergies() == ()


def test_no_known_allergies_of_any_kind(cda: Bring, records: VaultRecords) -> None:
    none = observation("7", value("419199007", "Allergy to substance") + NOTHING, 'negationInd="true"')
    cda(section(concern("30", none)))
    assert [(a.name, a.none_known) for a in records.allergies()] == [("No known allergy", True)]


def test_reactions_severity_and_who_noted_it(cda: Bring, records: VaultRecords) -> None:
    hives = observation("9", value("247472004", "Hives") + related(observation("8", value("24484000", "Severe"))))
    cda(allergy(PENICILLIN + time("2006") + AUTHOR + related(hives, "MFST")))
    (found,) = records.allergies()
    assert (found.reaction, found.severe, found.origin.when) == ("Hives", True, PartialDate(2006))
    assert found.origin.performer == "Dr. Ines Moreau"


def test_a_statement_without_information_says_nothing(cda: Bring, records: VaultRecords) -> None:
    act = concern("30", observation("7", DRUG_ALLERGY + PENICILLIN))
    cda(section(act.replace("<act ", '<act nullFlavor="NI" ', 1)))
    assert records.allergies() == ()


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (problem(value("233604007", "Pneumonia")), [("Pneumonia", True)]),
        (problem(value("233604007", "Pneumonia") + time("2020", "2021")), [("Pneumonia", False)]),
        (problem(value("233604007", "Pneumonia"), state="completed"), [("Pneumonia", False)]),
        (problem(value("73211009", "Diabetes mellitus"), 'negationInd="true"'), []),
        (problem(value("55607006", "Problem"), 'negationInd="true"'), []),
        (
            problem(value("233604007", "Pneumonia") + related(observation("6", value("413322009", "Resolved")))),
            [("Pneumonia", False)],
        ),
        (problem(value("233604007", "Pneumonia") + "<subject><relatedSubject/></subject>"), []),
        (section(concern("80", observation("4", value("233604007", "Pneumonia")))), [("Pneumonia", False)]),
        (section(observation("4", value("233604007", "Pneumonia"))), [("Pneumonia", True)]),
        (section(concern("136", observation("4", value("73211009", "Diabetes mellitus")))), []),
    ],
)
def test_problems(cda: Bring, records: VaultRecords, entry: str, told: list[tuple[str, bool]]) -> None:
    assert cda(entry).refusals == ()
    assert [(c.name, c.active) for c in records.conditions()] == told


def organizer(number: str, *inside: str) -> str:
    parts = "".join(f"<component>{part}</component>" for part in inside)
    return (
        f'<organizer classCode="CLUSTER" moodCode="EVN">{template(number)}<statusCode code="completed"/>'
        f'<effectiveTime value="20261003080000-0400"/>{parts}</organizer>'
    )


def measured(test: str, written: str, number: str = "2", state: str = "completed", more: str = "") -> str:
    inside = f'{code(test, f"Test {test}", LOINC)}<statusCode code="{state}"/>{written}{more}'
    return observation(number, inside, name=test)


def quantity(amount: str, unit: str) -> str:
    return f'<value xsi:type="PQ" value="{amount}" unit="{unit}"/>'


def test_results_with_their_range(cda: Bring, records: VaultRecords) -> None:
    normal = (
        '<referenceRange><observationRange><value xsi:type="IVL_PQ"><low value="3.5" unit="mmol/L"/>'
        '<high value="5.1" unit="mmol/L"/></value><interpretationCode code="N"/></observationRange></referenceRange>'
    )
    high = normal.replace("3.5", "5.1").replace('"5.1" unit="mmol/L"/></value>', '"9" unit="mmol/L"/></value>')
    high = high.replace('code="N"', 'code="H"')
    cda(section(organizer("1", measured("2823-3", quantity("4.60", "mmol/L"), more=normal + high))))
    (found,) = records.readings()
    assert found.range is not None
    assert (found.key, found.value, found.unit) == ("loinc|2823-3", 4.6, "mmol/L")
    assert (found.range.low, found.range.high, found.range.given_by) == (3.5, 5.1, "lab")
    assert (found.origin.when, found.origin.performer) == (PartialDate(2026, 10, 3), "Dr. Ines Moreau")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            '<value xsi:type="CD" code="260385009" displayName="Negative" codeSystem="2.16.840.1.113883.6.96"/>',
            "Negative",
        ),
        ('<value xsi:type="ST">Amber</value>', "Amber"),
        ('<value xsi:type="IVL_PQ"><low value="500" unit="mg/dL" inclusive="false"/></value>', "> 500.0 mg/dL"),
        ('<value xsi:type="IVL_PQ"><high value="3" unit="mg/dL"/></value>', "<= 3.0 mg/dL"),
        ('<value xsi:type="IVL_PQ"><low value="1" unit="g"/><high value="2" unit="g"/></value>', "1 to 2 g"),
        (
            '<value xsi:type="PQ" nullFlavor="OTH"><translation value="152" nullFlavor="OTH"><originalText>THOU/MCL'
            "</originalText></translation></value>",
            " 152.0 THOU/MCL",
        ),
        ('<value xsi:type="INT" value="7"/>', " 7.0 "),
        ('<value xsi:type="BL" value="true"/>', "yes"),
        ('<value xsi:type="PQ" nullFlavor="UNK"/>', None),
        ('<value xsi:type="PQ" value="high" unit="mg/dL"/>', None),
    ],
)
def test_kinds_of_values(cda: Bring, records: VaultRecords, written: str, told: str | None) -> None:
    assert cda(section(organizer("1", measured("5778-6", written)))).refusals == ()
    found = [r.text if r.value is None else f"{r.text} {r.value} {r.unit}" for r in records.readings()]
    assert found == ([told] if told is not None else [])


@pytest.mark.parametrize("state", ["active", "aborted", "cancelled", "nullified"])
def test_what_is_pending_or_void_has_no_value(cda: Bring, records: VaultRecords, state: str) -> None:
    cda(section(organizer("1", measured("2823-3", quantity("4.6", "mmol/L"), state=state))))
    assert records.readings() == ()


def test_the_two_halves_of_a_blood_pressure_are_one_measurement(cda: Bring, records: VaultRecords) -> None:
    halves = [measured(test, quantity(n, "mm[Hg]"), "27") for test, n in (("8480-6", "138"), ("8462-4", "78"))]
    cda(section(organizer("26", *halves, measured("8867-4", quantity("71", "/min"), "27"))))
    found = {r.key: r for r in records.readings()}
    assert {key: r.value for key, r in found.items()} == {
        "loinc|8480-6": 138.0,
        "loinc|8462-4": 78.0,
        "loinc|8867-4": 71.0,
    }
    assert found["loinc|8480-6"].origin.resource == found["loinc|8462-4"].origin.resource


METFORMIN = product(code("861007", "metformin 500 MG Oral Tablet", RXNORM))
TWICE = (
    '<effectiveTime xsi:type="IVL_TS"><low value="20240213"/></effectiveTime>'
    '<effectiveTime xsi:type="PIVL_TS" institutionSpecified="true" operator="A"><period value="12" unit="h"/></effectiveTime>'
    '<routeCode code="C38288" codeSystem="2.16.840.1.113883.3.26.1.1"/><doseQuantity value="1"/>'
)


@pytest.mark.parametrize(
    ("attributes", "state", "told"),
    [
        ('moodCode="INT"', "active", MedicineStatus.CURRENT),
        ('moodCode="EVN"', "active", MedicineStatus.CURRENT),
        ('moodCode="EVN"', "completed", MedicineStatus.STOPPED),
        ('moodCode="INT"', "aborted", MedicineStatus.STOPPED),
        ('moodCode="INT"', "suspended", MedicineStatus.UNKNOWN),
        ('moodCode="EVN" negationInd="true"', "completed", None),
        ('moodCode="INT" negationInd="true"', "active", None),
        ('moodCode="EVN"', "nullified", None),
        ('moodCode="PRP"', "active", None),
    ],
)
def test_medicines(cda: Bring, records: VaultRecords, attributes: str, state: str, told: MedicineStatus | None) -> None:
    assert cda(section(medicine(TWICE + METFORMIN, attributes, state))).refusals == ()
    assert [(m.name, m.status) for m in records.medicines()] == (
        [("metformin 500 MG Oral Tablet", told)] if told else []
    )


def test_how_it_is_taken(cda: Bring, records: VaultRecords) -> None:
    cda(section(medicine(TWICE + METFORMIN, 'moodCode="INT"')))
    (found,) = records.medicines()
    assert (found.dose, found.origin.when) == ("one dose by mouth twice a day", PartialDate(2024, 2, 13))


def test_free_text_instructions_win(cda: Bring, records: VaultRecords) -> None:
    sig = f'<substanceAdministration moodCode="INT">{template("147")}<text>with a big breakfast</text></substanceAdministration>'
    cda(section(medicine(TWICE + METFORMIN + related(sig), 'moodCode="INT"')))
    assert [m.dose for m in records.medicines()] == ["with a big breakfast"]


def test_a_taper_is_not_said_by_half(cda: Bring, records: VaultRecords) -> None:
    step = medicine("<doseQuantity value='2'/>" + METFORMIN)
    cda(section(medicine(TWICE + METFORMIN + related(step), 'moodCode="INT"')))
    assert [m.dose for m in records.medicines()] == [""]


@pytest.mark.parametrize("attributes", ['negationInd="true"', ""])
def test_vaccines(cda: Bring, records: VaultRecords, attributes: str) -> None:
    flu = '<effectiveTime value="20251001"/>' + product(code("141", "Influenza", CVX))
    cda(section(medicine(flu, f'moodCode="EVN" {attributes}', "completed", "52")))
    given = [(i.key, i.name, i.origin.when) for i in records.immunizations()]
    assert given == ([] if attributes else [("cvx|141", "Influenza", PartialDate(2025, 10, 1))])


@pytest.mark.parametrize(
    ("attributes", "state", "done"),
    [
        ('moodCode="EVN"', "completed", 1),
        ('moodCode="EVN" negationInd="true"', "completed", 0),
        ('moodCode="EVN"', "cancelled", 0),
        ('moodCode="INT"', "active", 0),
    ],
)
def test_procedures(cda: Bring, records: VaultRecords, attributes: str, state: str, done: int) -> None:
    inside = code("73761001", "Colonoscopy") + f'<statusCode code="{state}"/><effectiveTime value="20190503"/>'
    cda(section(f'<procedure classCode="PROC" {attributes}>{template("14")}<id root="7.7"/>{inside}</procedure>'))
    assert [p.name for p in records.procedures()] == ["Colonoscopy"] * done


def test_visits_and_what_is_planned(cda: Bring, records: VaultRecords) -> None:
    who = "<performer><assignedEntity><assignedPerson><name><given>Samir</given><family>Khan</family></name>"
    who += "</assignedPerson></assignedEntity></performer>"
    where = '<participant typeCode="LOC"><participantRole classCode="SDLOC"><playingEntity><name>Riverside</name>'
    where += "</playingEntity></participantRole></participant>"
    kind = (
        f'<code code="99222" displayName="Hospital care" codeSystem="2.16.840.1.113883.6.12"><translation code="IMP" '
        f'codeSystem="2.16.840.1.113883.5.4"/></code>{time("20261001103000-0400", "20261004")}'
    )
    past = f'<encounter classCode="ENC" moodCode="EVN">{template("49")}<id root="8.8"/>{kind}{who}{where}</encounter>'
    due = f'<encounter classCode="ENC" moodCode="APT">{template("40")}<id root="8.9"/>{code("185349003", "Check-up")}'
    due += '<statusCode code="active"/><effectiveTime value="20270110093000-0500"/>' + who + "</encounter>"
    assert cda(section(past, due)).refusals == ()
    found = {visit.planned: visit for visit in records.visits()}
    assert (found[False].who, found[False].origin.performer) == ("Samir Khan", "Riverside")
    assert (found[False].hospital_stay, found[False].at, found[False].until) == (
        True,
        "10:30",
        PartialDate(2026, 10, 4),
    )
    assert (found[True].what, found[True].at, found[True].who) == ("Check-up", "09:30", "Samir Khan")


def test_notes_are_letters(cda: Bring, records: VaultRecords) -> None:
    note = f'<act classCode="ACT" moodCode="EVN">{template("202")}'
    note += f'<code code="34109-9" codeSystem="{LOINC}" displayName="Note"><translation code="11488-4" displayName='
    note += f'"Consult note" codeSystem="{LOINC}"/></code><text><reference value="#n1"/></text><statusCode '
    note += 'code="completed"/><effectiveTime value="20260908"/></act>'
    cda(section(note, text='<list><item ID="n1">Thank you for sending Ada.</item><item>Something else</item></list>'))
    found = {letter.title: letter for letter in records.letters()}
    assert found["Consult note"].text == "Thank you for sending Ada."
    assert found["Consult note"].origin.when == PartialDate(2026, 9, 8)


def test_what_is_embedded_is_kept_and_plain_text_is_read(vault: Vault, records: VaultRecords, tmp_path: Path) -> None:
    whole = document().replace("<structuredBody></structuredBody>", "<nonXMLBody><text>{}</text></nonXMLBody>")
    said = base64.b64encode(b"Dear Ada, all is well.").decode()
    plain = whole.replace("<text>{}", f'<text mediaType="text/plain" representation="B64">{said}')
    import_file(vault, write_cda(tmp_path, plain), "Hospital", TODAY)
    assert [letter.text for letter in records.letters()] == ["Dear Ada, all is well."]
    scan = plain.replace("text/plain", "application/pdf").replace("doc-1", "doc-2")
    assert import_file(vault, write_cda(tmp_path, scan), "Hospital", TODAY).stored == 3
    assert len(records.letters()) == 1


def test_twice_is_the_same_and_a_later_document_replaces(cda: Bring, records: VaultRecords) -> None:
    entry = problem(value("233604007", "Pneumonia") + time("2020"))
    cda(entry)
    assert cda(entry).new == 0
    over = problem(value("233604007", "Pneumonia") + time("2020", "2021"))
    later = cda(over, written="20261001120000+0000", name="doc-2")
    assert {c.type: c.updated for c in later.counts}["Condition"] == 1
    assert [c.active for c in records.conditions()] == [False]
    earlier = cda(entry, written="20260801120000+0000", name="doc-0")
    assert {c.type: c.older for c in earlier.counts}["Condition"] == 1
    assert [c.active for c in records.conditions()] == [False]


def test_different_statements_under_one_id_are_all_kept(cda: Bring, records: VaultRecords) -> None:
    two = [observation("4", value("233604007", "Pneumonia") + time(year)) for year in ("2019", "2021")]
    cda(section(*(concern("3", one) for one in two)))
    assert {c.origin.when for c in records.conditions()} == {PartialDate(2019), PartialDate(2021)}


def test_a_part_comes_into_a_record_that_has_its_person(vault: Vault, records: VaultRecords, tmp_path: Path) -> None:
    part = write_cda(tmp_path, section(concern("3", observation("4", value("38341003", "Hypertension")))))
    with pytest.raises(NoPatient):
        import_file(vault, part, "Hospital", TODAY)
    import_file(vault, write(tmp_path, bundle(patient())), "Clinic", TODAY)
    assert import_file(vault, part, "Hospital", TODAY).refusals == ()
    assert [c.name for c in records.conditions()] == ["Hypertension"]


def test_somebody_else_and_two_people(vault: Vault, tmp_path: Path) -> None:
    import_file(vault, write(tmp_path, bundle(patient(birthDate="1990-01-01", name=[{"family": "Doe"}]))), "A", TODAY)
    with pytest.raises(OtherPerson):
        import_file(vault, write_cda(tmp_path, document()), "Hospital", TODAY)
    both = PATIENT + PATIENT.replace("4711", "99").replace("Winter", "Doe").replace("1948", "1950")
    with pytest.raises(TwoPeople):
        import_file(vault, write_cda(tmp_path, document(head=both)), "Hospital", TODAY)


BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><ClinicalDocument>&b;</ClinicalDocument>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname">]><ClinicalDocument>&a;</ClinicalDocument>'


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (BOMB, UnsafeXml),
        (OUTSIDE, UnsafeXml),
        ("<ClinicalDocument>&a;</ClinicalDocument>", NotXml),
        ("<ClinicalDocument><section>", NotXml),
        ("<ClinicalDocument/><ClinicalDocument/>", NotXml),
        ('<?xml version="1.0" encoding="klingon"?><ClinicalDocument/>', NotXml),
        (b'<?xml version="1.0" encoding="UTF-8"?><section>\xff</section>', NotXml),
        ("<html/>", NotCda),
        ("<section>" * 5000 + "</section>" * 5000, TooBig),
    ],
)
def test_harmful_and_broken_xml_is_refused(tmp_path: Path, content: str | bytes, error: type[Exception]) -> None:
    path = write_cda(tmp_path, content)
    with pytest.raises(error):
        document_entries(path.read_bytes(), path)


def test_too_many_elements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.xml_tree.XML_NODES", 10)
    with pytest.raises(TooBig):
        document_entries(b"<section>" + b"<a/>" * 20 + b"</section>", tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_declared_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><section><title>Z</title><text>Zoë</text></section>'
    entries = document_entries(text.encode(encoding), tmp_path)
    said = entries[1].resource["content"][0]["attachment"]["data"]  # type: ignore[index]
    assert base64.b64decode(said).decode() == "Z\nZoë"


def test_prefixes_do_not_matter(tmp_path: Path) -> None:
    text = document(problem(value("38341003", "Hypertension")))
    prefixed = text.replace("</", "</h:").replace("<", "<h:").replace("<h:/h:", "</h:").replace("<h:?", "<?")
    kinds = [entry.resource["resourceType"] for entry in document_entries(prefixed.encode(), tmp_path)]  # type: ignore[index]
    assert "Condition" in kinds
