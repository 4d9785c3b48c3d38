"""What tells that a text, or what it says, is the same as another."""

import hashlib
import json

from store.fhir_json import JsonObject, child, words

CDA_MARK = "urn:hl7-org:v3"
"""`meta.source` of what was read from a C-CDA."""


def digest_of(resource: JsonObject) -> bytes:
    """A digest of the content, whatever its layout.

    What was read from a C-CDA bears the time of its document, which is none of its content.
    """
    if words(child(resource, "meta"), "source") == CDA_MARK:
        resource = {key: value for key, value in resource.items() if key != "meta"}
    canonical = json.dumps(resource, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).digest()


def text_digest(text: str) -> bytes:
    """A digest of the text as it stands: what every entry is given on its way in, since it costs next to nothing."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def content_digest(digest: bytes, text: str) -> bytes:
    """The digest of what a text says, from the one it was kept with: the same in every layout."""
    return digest_of(json.loads(text)) if digest == text_digest(text) else digest
