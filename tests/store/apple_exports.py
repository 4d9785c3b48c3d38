"""Hand-made Apple Health exports; every name, count and date in them is invented."""

import zipfile
from pathlib import Path

WATCH = "&lt;&lt;HKDevice: 0x2800{n:05x}&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch6,2, software:{n}&gt;"
PHONE = "&lt;&lt;HKDevice: 0x2801{n:05x}&gt;, name:iPhone, manufacturer:Apple Inc., model:iPhone, hardware:iPhone14,2, software:15.{n}&gt;"
DOCTYPE = """<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 12 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
]>
"""
BROKEN_DOCTYPE = DOCTYPE.replace("]>", "<!ELEMENT Vision (Prescription\n<!ATTLIST Vision\n type CDATA #REQUIRED\n]>")
"""As iOS 16 writes it: declarations that do not end."""
ME = '<Me HKCharacteristicTypeIdentifierDateOfBirth="1948-03-02" HKCharacteristicTypeIdentifierBiologicalSex="HKBiologicalSexFemale"/>'
EXPORTED = '<ExportDate value="2026-11-20 09:00:00 -0500"/>'


def record(kind: str, start: str, end: str, value: str, **more: str) -> str:
    """One `Record`; `kind` without Apple's prefix, times without offset get -0400."""
    prefix = "HKCategoryTypeIdentifier" if kind == "SleepAnalysis" else "HKQuantityTypeIdentifier"
    start, end = (at if at[-5] in "+-" else f"{at} -0400" for at in (start, end))
    attributes = {"sourceName": "iPhone", "unit": "count"} | more
    rest = " ".join(f'{name}="{text}"' for name, text in attributes.items())
    return f'<Record type="{prefix}{kind}" {rest} startDate="{start}" endDate="{end}" value="{value}"/>'


def steps(start: str, end: str, value: int, watch: bool = False, n: int = 1) -> str:
    """Steps on 3 October 2026, from HH:MM to HH:MM."""
    source = "Ada's Apple\xa0Watch" if watch else "iPhone"
    device = (WATCH if watch else PHONE).format(n=n)
    at = [f"2026-10-03 {time}:00" for time in (start, end)]
    return record("StepCount", *at, str(value), sourceName=source, device=device)


def slept(start: str, end: str, stage: str, watch: bool = True, **more: str) -> str:
    """A stretch of sleep; `MM-DD HH:MM` of 2026."""
    named = {"sourceName": "Ada's Apple Watch", "device": WATCH.format(n=1)} if watch else {"sourceName": "iPhone"}
    at = [f"2026-{time}:00" for time in (start, end)]
    return record("SleepAnalysis", *at, f"HKCategoryValueSleepAnalysis{stage}", **named | more)


def export_text(*elements: str, doctype: str = DOCTYPE, head: str = EXPORTED + ME) -> str:
    """The text of an `export.xml`."""
    inside = "\n".join((head, *elements))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{doctype}<HealthData locale="en_US">\n{inside}\n</HealthData>\n'


def export_zip(folder: Path, text: str | bytes, name: str = "export.xml", **others: str) -> Path:
    """An `export.zip` with that export and further files inside."""
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"apple_health_export/{name}", text)
        archive.writestr("apple_health_export/export_cda.xml", "<ClinicalDocument/>")
        for other, content in others.items():
            archive.writestr(f"apple_health_export/{other}", content)
    return path
