"""Which entries of a file may come in: FHIR R4, what maps to it, and older resources that are kept whole."""

from store.bundle import FileEntry
from store.content import text_digest
from store.fhir_json import DEEPEST, JsonObject, too_deep, without_extensions, words
from store.fhir_versions import is_mapped, to_r4
from store.incoming import Incoming
from store.keeping import Shelf
from store.report import Reason, Refusal
from store.validate import fault, is_stu3


def admit(entry: FileEntry, there: Shelf | None) -> Incoming | Refusal:
    """The entry on its way in, or why it is refused; `there` is where it may be already."""
    if entry.resource is None:
        return Refusal(entry.path, Reason.NO_RESOURCE)
    # No value can be nested deeper than brackets were opened.
    if entry.text.count("{") + entry.text.count("[") > DEEPEST and too_deep(entry.resource):
        return Refusal(entry.path, Reason.TOO_DEEP)
    digest = text_digest(entry.text)
    incoming = there and Incoming(entry, entry.resource, digest)
    if there and incoming and there.has(incoming):
        # What is there with the same content was checked when it came in.
        return incoming
    wrong = fault(entry.resource)
    if wrong is not None and not _is_older(entry.resource):
        return Refusal(entry.path + wrong.path, wrong.reason)
    return Incoming(entry, entry.resource, digest, is_r4=wrong is None)


def _is_older(resource: JsonObject) -> bool:
    """Whether what is no R4 maps to it, or is of an older version and kept whole."""
    mapped = to_r4(resource)
    if mapped is not resource and fault(mapped) is None:
        return True
    kept_whole = not is_mapped(words(resource, "resourceType")) and is_stu3(resource)
    return kept_whole or _only_extended_wrongly(mapped)


def _only_extended_wrongly(resource: JsonObject) -> bool:
    """Whether all that is wrong stands in an extension, which adds and may not change what we read."""
    plain = without_extensions(resource)
    return plain != resource and fault(plain) is None
