"""Laboratory results and vital signs of the demo record, as tables.

The numbers are made up to be consistent with one another and with the story in `clinic.py` and
`hospital.py`; LOINC codes and UCUM units are real. Creatinine and eGFR agree by CKD-EPI 2021 for a
woman of her age on the day (Inker et al., N Engl J Med 2021;385:1737).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Test:
    """A laboratory test as the laboratory reports it."""

    slug: str
    """The head of the resource id: `a1c` in `a1c-2026-10-03`."""
    code: str
    """LOINC."""
    display: str
    """The LOINC long common name."""
    unit: str
    """As printed by the laboratory."""
    ucum: str
    low: float | None
    high: float | None
    """The laboratory's reference range, either end of which may be open."""
    clinic: str
    """`date value` pairs drawn for the clinic, separated by commas."""
    hospital: str = ""
    """The same, drawn in the hospital."""


TESTS = (
    Test("a1c", "4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood", "%", "%", 4.0, 5.6,
         "2021-11-16 8.4, 2022-05-10 8.1, 2022-11-08 7.8, 2023-04-18 7.6, 2023-10-24 7.4, 2024-04-16 7.3,"
         "2024-10-15 7.5, 2025-04-15 7.4, 2025-10-07 7.6, 2026-04-14 7.9, 2026-10-03 7.2"),
    Test("glucose", "2345-7", "Glucose [Mass/volume] in Serum or Plasma", "mg/dL", "mg/dL", 70, 99,
         "2021-11-16 168, 2022-05-10 160, 2022-11-08 151, 2023-04-18 144, 2023-10-24 138, 2024-04-16 136,"
         "2024-10-15 141, 2025-04-15 139, 2025-10-07 146, 2026-04-14 158, 2026-10-03 131",
         "2025-02-09 149, 2026-08-17 214, 2026-08-19 152"),
    Test("creatinine", "2160-0", "Creatinine [Mass/volume] in Serum or Plasma", "mg/dL", "mg/dL", 0.6, 1.2,
         "2021-11-16 1.12, 2022-05-10 1.13, 2022-11-08 1.17, 2023-04-18 1.18, 2023-10-24 1.23, 2024-04-16 1.24,"
         "2024-10-15 1.27, 2025-04-15 1.28, 2025-10-07 1.34, 2026-04-14 1.36, 2026-07-21 1.39, 2026-10-03 1.42",
         "2025-02-09 1.29, 2026-08-17 1.83, 2026-08-19 1.55"),
    Test("egfr", "98979-8",
         "Glomerular filtration rate [Volume Rate/Area] in Serum, Plasma or Blood by Creatinine-based formula "
         "(CKD-EPI 2021)/1.73 sq M", "mL/min/1.73m2", "mL/min/{1.73_m2}", 60, None,
         "2021-11-16 52, 2022-05-10 51, 2022-11-08 49, 2023-04-18 48, 2023-10-24 46, 2024-04-16 45,"
         "2024-10-15 44, 2025-04-15 43, 2025-10-07 41, 2026-04-14 40, 2026-07-21 39, 2026-10-03 38",
         "2025-02-09 43, 2026-08-17 28, 2026-08-19 34"),
    Test("bun", "3094-0", "Urea nitrogen [Mass/volume] in Serum or Plasma", "mg/dL", "mg/dL", 7, 20,
         "2021-11-16 22, 2022-11-08 23, 2023-10-24 25, 2024-10-15 26, 2025-10-07 28, 2026-10-03 31",
         "2026-08-17 46, 2026-08-19 37"),
    Test("potassium", "2823-3", "Potassium [Moles/volume] in Serum or Plasma", "mmol/L", "mmol/L", 3.5, 5.1,
         "2021-11-16 4.3, 2022-05-10 4.4, 2022-11-08 4.2, 2023-04-18 4.5, 2023-10-24 4.4, 2024-04-16 4.6,"
         "2024-10-15 4.5, 2025-04-15 4.7, 2025-10-07 4.6, 2026-04-14 4.8, 2026-07-21 5.4, 2026-10-03 4.6",
         "2026-08-17 5.0, 2026-08-19 4.5"),
    Test("sodium", "2951-2", "Sodium [Moles/volume] in Serum or Plasma", "mmol/L", "mmol/L", 136, 145,
         "2021-11-16 140, 2022-11-08 141, 2023-10-24 139, 2024-10-15 140, 2025-10-07 138, 2026-10-03 139",
         "2026-08-17 133, 2026-08-19 137"),
    Test("calcium", "17861-6", "Calcium [Mass/volume] in Serum or Plasma", "mg/dL", "mg/dL", 8.6, 10.3,
         "2022-11-08 9.4, 2024-10-15 9.3, 2026-10-03 9.2"),
    Test("cholesterol", "2093-3", "Cholesterol [Mass/volume] in Serum or Plasma", "mg/dL", "mg/dL", None, 200,
         "2021-11-16 212, 2022-11-08 184, 2023-10-24 176, 2024-10-15 171, 2025-10-07 168"),
    Test("ldl", "13457-7", "Cholesterol in LDL [Mass/volume] in Serum or Plasma by calculation", "mg/dL", "mg/dL",
         None, 100, "2021-11-16 128, 2022-11-08 102, 2023-10-24 94, 2024-10-15 89, 2025-10-07 86"),
    Test("hdl", "2085-9", "Cholesterol in HDL [Mass/volume] in Serum or Plasma", "mg/dL", "mg/dL", 50, None,
         "2021-11-16 44, 2022-11-08 46, 2023-10-24 48, 2024-10-15 49, 2025-10-07 52"),
    Test("triglycerides", "2571-8", "Triglyceride [Mass/volume] in Serum or Plasma", "mg/dL", "mg/dL", None, 150,
         "2021-11-16 198, 2022-11-08 180, 2023-10-24 172, 2024-10-15 165, 2025-10-07 148"),
    Test("hemoglobin", "718-7", "Hemoglobin [Mass/volume] in Blood", "g/dL", "g/dL", 12.0, 15.5,
         "2021-11-16 12.6, 2022-11-08 12.4, 2023-10-24 12.3, 2024-10-15 12.1, 2025-10-07 11.9, 2026-10-03 11.6",
         "2025-02-09 12.0, 2026-08-17 11.2"),
    Test("urine-albumin", "9318-7", "Albumin/Creatinine [Mass Ratio] in Urine", "mg/g", "mg/g{creat}", None, 30,
         "2021-11-16 48, 2022-11-08 62, 2023-10-24 75, 2024-10-15 96, 2025-10-07 118"),
    Test("tsh", "3016-3", "Thyrotropin [Units/volume] in Serum or Plasma", "mIU/L", "m[IU]/L", 0.4, 4.5,
         "2021-11-16 2.1, 2023-10-24 2.4, 2025-10-07 2.6"),
    Test("vitamin-b12", "2132-9", "Cobalamin (Vitamin B12) [Mass/volume] in Serum or Plasma", "pg/mL", "pg/mL",
         232, 1245, "2022-11-08 412, 2024-10-15 356, 2026-04-14 318"),
    Test("alt", "1742-6", "Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma", "U/L", "U/L",
         7, 35, "2021-11-16 24, 2022-11-08 27, 2024-10-15 22, 2025-10-07 25"),
    Test("uric-acid", "3084-1", "Urate [Mass/volume] in Serum or Plasma", "mg/dL", "mg/dL", 2.4, 6.0,
         "2024-01-23 8.4, 2024-04-16 6.9, 2025-04-15 5.8, 2026-04-14 5.7"),
)  # fmt: skip

CLINIC_VITALS = (
    ("2021-11-16", 152, 86, 181, 82), ("2022-05-10", 146, 84, 180, 80), ("2022-11-08", 148, 82, 178, 78),
    ("2023-02-22", 144, 80, 177, 76), ("2023-04-18", 140, 80, 177, 72), ("2023-10-24", 138, 78, 176, 70),
    ("2024-02-13", 142, 80, 178, 70), ("2024-04-16", 136, 76, 175, 68), ("2024-06-06", 134, 76, 175, 68),
    ("2024-10-15", 138, 78, 174, 70), ("2025-04-15", 140, 78, 174, 69), ("2025-06-05", 138, 76, 173, 70),
    ("2025-10-07", 142, 78, 173, 68), ("2026-04-14", 144, 80, 172, 70), ("2026-06-11", 146, 80, 172, 71),
    ("2026-07-07", 150, 82, 171, 70), ("2026-08-26", 128, 70, 165, 74), ("2026-10-06", 134, 74, 168, 68),
)  # fmt: skip
"""Date, systolic, diastolic (mm[Hg]), pounds, beats a minute."""
HOSPITAL_VITALS = (
    ("2025-02-09", 156, 84, 174, 88),
    ("2026-08-17", 104, 58, 166, 102),
    ("2026-08-19", 122, 68, 165, 80),
)
