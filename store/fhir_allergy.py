"""Allergies and intolerances, and statements that there are none.

Codes: FHIR R4 allergyintolerance-clinical and -verification; "no known …" from SNOMED CT and from HL7's
International Patient Summary code system `absent-unknown-uv-ips`. "Not asked" and "no information" say
nothing about allergies and give no fact.
"""

import re
from collections.abc import Iterator

from core.facts import Allergy
from store.fhir_codes import ALLERGIES, Named, codes, concept_words, has_code, named
from store.fhir_dates import first_moment
from store.fhir_entry import Entry, Finding, finding
from store.fhir_json import JsonObject, child, children, words

_NONE_KNOWN = {
    "716186003",  # No known allergy
    "409137002",  # No known drug allergy
    "429625007",  # No known food allergy
    "428607008",  # No known environmental allergy
    "716220001",  # No known animal allergy
    "716184000",  # No known latex allergy
    "716185004",  # No known insect allergy
    "no-known-allergies",
    "no-known-medication-allergies",
    "no-known-environmental-allergies",
    "no-known-food-allergies",
}
_NO_INFORMATION = {"no-allergy-info", "1631000175102", "787481004"}
"""HL7 IPS "no information", SNOMED CT "patient not asked" and "allergy status unknown"."""
_NONE_IN_WORDS = re.compile(r"no known( [a-z]+)* allerg(y|ies)|nk[da]a?|no allerg(y|ies)", re.IGNORECASE)


def read_allergy(entry: Entry) -> Iterator[Finding]:
    """The allergy of one AllergyIntolerance."""
    resource = entry.resource
    if has_code(resource, "verificationStatus", {"entered-in-error"}):
        return
    concept = child(resource, "code")
    what = named(concept, ALLERGIES) or _substance(resource)
    if what is None or codes(concept) & _NO_INFORMATION:
        return
    when = first_moment(resource, "onsetDateTime", "onsetPeriod", "recordedDate")
    allergy = Allergy(
        origin=entry.origin(when, entry.first_name(resource, "recorder", "asserter")),
        key=what.key,
        name=what.name,
        active=_active(resource),
        reaction=_reactions(resource),
        severe=_severe(resource),
        none_known=bool(codes(concept) & _NONE_KNOWN) or _NONE_IN_WORDS.fullmatch(what.name) is not None,
    )
    yield finding(allergy, when)


def _substance(resource: JsonObject) -> Named | None:
    return next((n for r in children(resource, "reaction") if (n := named(child(r, "substance"), ALLERGIES))), None)


def _active(resource: JsonObject) -> bool:
    refuted = has_code(resource, "verificationStatus", {"refuted"})
    over = has_code(resource, "clinicalStatus", {"inactive", "resolved"})
    return not refuted and not over


def _reactions(resource: JsonObject) -> str:
    said = [concept_words(m) for r in children(resource, "reaction") for m in children(r, "manifestation")]
    return ", ".join(dict.fromkeys(filter(None, said)))


def _severe(resource: JsonObject) -> bool:
    reactions = children(resource, "reaction")
    return words(resource, "criticality") == "high" or any(words(r, "severity") == "severe" for r in reactions)
