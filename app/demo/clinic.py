"""What Riverside Clinic has of Margaret Ellis: the bulk of the record, 2019 to 2027.

The story: diabetes and high blood pressure for many years, kidneys slowly losing strength. In
February 2024, after a gout attack, the kidney doctor's advice brings metformin down and replaces
hydrochlorothiazide; in July 2026 lisinopril is raised, and two weeks later potassium is high; in
August she is in County Hospital with pneumonia; in October things are back on their slow course.
"""

from app.demo.care import condition, letter, medicine
from app.demo.medicines import MEDICINES
from app.demo.names import CLINIC, DOCTORS, ELLIS, LINDQVIST, OKAFOR, PATEL
from app.demo.observations import clinic_labs, height, vitals, weight, words_result
from app.demo.resources import (
    SNOMED,
    Resource,
    coded,
    location,
    organization,
    patient,
    practitioner,
    resource,
    role,
    status_of,
    to,
)
from app.demo.results import CLINIC_VITALS
from app.demo.vaccines import NOT_GIVEN, VACCINES, vaccine
from app.demo.visits import APPOINTMENTS, VISITS, appointment, visit

PLACES = [
    organization("riverside-clinic", "Riverside Clinic", "555-0110"),
    organization("riverside-lab", "Riverside Clinic Laboratory", "555-0117"),
    organization("county-lab", "County Lab", "555-0160"),
    location("riverside-main", "Riverside Clinic, Main Building", CLINIC),
    location("riverside-eye", "Riverside Clinic, Eye Center", CLINIC),
]
PEOPLE = [
    practitioner("dr-okafor", "Susan", "Okafor", "Family Medicine", "555-0111"),
    practitioner("dr-patel", "Anil", "Patel", "Nephrology", "555-0112"),
    practitioner("dr-lindqvist", "Karin", "Lindqvist", "Ophthalmology", "555-0113"),
    role(OKAFOR, CLINIC, "419772000", "Family practice"),
    role(PATEL, CLINIC, "394589003", "Nephrology"),
    role(LINDQVIST, CLINIC, "394594003", "Ophthalmology"),
]

CONDITIONS = (
    ("type-2-diabetes", "44054006", "Type 2 diabetes mellitus", "2008", ""),
    ("hypertension", "59621000", "Essential hypertension", "2003", ""),
    ("kidney-disease-3b", "700379002", "Chronic kidney disease stage 3B", "2024-10-15", ""),
    ("hyperlipidemia", "55822004", "Hyperlipidemia", "2010", ""),
    ("knee-osteoarthritis", "239873007", "Osteoarthritis of knee", "2016", ""),
    ("gout", "90560007", "Gout", "2024-01", ""),
    ("cataract", "193570009", "Cataract", "2022-11", "2023-06-21"),
)
"""Id, SNOMED CT code, name, onset as exact as known, end if resolved."""

PENICILLIN = resource(
    "AllergyIntolerance",
    "penicillin-allergy",
    clinicalStatus=status_of("allergyintolerance-clinical", "active"),
    verificationStatus=status_of("allergyintolerance-verification", "confirmed"),
    type="allergy",
    category=["medication"],
    criticality="high",
    code=coded(SNOMED, "91936005", "Allergy to penicillin", "Penicillin"),
    patient=to(ELLIS),
    onsetDateTime="1957",
    recordedDate="2021-11-16",
    note=[{"text": "Hives all over as a child, told by her mother. Has not taken it since."}],
    reaction=[{"manifestation": [coded(SNOMED, "126485001", "Urticaria", "Hives")], "severity": "moderate"}],
)

KIDNEY_LETTER = """\
Riverside Clinic, Nephrology
October 8, 2026

Dear Dr. Okafor, dear Mrs. Ellis,

I looked at the blood tests of October 3. Kidney function slowly declining, recheck in three months.
The potassium that was high in July is back in the usual range. Please keep lisinopril as it is.
Mrs. Ellis should avoid ibuprofen and naproxen, and drink enough when it is hot.
I will see her on December 3 and we will talk about the results together.

Dr. Anil Patel
"""


def clinic_record() -> list[Resource]:
    """Every resource of the clinic's bundle, people and places first."""
    typo = weight("2026-10-06", 16.8, ELLIS) | {"id": "weight-2026-10-06-mistyped", "status": "entered-in-error"}
    stool = ("57905-2", "Hemoglobin.gastrointestinal [Presence] in Stool by Immunologic method")
    consult = letter(
        "kidney-letter-2026-10-08", ("11488-4", "Consult note"), "Letter from the kidney doctor", "2026-10-08",
        KIDNEY_LETTER,
    )  # fmt: skip
    return [
        patient("margaret-ellis"),
        *PLACES,
        *PEOPLE,
        *(condition(row, ELLIS) for row in CONDITIONS),
        PENICILLIN,
        *(medicine(row, ELLIS) for row in MEDICINES),
        *(visit(*row) for row in VISITS),
        *map(appointment, APPOINTMENTS),
        *(vaccine(*row) for row in VACCINES),
        vaccine(*NOT_GIVEN, "not-done"),
        *clinic_labs(ELLIS),
        words_result("stool-blood-2025-10-07", stool, "2025-10-07", "Negative", ELLIS),
        *vitals(CLINIC_VITALS, ELLIS),
        typo,
        height("2021-11-16", 63.5, ELLIS),
        height("2025-10-07", 63.0, ELLIS),
        consult | {"subject": to(ELLIS), "author": [to(PATEL, DOCTORS[PATEL])], "custodian": to(CLINIC)},
    ]  # fmt: skip
