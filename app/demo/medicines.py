"""What Riverside Clinic prescribed; a changed dose is a prescription of its own."""

from typing import Any

from app.demo.names import OKAFOR, PATEL

ONCE = {"frequency": 1, "period": 1, "periodUnit": "d"}
MORNING = ONCE | {"when": ["MORN"]}
BEDTIME = ONCE | {"when": ["HS"]}
TWICE_WITH_MEALS = {"frequency": 2, "period": 1, "periodUnit": "d", "when": ["C"]}
BEFORE_BREAKFAST = ONCE | {"when": ["ACM"]}
NEEDED: dict[str, Any] = {"frequency": 1, "period": 6, "periodUnit": "h"}
METOPROLOL = "24 HR metoprolol succinate 50 MG Extended Release Oral Tablet"

MEDICINES = (
    ("metformin-1000", "861004", "metformin hydrochloride 1000 MG Oral Tablet", "2021-11-16", "2024-02-13", OKAFOR,
     "type-2-diabetes", "Take one tablet by mouth twice a day with meals", TWICE_WITH_MEALS),
    ("metformin-500", "861007", "metformin hydrochloride 500 MG Oral Tablet", "2024-02-13", "", OKAFOR,
     "type-2-diabetes", "Take one tablet by mouth twice a day with meals", TWICE_WITH_MEALS),
    ("glipizide-5", "310490", "glipizide 5 MG Oral Tablet", "2021-11-16", "2023-10-24", OKAFOR,
     "type-2-diabetes", "Take one tablet by mouth once a day before breakfast", BEFORE_BREAKFAST),
    ("lisinopril-10", "314076", "lisinopril 10 MG Oral Tablet", "2021-11-16", "2026-07-07", OKAFOR,
     "hypertension", "Take one tablet by mouth once a day in the morning", MORNING),
    ("lisinopril-20", "314077", "lisinopril 20 MG Oral Tablet", "2026-07-07", "", OKAFOR,
     "hypertension", "Take one tablet by mouth once a day in the morning", MORNING),
    ("hydrochlorothiazide-25", "310798", "hydrochlorothiazide 25 MG Oral Tablet", "2022-05-10", "2024-02-13", OKAFOR,
     "hypertension", "Take one tablet by mouth once a day in the morning", MORNING),
    ("amlodipine-5", "197361", "amlodipine 5 MG Oral Tablet", "2022-11-08", "", OKAFOR,
     "hypertension", "Take one tablet by mouth once a day", ONCE),
    ("atorvastatin-20", "617310", "atorvastatin 20 MG Oral Tablet", "2021-11-16", "2022-11-08", OKAFOR,
     "hyperlipidemia", "Take one tablet by mouth once a day at bedtime", BEDTIME),
    ("atorvastatin-40", "617311", "atorvastatin 40 MG Oral Tablet", "2022-11-08", "", OKAFOR,
     "hyperlipidemia", "Take one tablet by mouth once a day at bedtime", BEDTIME),
    ("furosemide-20", "310429", "furosemide 20 MG Oral Tablet", "2024-02-13", "", PATEL,
     "Swelling of the ankles", "Take one tablet by mouth once a day in the morning", MORNING),
    ("aspirin-81", "308416", "aspirin 81 MG Delayed Release Oral Tablet", "2021-11-16", "", OKAFOR,
     "", "Take one tablet by mouth once a day", ONCE),
    ("metoprolol-50", "866436", METOPROLOL, "2023-04-18", "", OKAFOR,
     "hypertension", "Take one tablet by mouth once a day. Do not crush", ONCE),
    ("allopurinol-100", "197319", "allopurinol 100 MG Oral Tablet", "2024-02-13", "", OKAFOR,
     "gout", "Take one tablet by mouth once a day after a meal", ONCE),
    ("acetaminophen-500", "198440", "acetaminophen 500 MG Oral Tablet", "2024-04-16", "", OKAFOR,
     "knee-osteoarthritis",
     "Take one tablet by mouth every six hours as needed for knee pain, no more than four a day", NEEDED),
)  # fmt: skip
"""Id, RxNorm code, name, written on, ended, prescriber, the id of a condition or words as reason,
instruction, timing."""
