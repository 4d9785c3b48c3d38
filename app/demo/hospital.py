"""What County Hospital has of Margaret Ellis: two procedures, an emergency visit and a stay."""

from app.demo.care import condition, letter, medicine
from app.demo.observations import LABORATORY, hospital_labs, vitals, words_result
from app.demo.resources import (
    HL7,
    LOINC,
    SNOMED,
    Resource,
    coded,
    local,
    location,
    organization,
    patient,
    practitioner,
    quantity,
    resource,
    to,
)
from app.demo.results import HOSPITAL_VITALS

ELLIS = "Patient/county-ellis"
HOSPITAL = "Organization/county-hospital"
REYES = "Practitioner/dr-reyes"
WARD = "Location/county-ward-4"
THEATER = "Location/county-surgery"

DISCHARGE_LETTER = """\
County Hospital, Internal Medicine
Discharge letter, August 19, 2026

Mrs. Margaret Ellis was with us from August 17 to August 19, 2026, with pneumonia and dehydration.

In the hospital: fluids by vein, azithromycin because of her penicillin allergy. The fever was gone
after one day. Her kidney numbers were worse on the first day and better when she left.

At home: walk with a frame for two weeks, and do not walk on stairs alone. Drink six to eight cups of
water a day. Finish the azithromycin. Rest when you are short of breath.

Please see Dr. Okafor within ten days. Recheck kidney function in three months.

Dr. Maria Reyes
"""

AZITHROMYCIN = (
    "azithromycin-250", "308460", "azithromycin 250 MG Oral Tablet", "2026-08-19", "2026-08-22", REYES, "pneumonia",
    "Take one tablet by mouth once a day for three days", {"frequency": 1, "period": 1, "periodUnit": "d"},
)  # fmt: skip


def stay(ident: str, code: tuple[str, str], start: str, end: str, reason: str) -> Resource:
    """An encounter of the hospital: inpatient, emergency or day surgery."""
    return resource(
        "Encounter",
        ident,
        status="finished",
        **{"class": {"system": HL7 + "v3-ActCode", "code": code[0], "display": code[1]}},
        subject=to(ELLIS),
        participant=[{"individual": to(REYES, "Dr. Maria Reyes")}],
        period={"start": start, "end": end},
        reasonCode=[{"text": reason}],
        location=[{"location": to(THEATER if code[0] == "SS" else WARD)}],
        serviceProvider=to(HOSPITAL),
    )


def procedure(ident: str, code: tuple[str, str], date: str) -> Resource:
    """Something that was done in the hospital."""
    return resource(
        "Procedure",
        ident,
        status="completed",
        code=coded(SNOMED, *code),
        subject=to(ELLIS),
        performedDateTime=date,
        performer=[{"actor": to(HOSPITAL)}],
    )


def troponin() -> Resource:
    """A result below what the laboratory can measure: a number with a comparator."""
    unit = ("ng/L", "ng/L")
    return resource(
        "Observation",
        "troponin-2026-08-17",
        status="final",
        category=LABORATORY,
        code=coded(LOINC, "89579-7", "Troponin I.cardiac [Mass/volume] in Serum or Plasma by High sensitivity method"),
        subject=to(ELLIS),
        effectiveDateTime=local("2026-08-17", "21:15"),
        performer=[to("Organization/county-lab")],
        valueQuantity=quantity(6, *unit) | {"comparator": "<"},
        referenceRange=[{"high": quantity(15, *unit), "text": "<=15 ng/L"}],
    )


def hospital_record() -> list[Resource]:
    """Every resource of the hospital's bundle, people and places first."""
    culture = ("630-4", "Bacteria identified in Urine by Culture")
    discharge = letter(
        "discharge-letter-2026-08-19", ("18842-5", "Discharge summary"), "Discharge letter", "2026-08-19",
        DISCHARGE_LETTER,
    )  # fmt: skip
    return [
        patient("county-ellis"),
        organization("county-hospital", "County Hospital", "555-0150"),
        organization("county-lab", "County Lab", "555-0160"),
        location("county-ward-4", "County Hospital, Ward 4", HOSPITAL),
        location("county-surgery", "County Hospital, Day Surgery", HOSPITAL),
        practitioner("dr-reyes", "Maria", "Reyes", "Internal Medicine", "555-0151"),
        condition(
            ("pneumonia", "385093006", "Community acquired pneumonia", "2026-08-17", "2026-09-02"), ELLIS
        ),
        condition(("dehydration", "34095006", "Dehydration", "2026-08-17", "2026-08-19"), ELLIS),
        medicine(AZITHROMYCIN, ELLIS) | {"status": "completed"},
        procedure("colonoscopy-2019-09-12", ("73761001", "Colonoscopy"), "2019-09-12"),
        procedure("cataract-surgery-2023-06-21", ("54885007", "Cataract extraction"), "2023-06-21"),
        procedure("chest-x-ray-2026-08-17", ("399208008", "Plain chest X-ray"), local("2026-08-17", "20:40")),
        stay("surgery-2023-06-21", ("SS", "short stay"), local("2023-06-21", "07:30"), local("2023-06-21", "12:00"),
             "Cataract surgery"),
        stay("emergency-2025-02-09", ("EMER", "emergency"), local("2025-02-09", "18:20"), local("2025-02-09", "22:10"),
             "Fall at home, bruised wrist"),
        stay("stay-2026-08-17", ("IMP", "inpatient encounter"), local("2026-08-17", "19:50"),
             local("2026-08-19", "11:30"), "Pneumonia and dehydration"),
        *hospital_labs(ELLIS),
        troponin(),
        words_result("urine-culture-2026-08-18", culture, "2026-08-18", "No growth", ELLIS),
        *vitals(HOSPITAL_VITALS, ELLIS),
        discharge | {"subject": to(ELLIS), "author": [to(REYES, "Dr. Maria Reyes")], "custodian": to(HOSPITAL)},
    ]  # fmt: skip
