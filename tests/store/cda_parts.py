"""Parts of C-CDA documents for the tests of `store`; everything in them is invented."""

from pathlib import Path

OID = "2.16.840.1.113883.10.20.22.4."
SNOMED = "2.16.840.1.113883.6.96"
RXNORM = "2.16.840.1.113883.6.88"
LOINC = "2.16.840.1.113883.6.1"
CVX = "2.16.840.1.113883.12.292"

PATIENT = """<recordTarget><patientRole><id root="1.2.3" extension="4711"/><patient>
  <name use="L"><given>Ada</given><given qualifier="CL">Addie</given><family>Winter</family></name>
  <administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"/><birthTime value="19480302"/>
</patient></patientRole></recordTarget>"""
AUTHOR = """<author><time value="20260901"/><assignedAuthor><assignedPerson><name><prefix>Dr.</prefix>
<given>Ines</given><family>Moreau</family></name></assignedPerson></assignedAuthor></author>"""


def document(
    *parts: str, head: str = PATIENT + AUTHOR, written: str = "20260901120000+0000", name: str = "doc-1"
) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><ClinicalDocument xmlns="urn:hl7-org:v3" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:sdtc="urn:hl7-org:sdtc">'
        f'<id root="9.9" extension="{name}"/><code code="34133-9" codeSystem="{LOINC}"/><title>Summary</title>'
        f'<effectiveTime value="{written}"/>{head}<component><structuredBody>'
        + "".join(f"<component>{part}</component>" for part in parts)
        + "</structuredBody></component></ClinicalDocument>"
    )


def section(*entries: str, title: str = "Section", text: str = "") -> str:
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f"<section><title>{title}</title><text>{text}</text>{inside}</section>"


def template(number: str) -> str:
    return f'<templateId root="{OID}{number}"/>'


def value(code: str, display: str, system: str = SNOMED) -> str:
    return f'<value xsi:type="CD" code="{code}" displayName="{display}" codeSystem="{system}"/>'


def related(inside: str, kind: str = "SUBJ") -> str:
    return f'<entryRelationship typeCode="{kind}">{inside}</entryRelationship>'


def time(low: str = "", high: str = "", flavor: str = "") -> str:
    ends = f'<low value="{low}"/>' if low else ""
    ends += f'<high value="{high}"/>' if high else ""
    return f"<effectiveTime>{ends}{f'<high nullFlavor={chr(34)}{flavor}{chr(34)}/>' if flavor else ''}</effectiveTime>"


def observation(number: str, inside: str, attributes: str = "", name: str = "o1") -> str:
    return (
        f'<observation classCode="OBS" moodCode="EVN" {attributes}>{template(number)}<id root="5.5" extension="{name}"/>'
        f"{inside}</observation>"
    )


def concern(number: str, inside: str, state: str = "active") -> str:
    return f'<act classCode="ACT" moodCode="EVN">{template(number)}<statusCode code="{state}"/>{related(inside)}</act>'


def substance(code: str) -> str:
    return (
        '<participant typeCode="CSM"><participantRole classCode="MANU"><playingEntity classCode="MMAT">'
        f"{code}</playingEntity></participantRole></participant>"
    )


def code(number: str, display: str, system: str = SNOMED) -> str:
    return f'<code code="{number}" displayName="{display}" codeSystem="{system}"/>'


def medicine(inside: str, attributes: str = 'moodCode="EVN"', state: str = "active", number: str = "16") -> str:
    return (
        f'<substanceAdministration classCode="SBADM" {attributes}>{template(number)}<id root="6.6" extension="m"/>'
        f'<statusCode code="{state}"/>{inside}</substanceAdministration>'
    )


def product(inside: str) -> str:
    return (
        f"<consumable><manufacturedProduct><manufacturedMaterial>{inside}</manufacturedMaterial></manufacturedProduct>"
        "</consumable>"
    )


def write_cda(folder: Path, content: str | bytes, name: str = "summary.xml") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
