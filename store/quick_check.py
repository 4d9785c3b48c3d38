"""Resources that are surely FHIR R4, told apart quickly: one pass in compiled code per resource.

The models of fhir.resources are the definition: their fields, types, required elements and choices are turned,
once per type of resource, into one schema of pydantic-core that reads plain JSON values. It is narrower than
they are wherever that is simpler (no nulls, no numbers in quotes, no leap seconds, no unusual URLs): what passes
here passes there, which a test holds; what does not pass here is theirs to judge (`store.validate`).
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from fhir.resources.R4B import get_fhir_model_class
from fhir_core.fhirabstractmodel import FHIRAbstractModel
from fhir_core.types import FhirBase, FhirElementOrResourceBase
from pydantic_core import CoreSchema, SchemaError, SchemaValidator, ValidationError, core_schema

from store.fhir_json import JsonObject

_DAY: Final = r"(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
"""Month and day that exist in every year; the 29th of February is left to the judge."""
_CLOCK: Final = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,6})?"
_ZONE: Final = r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])"
_YEAR: Final = r"(?:1[5-9]|20)[0-9]{2}"


def _text(pattern: str) -> CoreSchema:
    return core_schema.str_schema(strict=True, pattern=pattern)


def _whole(low: int) -> CoreSchema:
    return core_schema.int_schema(strict=True, ge=low, le=2**31 - 1)


_PRIMITIVES: Final[Mapping[str, CoreSchema]] = MappingProxyType(
    {
        "boolean": core_schema.bool_schema(strict=True),
        "string": _text(r"\S"),
        "markdown": _text(r"\S"),
        "xhtml": _text(r"\S"),
        "uri": _text(r"\S"),
        "canonical": _text(r"\S"),
        "code": _text(r"^[!-~]+(?: [!-~]+)*$"),
        "id": _text(r"^[A-Za-z0-9\-.]{1,255}$"),
        "oid": _text(r"^urn:oid:[0-2](?:\.(?:0|[1-9][0-9]*))+$"),
        "url": _text(r"^(?:https?://[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z0-9]+)*/[!-~]*|[A-Za-z0-9\-.#]+(?:/[!-~]*)?)$"),
        "base64Binary": _text(r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$"),
        "decimal": core_schema.float_schema(strict=True, allow_inf_nan=False),
        "integer": _whole(-(2**31)),
        "unsignedInt": _whole(0),
        "positiveInt": _whole(1),
        "date": _text(rf"^{_YEAR}(?:-(?:0[1-9]|1[0-2])|-{_DAY})?$"),
        "dateTime": _text(rf"^{_YEAR}(?:-(?:0[1-9]|1[0-2])|-{_DAY}(?:T{_CLOCK}{_ZONE})?)?$"),
        "instant": _text(rf"^{_YEAR}-{_DAY}T{_CLOCK}{_ZONE}$"),
        "time": _text(rf"^{_CLOCK}$"),
    }
)
"""FHIR R4 primitive types (https://hl7.org/fhir/R4/datatypes.html), each narrower than in fhir_core.types."""

_ABSTRACT: Final = {"Resource", "DomainResource"}
_checks: dict[str, SchemaValidator | None] = {}


def surely_valid(resource: JsonObject) -> bool:
    """Whether fhir.resources would find nothing wrong with a resource; False says nothing."""
    name = resource.get("resourceType")
    if not isinstance(name, str):
        return False
    if name not in _checks:
        _checks[name] = _compiled(name)
    check = _checks[name]
    if check is None:
        return False
    try:
        check.validate_python(resource)
    except (ValidationError, RecursionError):
        return False
    return True


def _compiled(name: str) -> SchemaValidator | None:
    try:
        model = get_fhir_model_class(name)
        if name in _ABSTRACT or not model.has_resource_base():
            return None
        return SchemaValidator(_Schemas().of_resource(name, model))
    except (KeyError, ValueError, ImportError, SchemaError):
        return None


class _Schemas:
    """The schemas that one type of resource is made of."""

    def __init__(self) -> None:
        self._elements: dict[str, CoreSchema] = {}

    def of_resource(self, name: str, model: type[FHIRAbstractModel]) -> CoreSchema:
        """A resource, which says what it is."""
        said = {"resourceType": core_schema.typed_dict_field(core_schema.literal_schema([name]), required=True)}
        schema = self._of_model(model, said)
        return core_schema.definitions_schema(schema, list(self._elements.values()))

    def _of_element(self, model: type[FHIRAbstractModel]) -> CoreSchema:
        ref = model.__name__
        if ref not in self._elements:
            # Elements hold extensions, which hold elements: the name is taken before what it stands for is made.
            self._elements[ref] = core_schema.any_schema()
            self._elements[ref] = self._of_model(model, {}, ref)
        return core_schema.definition_reference_schema(ref)

    def _of_model(
        self, model: type[FHIRAbstractModel], said: dict[str, core_schema.TypedDictField], ref: str | None = None
    ) -> CoreSchema:
        blank = model.model_construct()
        required = {name for name, _ in blank.get_required_fields()}
        fields = dict(said)
        for name, field in model.model_fields.items():
            schema, alias = self._of(field.annotation), field.alias or name
            needed = field.is_required() or alias in required
            if schema is not None:
                fields[alias] = core_schema.typed_dict_field(schema, required=needed)
            elif needed:
                fields[alias] = core_schema.typed_dict_field(_NEVER, required=True)
        choices = [
            (frozenset(names), bool(_extra(model, names[0]).get("one_of_many_required")))
            for names in blank.get_one_of_many_fields().values()
        ]
        if model.__name__ == "FHIRPrimitiveExtension":
            return self._with_something(fields, ref)
        if not choices:
            return core_schema.typed_dict_schema(fields, strict=True, extra_behavior="forbid", ref=ref)
        plain = core_schema.typed_dict_schema(fields, strict=True, extra_behavior="forbid")
        return core_schema.no_info_before_validator_function(_one_of_each(choices), plain, ref=ref)

    def _with_something(self, fields: dict[str, core_schema.TypedDictField], ref: str | None) -> CoreSchema:
        """What stands beside a primitive value says at least one thing."""
        plain = core_schema.typed_dict_schema(fields, strict=True, extra_behavior="forbid")
        return core_schema.no_info_before_validator_function(_not_empty, plain, ref=ref)

    def _of(self, annotation: Any) -> CoreSchema | None:
        """None for what is left to the judge."""
        origin = get_origin(annotation)
        if origin in (Union, UnionType):
            kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
            return self._of(kinds[0]) if len(kinds) == 1 else None
        if origin is list:
            item = self._of(get_args(annotation)[0])
            return item and core_schema.list_schema(item, strict=True)
        if origin is Annotated:
            named = [getattr(mark, "__visit_name__", "") for mark in get_args(annotation)[1:]]
            return _PRIMITIVES.get(named[-1])
        if annotation is bool:
            return _PRIMITIVES["boolean"]
        if not isinstance(annotation, type) or not issubclass(annotation, FhirBase):
            return None
        model = annotation.get_model_klass()
        if issubclass(annotation, FhirElementOrResourceBase):
            return _RESOURCE if model.__name__ == "Resource" else None
        return self._of_element(model)


def _extra(model: type[FHIRAbstractModel], name: str) -> Mapping[str, Any]:
    extra = model.model_fields[name].json_schema_extra
    return extra if isinstance(extra, dict) else {}


def _one_of_each(choices: list[tuple[frozenset[str], bool]]) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if not isinstance(value, dict):
            raise ValueError
        for names, required in choices:
            given = len(names.intersection(value))
            if given > 1 or (required and not given):
                raise ValueError
        return value

    return check


def _not_empty(value: Any) -> Any:
    if not value:
        raise ValueError
    return value


def _contained(value: Any) -> Any:
    if not isinstance(value, dict) or not surely_valid(value):
        raise ValueError
    return value


_RESOURCE: Final = core_schema.no_info_plain_validator_function(_contained)
_NEVER: Final = core_schema.literal_schema([object()])
"""For a required element that is left to the judge."""
