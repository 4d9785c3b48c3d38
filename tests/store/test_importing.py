"""One file into the vault: what comes in, what is refused, what happens the second time."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from store_resources import (
    PASSPHRASE,
    SNOMED,
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
    without,
    write,
)

from core.errors import ImportRefused, NoPatient, NotFhir, NotJson, OtherPerson, TwoPeople
from store.content import digest_of
from store.importing import import_file
from store.records import VaultRecords
from store.report import ImportReport, Reason
from store.vault import Vault, open_vault

Bring = Callable[..., ImportReport]


def content(vault: Vault) -> list[tuple[object, ...]]:
    """Every row of every table, but for the audit, which tells of every import."""
    with vault.reading() as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'audit'")
        tables = [name for (name,) in found]
        return [(t, *row) for t in tables for row in connection.execute(f"SELECT * FROM {t}").fetchall()]  # noqa: S608


def raw(vault: Vault, table: str = "resource") -> list[str]:
    with vault.reading() as connection:
        return [text for (text,) in connection.execute(f"SELECT raw FROM {table} ORDER BY id").fetchall()]  # noqa: S608


@pytest.mark.parametrize("kind", ["transaction", "collection", "searchset", "batch", "document", "history"])
def test_each_kind_of_bundle(vault: Vault, tmp_path: Path, kind: str) -> None:
    report = import_file(vault, write(tmp_path, bundle(patient(), observation(), kind=kind)), "Clinic", TODAY)
    assert [(c.type, c.new, c.total) for c in report.counts] == [("Observation", 1, 1), ("Patient", 1, 1)]
    assert (report.source, report.stored, report.new, report.updated, report.refusals) == ("Clinic", 2, 2, 0, ())


def test_a_single_resource(vault: Vault, tmp_path: Path) -> None:
    assert import_file(vault, write(tmp_path, patient()), "Clinic", TODAY).new == 1
    assert import_file(vault, write(tmp_path, observation()), "Clinic", TODAY).new == 1


def test_the_file_gives_its_name_when_the_source_has_none(vault: Vault, tmp_path: Path) -> None:
    assert import_file(vault, write(tmp_path, patient(), "mychart.json"), "  ", TODAY).source == "mychart"


def test_raw_text_is_kept_to_the_letter(vault: Vault, tmp_path: Path) -> None:
    text = json.dumps(observation(), indent=3).replace("4.6", "4.60")
    import_file(vault, write(tmp_path, patient()), "Clinic", TODAY)
    import_file(vault, write(tmp_path, text), "Clinic", TODAY)
    assert raw(vault)[1] == text


def test_what_is_not_read_is_kept_whole(vault: Vault, bring: Bring, records: VaultRecords) -> None:
    plan = {
        "resourceType": "Goal",
        "lifecycleStatus": "active",
        "description": concept("Walk"),
        "subject": {"reference": "Patient/p1"},
    }
    report = bring(patient(), plan)
    assert report.refusals == ()
    assert json.loads(raw(vault)[1]) == plan
    assert records.extent().entries == 2


def test_twice_is_once(vault: Vault, bring: Bring) -> None:
    resources = [
        patient(),
        practitioner(),
        observation(),
        without(observation(valueInteger=3), "id", "valueQuantity"),
        request(),
    ]
    first = bring(*resources)
    before = content(vault)
    second = bring(*resources)
    assert content(vault) == before
    assert (first.new, second.new, second.updated) == (5, 0, 0)
    assert sum(count.same for count in second.counts) == 5


def test_twice_in_another_layout_is_once(vault: Vault, tmp_path: Path) -> None:
    both = bundle(patient(), observation())
    import_file(vault, write(tmp_path, json.dumps(both)), "Clinic", TODAY)
    again = import_file(vault, write(tmp_path, json.dumps(both, indent=4, sort_keys=True)), "Clinic", TODAY)
    assert (again.new, again.updated) == (0, 0)


def test_a_record_whose_digests_are_of_the_content_knows_its_entries_again(vault: Vault, tmp_path: Path) -> None:
    """What was imported by an earlier version has a digest of the content where now there is one of the text."""
    path = write(tmp_path, bundle(patient(), observation()))
    import_file(vault, path, "Clinic", TODAY)
    with vault.writing() as connection:
        for row, text in connection.execute("SELECT id, raw FROM resource").fetchall():
            connection.execute("UPDATE resource SET digest = ? WHERE id = ?", (digest_of(json.loads(text)), row))
    before = content(vault)
    report = import_file(vault, path, "Clinic", TODAY)
    assert (report.new, report.updated, report.stored) == (0, 0, 2)
    assert content(vault) == before


def test_the_history_holds_a_content_once_whatever_its_layout(vault: Vault, tmp_path: Path) -> None:
    amounts = [1, 2, 1, 2]
    for number, amount in enumerate(amounts):
        text = json.dumps(bundle(patient(), observation(valueQuantity={"value": amount})), indent=number + 1)
        import_file(vault, write(tmp_path, text), "Clinic", TODAY)
    assert [json.loads(text)["valueQuantity"]["value"] for text in raw(vault, "history")] == [1, 2]


def test_a_newer_version_replaces_and_the_older_goes_to_the_history(
    vault: Vault, bring: Bring, records: VaultRecords
) -> None:
    bring(patient(), observation())
    report = bring(patient(), observation(valueQuantity={"value": 4.9, "unit": "mmol/L"}, status="corrected"))
    assert report.updated == 1
    assert [reading.value for reading in records.readings()] == [4.9]
    assert [json.loads(text)["valueQuantity"]["value"] for text in raw(vault, "history")] == [4.6]


def updated(at: str, value: float) -> Json:
    return observation(meta={"lastUpdated": at}, valueQuantity={"value": value, "unit": "mmol/L"})


def test_an_older_version_never_replaces_a_newer_one(vault: Vault, bring: Bring, records: VaultRecords) -> None:
    bring(patient(), updated("2026-10-05T10:00:00Z", 5.0))
    # Nine in the evening at -04:00 is an hour later than midnight UTC of the same day, not earlier.
    report = bring(patient(), updated("2026-10-04T21:00:00-04:00", 4.0))
    assert [count.older for count in report.counts] == [1, 0]
    assert [reading.value for reading in records.readings()] == [5.0]
    before = content(vault)
    bring(patient(), updated("2026-10-04T21:00:00-04:00", 4.0))
    assert content(vault) == before


def test_two_versions_in_one_file_leave_the_newer_and_stay_so(
    vault: Vault, bring: Bring, records: VaultRecords
) -> None:
    versions = [updated("2026-10-05T10:00:00Z", 5.0), updated("2026-10-04T10:00:00Z", 4.0)]
    bring(patient(), *versions)
    before = content(vault)
    assert [reading.value for reading in records.readings()] == [5.0]
    bring(patient(), *versions)
    assert content(vault) == before


def test_two_versions_without_a_date_leave_the_last(vault: Vault, bring: Bring, records: VaultRecords) -> None:
    versions = [observation(valueQuantity={"value": value, "unit": "mmol/L"}) for value in (1, 2)]
    bring(patient(), *versions)
    assert [reading.value for reading in records.readings()] == [2.0]
    before = content(vault)
    bring(patient(), *versions)
    assert content(vault) == before


def test_the_same_id_in_two_sources_is_two_entries(bring: Bring, records: VaultRecords) -> None:
    bring(patient(), observation(), source="Clinic")
    bring(patient(), observation(valueQuantity={"value": 5, "unit": "mmol/L"}), source="Hospital")
    assert sorted((r.origin.source, r.value) for r in records.readings()) == [("Clinic", 4.6), ("Hospital", 5.0)]


def test_an_entry_without_an_id_has_a_stable_one(vault: Vault, tmp_path: Path, records: VaultRecords) -> None:
    nameless = without(observation(), "id")
    by_url = {"fullUrl": "urn:uuid:0c1b7c0e-1111-4222-8333-444455556666", "resource": nameless}
    import_file(
        vault, write(tmp_path, {"resourceType": "Bundle", "entry": [{"resource": patient()}, by_url]}), "Clinic", TODAY
    )
    assert [r.origin.resource for r in records.readings()] == ["Observation/0c1b7c0e-1111-4222-8333-444455556666"]
    import_file(vault, write(tmp_path, nameless), "Other", TODAY)
    import_file(vault, write(tmp_path, nameless), "Other", TODAY)
    (found,) = records.readings()
    assert len(found.origin.sources) == 2


def test_entries_are_refused_one_by_one(bring: Bring, records: VaultRecords) -> None:
    report = bring(
        patient(),
        without(observation(id="o2"), "status"),
        observation(),
        {"resourceType": "Bundel"},
        observation(id="o3", valueQuantity={"value": "much"}),
    )
    assert [(refusal.path, refusal.reason) for refusal in report.refusals] == [
        ("Bundle.entry[1].resource.status", Reason.MISSING),
        ("Bundle.entry[3].resource.resourceType", Reason.UNKNOWN_TYPE),
        ("Bundle.entry[4].resource.valueQuantity.value", Reason.WRONG_FORM),
    ]
    assert [reading.origin.resource for reading in records.readings()] == ["Observation/o1"]


def test_nesting_without_end_is_refused(bring: Bring) -> None:
    deep: Json = {"url": "http://x"}
    for _ in range(200):
        deep = {"url": "http://x", "extension": [deep]}
    report = bring(patient(), observation(extension=[deep]))
    assert [(refusal.path, refusal.reason) for refusal in report.refusals] == [
        ("Bundle.entry[1].resource", Reason.TOO_DEEP)
    ]


STRANGER = patient(id="p2", identifier=[], name=[{"family": "Sommer", "given": ["Bo"]}], birthDate="1950-01-01")


@pytest.mark.parametrize(
    ("file", "error"),
    [
        (json.dumps(bundle(observation(id="new")))[:-20], NotJson),
        ("[]", NotFhir),
        ({"resourceType": "Bundel"}, NotFhir),
        (bundle(patient(), observation(id="new"), STRANGER), TwoPeople),
        (bundle(patient(), observation(id="new", subject={"reference": "Patient/p2"})), TwoPeople),
        (bundle(STRANGER, observation(id="new", subject={"reference": "Patient/p2"})), OtherPerson),
    ],
)
def test_a_fault_of_the_whole_file_stores_nothing(
    vault: Vault, bring: Bring, tmp_path: Path, file: Json | str, error: type[ImportRefused]
) -> None:
    bring(patient(), observation())
    before = content(vault)
    with pytest.raises(error):
        import_file(vault, write(tmp_path, file), "Another", TODAY)
    assert content(vault) == before


def test_the_first_file_has_to_say_whose_it_is(vault: Vault, bring: Bring) -> None:
    empty = content(vault)
    with pytest.raises(NoPatient):
        bring(observation())
    with pytest.raises(NoPatient):
        bring()
    with pytest.raises(NoPatient):
        bring(patient(birthDate="not a date"), observation())
    assert content(vault) == empty


def test_a_file_of_which_nothing_comes_in_is_no_source(vault: Vault, bring: Bring) -> None:
    bring(patient())
    bring({"resourceType": "Bundel"}, source="Nothing")
    assert [source.name for source in vault.sources()] == ["Clinic"]


@pytest.mark.parametrize("step", [1, 3, 4, 6])
def test_ctrl_c_leaves_what_was_before(vault: Vault, bring: Bring, tmp_path: Path, step: int) -> None:
    bring(patient(), observation())
    before = content(vault)
    steps: list[int] = []

    def pressed(done: int, _: int) -> None:
        steps.append(done)
        if len(steps) == step:
            raise KeyboardInterrupt

    many = bundle(patient(), observation(id="o2"), observation(id="o3"))
    with pytest.raises(KeyboardInterrupt):
        import_file(vault, write(tmp_path, many), "Clinic", TODAY, pressed)
    vault.lock()
    assert content(open_vault(vault.path, PASSPHRASE)) == before


def test_progress_goes_from_start_to_end(vault: Vault, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    path = write(tmp_path, bundle(patient(), practitioner(), observation()))
    import_file(vault, path, "Clinic", TODAY, lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == ((1, 6), (6, 6))


def test_names_are_found_whatever_the_order_in_the_file(bring: Bring, records: VaultRecords) -> None:
    by = [{"reference": "Practitioner/dr"}]
    bring(observation(performer=by), patient(), practitioner())
    assert records.readings()[0].origin.performer == "Dr. Ines Moreau"


def test_names_are_found_when_they_come_in_a_later_file(bring: Bring, records: VaultRecords) -> None:
    npi = "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|9999999789"
    bring(
        patient(),
        observation(performer=[{"reference": "Practitioner/dr"}]),
        encounter(participant=[{"individual": {"reference": npi}}]),
        without(request(), "medicationCodeableConcept") | {"medicationReference": {"reference": "Medication/x"}},
    )
    assert (records.readings()[0].origin.performer, records.visits()[0].who, records.medicines()) == ("", "", ())
    medication = {"resourceType": "Medication", "id": "x", "code": concept("lisinopril")}
    bring(practitioner(), medication)
    assert records.readings()[0].origin.performer == "Dr. Ines Moreau"
    assert records.visits()[0].who == "Dr. Ines Moreau"
    assert [medicine.name for medicine in records.medicines()] == ["lisinopril"]
    bring(practitioner(name=[{"text": "Dr. Ines Moreau-Blanc"}]))
    assert records.readings()[0].origin.performer == "Dr. Ines Moreau-Blanc"
    assert [n.display for n in records.names() if n.key.startswith("text|dr")] == ["Dr. Ines Moreau-Blanc"]


def test_an_id_is_looked_up_in_its_own_source_and_an_identifier_anywhere(bring: Bring, records: VaultRecords) -> None:
    npi = "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|9999999789"
    bring(patient(), practitioner(), source="Clinic")
    bring(patient(), observation(performer=[{"reference": "Practitioner/dr"}]), source="Hospital")
    another_day = {"effectiveDateTime": "2026-10-04"}
    bring(patient(), observation(performer=[{"reference": npi}], **another_day), source="Lab")
    assert {r.origin.source: r.origin.performer for r in records.readings()} == {
        "Hospital": "",
        "Lab": "Dr. Ines Moreau",
    }


def test_ranges_are_chosen_again_when_the_person_becomes_known_better(bring: Bring, records: VaultRecords) -> None:
    female = {"low": {"value": 3}, "appliesTo": [concept("", (SNOMED, "248152002", "Female"))]}
    bring(patient(gender=None), observation(referenceRange=[female]))
    assert records.readings()[0].range is None
    bring(patient())
    (reading,) = records.readings()
    assert reading.range is not None
    assert reading.range.low == 3.0


def test_what_was_entered_in_error_is_kept_and_never_told(vault: Vault, bring: Bring, records: VaultRecords) -> None:
    error = {"verificationStatus": {"coding": [{"code": "entered-in-error"}]}}
    bring(patient(), observation(), condition(), allergy())
    bring(
        observation(status="entered-in-error"),
        without(condition(**error), "clinicalStatus"),
        without(allergy(**error), "clinicalStatus"),
    )
    assert (records.readings(), records.conditions(), records.allergies(), records.names()) == ((), (), (), ())
    assert len(raw(vault)) == 4
