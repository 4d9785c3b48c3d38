"""The demo record: one synthetic woman in two FHIR R4 bundles, written by `make_record.py`."""

import datetime as dt
from pathlib import Path

DEMO_TODAY = dt.date(2026, 11, 24)
"""The day on which the record stands still: its newest results are weeks old, its next visit is to come."""

CLINIC_NAME = "Riverside Clinic"
"""The name under which the clinic's bundle is imported."""
HOSPITAL_NAME = "County Hospital"
"""The name under which the hospital's bundle is imported."""

CLINIC_PATH = Path(__file__).with_name("riverside-clinic.json")
HOSPITAL_PATH = Path(__file__).with_name("county-hospital.json")

DEMO_SOURCES = ((CLINIC_NAME, CLINIC_PATH), (HOSPITAL_NAME, HOSPITAL_PATH))
"""Both bundles with the names of their sources, in the order of import."""
