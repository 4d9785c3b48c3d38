"""Vaccines to come, as a clinic or an immunization registry forecasts them: what is due, overdue or not to be had.

Codes: FHIR R4 immunization-recommendation-status (`immune` and `complete` ask for nothing), and of LOINC those of
immunization-recommendation-date-criterion (https://hl7.org/fhir/R4/immunizationrecommendation.html). What stands under
`contraindicatedVaccineCode` is not to be had, whatever is forecast of the others.
"""

from collections.abc import Iterator

from core.facts import VaccineAdvice, VaccineStatus
from store.fhir_codes import VACCINES, Named, codes, named
from store.fhir_dates import Moment, first_moment
from store.fhir_entry import Entry, Finding, finding
from store.fhir_json import JsonObject, child, children

_STATUS = {status.value: status for status in VaccineStatus}
_DUE_FROM = ("30980-7", "30981-5")
"""LOINC: date vaccine due, then the earliest date to give it."""


def read_recommendation(entry: Entry) -> Iterator[Finding]:
    """What one ImmunizationRecommendation says of each vaccine that it names."""
    when = first_moment(entry.resource, "date")
    origin = entry.origin(when, entry.name_of(child(entry.resource, "authority")))
    for row in children(entry.resource, "recommendation"):
        status, due = _status(row), _due(row)
        for what in _vaccines(row, "vaccineCode"):
            if status is not None:
                yield finding(VaccineAdvice(origin, what.key, what.name, status, due.date if due else None), when)
        for what in _vaccines(row, "contraindicatedVaccineCode"):
            yield finding(VaccineAdvice(origin, what.key, what.name, VaccineStatus.CONTRAINDICATED), when)


def _status(row: JsonObject) -> VaccineStatus | None:
    return next((_STATUS[code] for code in sorted(codes(child(row, "forecastStatus"))) if code in _STATUS), None)


def _vaccines(row: JsonObject, field: str) -> Iterator[Named]:
    yield from (what for concept in children(row, field) if (what := named(concept, VACCINES)))


def _due(row: JsonObject) -> Moment | None:
    dates = children(row, "dateCriterion")
    of_kind = (one for wanted in _DUE_FROM for one in dates if wanted in codes(child(one, "code")))
    return next((due for one in of_kind if (due := first_moment(one, "value"))), None)
