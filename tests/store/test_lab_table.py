"""Tables of results: columns by their headings or by asking, values as written, dates never guessed."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_resources import PASSPHRASE, TODAY, bundle, patient, write

from core.errors import ExportEmpty, HeadingsMissing, ImportRefused, NoPatient
from core.facts import PartialDate
from store.importing import import_file
from store.keys import FOR_TESTS_ONLY
from store.lab_columns import Ask
from store.lab_dates import Order, order_of, read_day
from store.lab_table import import_table
from store.records import VaultRecords
from store.report import ImportReport, Reason
from store.validate import fault
from store.vault import Vault, create_vault
from store.wear_filing import Arrival
from store.wear_kind import WearKind, recognise

Take = Callable[..., ImportReport]
TABLE = """Collection Date,Test Name,Result,Units,Reference Range,Lab
2026-10-03,Hemoglobin A1c,7.20,%,4.0 - 5.6,County Lab
2026-10-03,Ketones,Negative,,,County Lab
2026-10-03,Troponin,<0.01,ng/mL,<0.04,
"""


@pytest.fixture
def take(vault: Vault, bring: Callable[..., ImportReport], tmp_path: Path) -> Take:
    bring(patient())

    def take_it(content: str | bytes, ask: Ask | None = None) -> ImportReport:
        path = tmp_path / "results.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return import_table(vault, Arrival(path, "My table", TODAY, ask=ask))

    return take_it


def test_values_units_ranges_and_laboratories_as_written(take: Take, records: VaultRecords) -> None:
    assert take(TABLE).new == 3
    told = {r.name: (r.value, r.unit, r.text) for r in records.readings()}
    assert told == {
        "Hemoglobin A1c": (7.2, "%", ""),
        "Ketones": (None, "", "Negative"),
        "Troponin": (0.01, "ng/mL", "<"),
    }
    a1c = next(r for r in records.readings() if r.name == "Hemoglobin A1c")
    assert a1c.range is not None
    assert (a1c.range.low, a1c.range.high, a1c.range.given_by) == (4.0, 5.6, "lab")
    assert (a1c.origin.performer, a1c.origin.source, a1c.origin.when) == (
        "County Lab",
        "My table",
        PartialDate(2026, 10, 3),
    )


def test_digits_are_kept_and_everything_is_fhir(vault: Vault, take: Take) -> None:
    take(TABLE)
    with vault.reading() as connection:
        sql = "SELECT raw FROM resource WHERE type = 'Observation'"
        texts = [raw for (raw,) in connection.execute(sql).fetchall()]
    assert any('"value": 7.20,' in text for text in texts)
    assert [fault(json.loads(text)) for text in texts] == [None] * 3


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_as_spreadsheets_write_it(take: Take, records: VaultRecords, delimiter: str, encoding: str) -> None:
    rows = ["Date", "Test", "Value", "Unit"], ["2026-10-03", "Vitamin B12", "310", "µg/L"]
    take("\r\n".join(map(delimiter.join, rows)).encode(encoding))
    (reading,) = records.readings()
    assert (reading.value, reading.unit) == (310, "µg/L")


def test_the_same_table_again_is_the_same_and_a_corrected_value_replaces(take: Take, records: VaultRecords) -> None:
    take(TABLE)
    assert (take(TABLE).new, take(TABLE).stored) == (0, 3)
    assert take(TABLE.replace("7.20", "7.30")).updated == 1
    assert {r.value for r in records.readings() if r.name == "Hemoglobin A1c"} == {7.3}


def test_two_results_of_a_day_are_two_and_a_row_twice_is_one(take: Take) -> None:
    row = "2026-10-03,Glucose,110,mg/dL"
    assert take(f"date,test,value,unit\n{row}\n{row}\n2026-10-03,Glucose,140,mg/dL\n").new == 2


def test_what_cannot_be_read_is_refused_row_by_row(take: Take) -> None:
    report = take(
        "date,test,value\n03/04/2026,A,1\n2026-10-03,,1\n2026-10-03,B,\nsoon,C,1\n2026-02-30,D,1\n,,\n2026-10-03,E,5\n"
    )
    assert report.new == 1
    assert [(r.path, r.reason) for r in report.refusals] == [
        ("row 2, date", Reason.UNCLEAR_DATE),
        ("row 3, test", Reason.NO_NAME),
        ("row 4, value", Reason.UNCLEAR_VALUE),
        ("row 5, date", Reason.UNCLEAR_DATE),
        ("row 6, date", Reason.UNCLEAR_DATE),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10-03", (10, 3)),
        ("2026/10/03 08:15", (10, 3)),
        ("3 October 2026", (10, 3)),
        ("3rd Oct 2026", (10, 3)),
        ("Oct 3, 2026", (10, 3)),
        ("Sept. 3 2026", (9, 3)),
        ("10/23/2026 8:15 AM", (10, 23)),
        ("23.10.2026", (10, 23)),
        ("10/10/2026", (10, 10)),
        ("10/03/2026", None),
        ("10/03/26", None),
        ("October 2026", None),
        ("13/13/2026", None),
        ("2026-02-30", None),
        ("3 Smarch 2026", None),
        ("", None),
    ],
)
def test_dates_are_read_only_where_they_mean_one_day(text: str, day: tuple[int, int] | None) -> None:
    found = read_day(text, Order.UNKNOWN)
    assert (found and (found.month, found.day)) == day


def test_a_column_may_show_what_its_dates_mean() -> None:
    assert order_of(["10/03/2026", "10/23/2026"]) is Order.MONTH
    assert order_of(["10/03/2026", "23/10/2026"]) is Order.DAY
    assert order_of(["10/23/2026", "23/10/2026"]) is Order.UNKNOWN
    assert order_of(["10/03/2026"]) is Order.UNKNOWN
    assert read_day("10/03/2026", Order.MONTH) == read_day("3 October 2026", Order.UNKNOWN)
    assert read_day("10/03/2026", Order.DAY) == read_day("10 March 2026", Order.UNKNOWN)


def test_unknown_columns_are_asked_for(take: Take, records: VaultRecords) -> None:
    asked: list[tuple[str, Sequence[str]]] = []

    def ask(needed: str, headings: Sequence[str]) -> str | None:
        asked.append((needed, headings))
        return {"date": "Quand", "value": "Combien"}.get(needed)

    take("Quand,Test,Combien\n2026-10-03,Glucose,110\n", ask)
    assert asked == [("date", ["Quand", "Combien"]), ("value", ["Combien"])]
    assert [r.value for r in records.readings()] == [110]


@pytest.mark.parametrize("ask", [None, lambda needed, headings: None, lambda needed, headings: "no such column"])
def test_without_an_answer_it_is_refused_with_what_is_needed(vault: Vault, take: Take, ask: Ask | None) -> None:
    with pytest.raises(HeadingsMissing, match="date and value"):
        take("Quand,Test,Combien\n2026-10-03,Glucose,110\n", ask)
    assert [source.name for source in vault.sources()] == ["Clinic"]


def test_a_table_alone_does_not_say_whose_it_is(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "results.csv"
    path.write_text(TABLE)
    assert recognise(path) is WearKind.TABLE
    with pytest.raises(NoPatient):
        import_table(vault, Arrival(path, "My table", TODAY))


def test_a_table_without_rows_is_refused(take: Take) -> None:
    with pytest.raises(ExportEmpty):
        take("date,test,value\n")
    with pytest.raises(HeadingsMissing):
        take("")


def test_numbers_that_could_mean_two_things_stay_words(take: Take, records: VaultRecords) -> None:
    take('date,test,value,unit\n2026-10-03,A,"1,234",mg/dL\n2026-10-03,B,7.2 H,%\n2026-10-03,C,007,\n')
    assert {(r.value, r.text) for r in records.readings()} == {
        (None, "1,234 mg/dL"),
        (None, "7.2 H %"),
        (None, "007"),
    }


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Vault, Path]]:
    folder = tmp_path_factory.mktemp("table")
    vault = create_vault(folder / "fuzz.vault", PASSPHRASE, FOR_TESTS_ONLY)
    import_file(vault, write(folder, bundle(patient())), "Clinic", TODAY)
    yield vault, folder
    vault.lock()


CELL = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["2026-10-03", "10/23/2026", "7.2", "<5", "4-5", '"', "\ue0005\ue000", "9" * 40, "≤ 3", "\x00"]),
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELL, max_size=6), max_size=6), st.sampled_from([",", ";", "\t"]), st.binary(max_size=8))
def test_any_table(shared: tuple[Vault, Path], rows: list[list[str]], delimiter: str, junk: bytes) -> None:
    vault, folder = shared
    path = folder / "any.csv"
    heading = delimiter.join(["date", "test", "value", "unit", "range", "source"])
    text = "\n".join([heading, *(delimiter.join(row) for row in rows)])
    for content in (
        text.encode("utf-8", "replace"),
        text.encode("utf-16", "replace"),
        junk,
        text.encode("utf-8", "replace") + junk,
    ):
        path.write_bytes(content)
        try:
            import_table(vault, Arrival(path, "Any", TODAY))
        except ImportRefused:
            continue
        with vault.reading() as connection:
            raw = [
                text for (text,) in connection.execute("SELECT raw FROM resource WHERE type = 'Observation'").fetchall()
            ]
        assert not [one for one in raw if fault(json.loads(one)) is not None]
        with vault.writing() as connection:
            connection.execute("DELETE FROM source WHERE name = 'Any'")
