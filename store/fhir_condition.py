"""Diagnoses and problems.

Codes: FHIR R4 condition-clinical, condition-ver-status and condition-category. What was refuted, entered
in error, or is only one of several possible diagnoses (`differential`) is no diagnosis of this person; nor is
the statement that there are no problems.
"""

from collections.abc import Iterator

from core.facts import Condition
from store.fhir_codes import CONDITIONS, codes, has_code, named
from store.fhir_dates import end_of, first_moment
from store.fhir_entry import Entry, Finding, finding
from store.fhir_json import JsonObject, child

_NOT_THEIRS = {"refuted", "entered-in-error", "differential"}
_UNCONFIRMED = {"unconfirmed", "provisional"}
_NONE_KNOWN = {"no-known-problems", "no-problem-info", "160245001"}
"""HL7 IPS `absent-unknown-uv-ips`; SNOMED CT "no current problems or disability"."""
_ACTIVE = {"active", "recurrence", "relapse"}


def read_condition(entry: Entry) -> Iterator[Finding]:
    """The condition of one Condition."""
    resource = entry.resource
    what = named(child(resource, "code"), CONDITIONS)
    if (
        what is None
        or codes(child(resource, "code")) & _NONE_KNOWN
        or has_code(resource, "verificationStatus", _NOT_THEIRS)
    ):
        return
    when = first_moment(resource, "onsetDateTime", "onsetPeriod", "recordedDate")
    condition = Condition(
        origin=entry.origin(when, entry.first_name(resource, "recorder", "asserter")),
        key=what.key,
        name=what.name,
        active=_active(resource),
        ended=end_of(resource, "abatementPeriod", "abatementDateTime"),
        confirmed=not has_code(resource, "verificationStatus", _UNCONFIRMED),
    )
    yield finding(condition, when)


def _active(resource: JsonObject) -> bool:
    if child(resource, "clinicalStatus"):
        return has_code(resource, "clinicalStatus", _ACTIVE)
    # Only a diagnosis made for one encounter may lack the status (R4 constraint con-3): it is not a standing problem.
    abated = any(field.startswith("abatement") for field in resource)
    return not abated and not has_code(resource, "category", {"encounter-diagnosis"})
