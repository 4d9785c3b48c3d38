"""Writes the demo record beside itself: `python -m app.demo.make_record [FOLDER]`.

Everything is written down in the tables of this folder and nothing is drawn by
chance, so running it again gives the same bytes. The clinic's bundle is a transaction linked by
`urn:uuid`, the hospital's a search result linked by relative references: both ways in which such
files come are met.
"""

import json
import sys
import uuid
from pathlib import Path
from typing import Any

from app.demo import CLINIC_PATH, HOSPITAL_PATH
from app.demo.clinic import clinic_record
from app.demo.hospital import hospital_record
from app.demo.resources import SYNTHETIC, Resource

WRITTEN_AT = "2026-11-20T07:15:00-05:00"
HOSPITAL_URL = "https://county-hospital.example.org/fhir/"


def urn(reference: str) -> str:
    """The `urn:uuid` that stands for `Type/id`, always the same."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, 'https://riverside-clinic.example.org/fhir/' + reference)}"


def name_of(resource: Resource) -> str:
    """`Type/id`."""
    return f"{resource['resourceType']}/{resource['id']}"


def with_urns(node: Any) -> Any:
    """The same resource with every relative reference turned into its `urn:uuid`."""
    if isinstance(node, list):
        return [with_urns(item) for item in node]
    if isinstance(node, dict):
        return {k: urn(v) if k == "reference" else with_urns(v) for k, v in node.items()}
    return node


def transaction(resources: list[Resource]) -> Resource:
    """A Bundle to be posted, whose entries know each other by `urn:uuid`."""
    entry = [
        {
            "fullUrl": urn(name_of(resource)),
            "resource": with_urns(resource),
            "request": {"method": "PUT", "url": name_of(resource)},
        }
        for resource in resources
    ]
    return {
        "resourceType": "Bundle",
        "id": "riverside-clinic",
        "meta": SYNTHETIC,
        "type": "transaction",
        "entry": entry,
    }


def searchset(resources: list[Resource]) -> Resource:
    """A Bundle as a server answers a search."""
    aside = {"Organization", "Location", "Practitioner"}
    entry = [
        {
            "fullUrl": HOSPITAL_URL + name_of(resource),
            "resource": resource,
            "search": {"mode": "include" if resource["resourceType"] in aside else "match"},
        }
        for resource in resources
    ]
    total = sum(e["search"]["mode"] == "match" for e in entry)  # type: ignore[index]
    head = {"resourceType": "Bundle", "id": "county-hospital", "meta": SYNTHETIC, "type": "searchset"}
    return head | {"timestamp": WRITTEN_AT, "total": total, "entry": entry}


def write(folder: Path) -> list[Path]:
    """Both bundles, one entry a line, into an existing folder."""
    bundles = {CLINIC_PATH.name: transaction(clinic_record()), HOSPITAL_PATH.name: searchset(hospital_record())}
    for name, bundle in bundles.items():
        (folder / name).write_text(as_text(bundle), encoding="utf-8")
    return [folder / name for name in bundles]


def as_text(bundle: Resource) -> str:
    """JSON with one entry a line, so that a change of one entry is a change of one line."""
    entries = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in bundle["entry"])
    head = json.dumps({k: v for k, v in bundle.items() if k != "entry"}, ensure_ascii=False)
    return f'{head[:-1]}, "entry": [\n{entries}\n]}}\n'


def main() -> None:
    """Writes into the folder named, or beside this file."""
    for path in write(Path(sys.argv[1]) if len(sys.argv) > 1 else CLINIC_PATH.parent):
        print(path)


if __name__ == "__main__":
    main()
