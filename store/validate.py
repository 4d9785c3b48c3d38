"""Whether a resource is FHIR R4, checked once, at the border, by fhir.resources.

What surely is (`store.quick_check`) is not asked about: building their models takes ten times as long.

fhir.resources 8 has no R4 (4.0.1), but R4B (4.3.0). Compared element by element with the 639 classes that
fhirclient 4.4.0 makes of the R4 specification, R4B lacks nothing in resources about persons but
`Extension.valueMeta`; it changed definitions of medicinal products, substances and evidence
(https://hl7.org/fhir/R4B/diff.html). Those R4 types are listed here and kept without a check. A class is
imported when its type first occurs: all of them together take seconds.
"""

import re
from dataclasses import dataclass

from fhir.resources.R4B import get_fhir_model_class
from fhir.resources.R4B.resource import Resource
from fhir.resources.STU3 import get_fhir_model_class as get_stu3_model_class
from pydantic import ValidationError

from store.fhir_json import JsonObject, words
from store.quick_check import surely_valid
from store.report import Reason

_CHANGED_IN_R4B = frozenset(
    {
        "EffectEvidenceSynthesis",
        "Evidence",
        "EvidenceVariable",
        "MedicinalProduct",
        "MedicinalProductAuthorization",
        "MedicinalProductContraindication",
        "MedicinalProductIndication",
        "MedicinalProductIngredient",
        "MedicinalProductInteraction",
        "MedicinalProductManufactured",
        "MedicinalProductPackaged",
        "MedicinalProductPharmaceutical",
        "MedicinalProductUndesirableEffect",
        "RiskEvidenceSynthesis",
        "SubstanceNucleicAcid",
        "SubstancePolymer",
        "SubstanceProtein",
        "SubstanceReferenceInformation",
        "SubstanceSourceMaterial",
        "SubstanceSpecification",
    }
)
_ABSTRACT = {"Resource", "DomainResource"}
_TYPE = re.compile(r"[A-Z][A-Za-z]{1,63}")
_ELEMENT = re.compile(r"_?[a-z][A-Za-z0-9]*")
_REASONS = {
    "missing": Reason.MISSING,
    "model_field_validation.missing": Reason.MISSING,
    "extra_forbidden": Reason.UNEXPECTED,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that is wrong with a resource."""

    path: str
    """Below the resource: `.valueQuantity.value`; names of FHIR elements and positions only."""
    reason: Reason


def is_r4_type(name: str) -> bool:
    """Whether this names a resource of FHIR R4."""
    return name in _CHANGED_IN_R4B or _model(name) is not None


def fault(resource: JsonObject) -> Fault | None:
    """What makes this no FHIR R4 resource, or None."""
    name = words(resource, "resourceType")
    if name in _CHANGED_IN_R4B or surely_valid(resource):
        return None
    return judged(resource)


def judged(resource: JsonObject) -> Fault | None:
    """What fhir.resources finds wrong with a resource, or None."""
    name = words(resource, "resourceType")
    model = _model(name)
    if model is None:
        return Fault(".resourceType", Reason.UNKNOWN_TYPE)
    try:
        model.model_validate(resource)
    except ValidationError as error:
        return _first(_wrong(error))
    except RecursionError:
        return Fault("", Reason.TOO_DEEP)
    except (LookupError, TypeError, ValueError, AttributeError):
        # A contained resource of a type that fhir.resources has no class for ends in a KeyError.
        return Fault("", Reason.WRONG_FORM)
    return None


def is_stu3(resource: JsonObject) -> bool:
    """Whether this is a resource of FHIR STU3, which is kept whole."""
    name = words(resource, "resourceType")
    if not _TYPE.fullmatch(name) or name in _ABSTRACT:
        return False
    try:
        get_stu3_model_class(name).model_validate(resource)
    except (LookupError, TypeError, ValueError, AttributeError, ImportError, RecursionError):
        return False
    return True


def _model(name: str) -> type[Resource] | None:
    if not _TYPE.fullmatch(name) or name in _ABSTRACT:
        return None
    try:
        model = get_fhir_model_class(name)
    except (KeyError, ValueError, ImportError):
        return None
    return model if issubclass(model, Resource) else None


def _wrong(error: ValidationError) -> list[tuple[tuple[int | str, ...], str]]:
    """Where and how each fault is; nowhere when a name among them cannot even be written (a lone surrogate)."""
    try:
        return [
            (e["loc"], e["type"]) for e in error.errors(include_url=False, include_context=False, include_input=False)
        ]
    except UnicodeEncodeError:
        return [((), "")]


def _first(wrong: list[tuple[tuple[int | str, ...], str]]) -> Fault | None:
    for location, kind in wrong:
        if (kind, location[-1:]) != ("extra_forbidden", ("valueMeta",)):
            return Fault(_place(location, kind), _REASONS.get(kind, Reason.WRONG_FORM))
    return None


def _place(location: tuple[int | str, ...], kind: str) -> str:
    """The path without anything that could be a value: an unknown element's name is one."""
    known = location[:-1] if kind == "extra_forbidden" else location
    parts = [f"[{p}]" if isinstance(p, int) else f".{p}" for p in known if p != "root" and _says_where(p)]
    return "".join(parts)


def _says_where(part: int | str) -> bool:
    return isinstance(part, int) or _ELEMENT.fullmatch(part) is not None
