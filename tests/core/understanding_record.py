"""A small record and a small body of knowledge, and short names for what is in them."""

import datetime as dt

from core.facts import ConceptKind, RecordName
from core.knowledge import Entry, Knowledge
from core.lexicon import Lexicon, build_lexicon
from core.questions import Concept

TODAY = dt.date(2026, 11, 24)

_T, _M, _C = ConceptKind.TEST, ConceptKind.MEDICINE, ConceptKind.CONDITION
_V, _P, _A = ConceptKind.VACCINE, ConceptKind.PROCEDURE, ConceptKind.ALLERGY

RECORD: dict[str, tuple[ConceptKind, tuple[tuple[str, str, int], ...]]] = {
    "a1c": (_T, (("loinc|4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood", 12),)),
    "glucose": (_T, (("loinc|2345-7", "Glucose [Mass/volume] in Serum or Plasma", 11),)),
    "creatinine": (_T, (("loinc|2160-0", "Creatinine [Mass/volume] in Serum or Plasma", 12),)),
    "egfr": (_T, (("loinc|98979-8", "Glomerular filtration rate/1.73 sq M.predicted", 12),)),
    "bun": (_T, (("loinc|3094-0", "Urea nitrogen [Mass/volume] in Serum or Plasma", 8),)),
    "potassium": (_T, (("loinc|2823-3", "Potassium [Moles/volume] in Serum or Plasma", 12),)),
    "sodium": (_T, (("loinc|2951-2", "Sodium [Moles/volume] in Serum or Plasma", 12),)),
    "calcium": (_T, (("loinc|17861-6", "Calcium [Mass/volume] in Serum or Plasma", 6),)),
    "cholesterol": (_T, (("loinc|2093-3", "Cholesterol [Mass/volume] in Serum or Plasma", 6),)),
    "ldl": (_T, (("loinc|13457-7", "Cholesterol in LDL [Mass/volume] in Serum or Plasma by calculation", 6),)),
    "hdl": (_T, (("loinc|2085-9", "Cholesterol in HDL [Mass/volume] in Serum or Plasma", 6),)),
    "triglycerides": (_T, (("loinc|2571-8", "Triglyceride [Mass/volume] in Serum or Plasma", 6),)),
    "hemoglobin": (_T, (("loinc|718-7", "Hemoglobin [Mass/volume] in Blood", 8),)),
    "acr": (_T, (("loinc|9318-7", "Albumin/Creatinine [Mass Ratio] in Urine", 5),)),
    "tsh": (_T, (("loinc|3016-3", "Thyrotropin [Units/volume] in Serum or Plasma", 3),)),
    "b12": (_T, (("loinc|2132-9", "Cobalamin (Vitamin B12) [Mass/volume] in Serum or Plasma", 3),)),
    "alt": (_T, (("loinc|1742-6", "Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma", 5),)),
    "uric acid": (_T, (("loinc|3084-1", "Urate [Mass/volume] in Serum or Plasma", 4),)),
    "blood pressure": (
        _T,
        (("loinc|8480-6", "Systolic blood pressure", 20), ("loinc|8462-4", "Diastolic blood pressure", 20)),
    ),
    "weight": (_T, (("loinc|29463-7", "Body weight", 20),)),
    "pulse": (_T, (("loinc|8867-4", "Heart rate", 20),)),
    "height": (_T, (("loinc|8302-2", "Body height", 2),)),
    "metformin": (
        _M,
        (
            ("rxnorm|861007", "metformin hydrochloride 500 MG Oral Tablet", 2),
            ("rxnorm|861004", "metformin hydrochloride 1000 MG Oral Tablet", 1),
        ),
    ),
    "lisinopril": (
        _M,
        (("rxnorm|314076", "lisinopril 10 MG Oral Tablet", 1), ("rxnorm|314077", "lisinopril 20 MG Oral Tablet", 1)),
    ),
    "amlodipine": (_M, (("rxnorm|197361", "amlodipine 5 MG Oral Tablet", 1),)),
    "atorvastatin": (_M, (("rxnorm|617311", "atorvastatin calcium 40 MG Oral Tablet", 1),)),
    "furosemide": (_M, (("rxnorm|310429", "furosemide 20 MG Oral Tablet", 1),)),
    "aspirin": (_M, (("rxnorm|308416", "aspirin 81 MG Delayed Release Oral Tablet", 1),)),
    "metoprolol": (_M, (("rxnorm|866436", "24 HR metoprolol succinate 50 MG Extended Release Oral Tablet", 1),)),
    "allopurinol": (_M, (("rxnorm|197319", "allopurinol 100 MG Oral Tablet", 1),)),
    "acetaminophen": (_M, (("rxnorm|198440", "acetaminophen 500 MG Oral Tablet", 1),)),
    "glipizide": (_M, (("rxnorm|310488", "glipizide 5 MG Oral Tablet", 1),)),
    "hydrochlorothiazide": (_M, (("rxnorm|310798", "hydrochlorothiazide 25 MG Oral Tablet", 1),)),
    "penicillin allergy": (_A, (("snomed|91936005", "Allergy to penicillin (finding)", 1),)),
    "diabetes": (_C, (("snomed|44054006", "Diabetes mellitus type 2 (disorder)", 1),)),
    "hypertension": (_C, (("snomed|59621000", "Essential hypertension (disorder)", 1),)),
    "ckd": (_C, (("snomed|433144002", "Chronic kidney disease stage 3 (disorder)", 1),)),
    "hyperlipidemia": (_C, (("snomed|55822004", "Hyperlipidemia (disorder)", 1),)),
    "osteoarthritis": (_C, (("snomed|239873007", "Osteoarthritis of knee (disorder)", 1),)),
    "gout": (_C, (("snomed|90560007", "Gout (disorder)", 1),)),
    "cataract": (_C, (("snomed|193570009", "Cataract (disorder)", 1),)),
    "flu vaccine": (_V, (("cvx|140", "Influenza, seasonal, injectable, preservative free", 5),)),
    "shingles vaccine": (_V, (("cvx|187", "zoster vaccine recombinant", 2),)),
    "pneumonia vaccine": (_V, (("cvx|33", "pneumococcal polysaccharide vaccine, 23 valent", 1),)),
    "colonoscopy": (_P, (("snomed|73761001", "Colonoscopy (procedure)", 1),)),
    "cataract surgery": (_P, (("snomed|110473004", "Cataract surgery (procedure)", 1),)),
    "okafor": (ConceptKind.DOCTOR, (("text|susan okafor", "Dr. Susan Okafor", 9),)),
    "patel": (ConceptKind.DOCTOR, (("text|anil patel", "Dr. Anil Patel", 5),)),
    "lindqvist": (ConceptKind.DOCTOR, (("text|karin lindqvist", "Lindqvist, Karin", 3),)),
    "riverside": (ConceptKind.DOCTOR, (("text|riverside clinic", "Riverside Clinic", 20),)),
    "discharge letter": (ConceptKind.LETTER, (("text|discharge letter", "Discharge letter", 1),)),
}
"""Short name -> kind and the names it has in the record: key, display, how often."""


def record_names() -> tuple[RecordName, ...]:
    """The names of the small record."""
    return tuple(
        RecordName(kind, key, display, count) for kind, names in RECORD.values() for key, display, count in names
    )


def _entry(
    kind: ConceptKind, name: str, synonyms: str = "", codes: str = "", classes: str = "", spoken: str = ""
) -> Entry:
    parts = [tuple(part.strip() for part in text.split(",") if part.strip()) for text in (synonyms, codes, classes)]
    return Entry(name, kind, spoken or name, parts[0], parts[1], "", parts[2])


SMALL_KNOWLEDGE = Knowledge(
    entries=(
        _entry(_T, "hemoglobin a1c", "a1c, a one c, hba1c, three month sugar", "loinc|4548-4", "", "A1c"),
        _entry(_T, "glucose", "blood sugar, sugar", "loinc|2345-7", "", "blood sugar"),
        _entry(_T, "creatinine", "", "loinc|2160-0", "kidney numbers, kidney tests, kidney function"),
        _entry(_T, "egfr", "gfr, kidney filter rate", "loinc|98979-8", "kidney numbers, kidney tests, kidney function"),
        _entry(_T, "bun", "blood urea nitrogen", "loinc|3094-0"),
        _entry(_T, "potassium", "", "loinc|2823-3"),
        _entry(_T, "sodium", "", "loinc|2951-2"),
        _entry(_T, "calcium", "", "loinc|17861-6"),
        _entry(_T, "cholesterol", "total cholesterol", "loinc|2093-3"),
        _entry(_T, "ldl cholesterol", "ldl, bad cholesterol", "loinc|13457-7"),
        _entry(_T, "hdl cholesterol", "hdl, good cholesterol", "loinc|2085-9"),
        _entry(_T, "triglycerides", "", "loinc|2571-8"),
        _entry(_T, "hemoglobin", "", "loinc|718-7"),
        _entry(_T, "urine albumin creatinine ratio", "urine albumin, albumin creatinine ratio", "loinc|9318-7"),
        _entry(_T, "tsh", "thyroid test", "loinc|3016-3", "", "TSH"),
        _entry(_T, "vitamin b12", "b12", "loinc|2132-9", "", "vitamin B12"),
        _entry(_T, "alt", "", "loinc|1742-6", "liver tests"),
        _entry(_T, "uric acid", "", "loinc|3084-1"),
        _entry(_T, "blood pressure", "bp, pressure", "loinc|85354-9, loinc|8480-6, loinc|8462-4"),
        _entry(_T, "weight", "body weight", "loinc|29463-7"),
        _entry(_T, "heart rate", "pulse", "loinc|8867-4"),
        _entry(_T, "height", "body height", "loinc|8302-2"),
        _entry(_T, "vitamin d", "", "loinc|1989-3"),
        _entry(_T, "psa", "prostate test", "loinc|2857-1", "", "PSA"),
        _entry(_T, "magnesium", "", "loinc|19123-9"),
        _entry(_M, "metformin", "glucophage", "", "diabetes medicine"),
        _entry(_M, "lisinopril", "zestril, prinivil", "", "blood pressure pill"),
        _entry(_M, "amlodipine", "norvasc", "", "blood pressure pill"),
        _entry(_M, "atorvastatin", "lipitor", "", "statin, cholesterol pill"),
        _entry(_M, "furosemide", "lasix", "", "water pill"),
        _entry(_M, "aspirin", "", "", "blood thinner"),
        _entry(_M, "metoprolol", "toprol", "", "blood pressure pill"),
        _entry(_M, "allopurinol", "zyloprim"),
        _entry(_M, "acetaminophen", "tylenol"),
        _entry(_M, "glipizide", "glucotrol"),
        _entry(_M, "warfarin", "coumadin", "", "blood thinner"),
        _entry(_M, "prednisone"),
        _entry(_M, "vitamin d", "cholecalciferol"),
        _entry(_C, "type 2 diabetes", "diabetes, type two diabetes, diabetic", "snomed|44054006"),
        _entry(_C, "high blood pressure", "hypertension, essential hypertension", "snomed|59621000"),
        _entry(_C, "chronic kidney disease", "kidney disease", "snomed|433144002"),
        _entry(_C, "high cholesterol", "hyperlipidemia", "snomed|55822004"),
        _entry(_C, "osteoarthritis", "arthritis", "snomed|239873007"),
        _entry(_C, "gout", "", "snomed|90560007"),
        _entry(_C, "asthma", "", "snomed|195967001"),
        _entry(_V, "flu vaccine", "flu shot, influenza, flu", "cvx|140"),
        _entry(_V, "shingles vaccine", "shingles shot, zoster, shingles", "cvx|187"),
        _entry(_V, "pneumonia vaccine", "pneumonia shot, pneumococcal", "cvx|33"),
    ),
    red_flags=(),
    boundaries=(),
    units={},
)


def small_lexicon() -> Lexicon:
    """The lexicon of the small record and the small knowledge."""
    return build_lexicon(record_names(), SMALL_KNOWLEDGE)


_KEYS = {short: (kind, tuple(key for key, _display, _count in names)) for short, (kind, names) in RECORD.items()}


def is_meant(concept: Concept, short: str) -> bool:
    """Whether a concept is the one of this short name; `no vitamin d` is known and not in the record."""
    if short.startswith("no "):
        name = short.removeprefix("no ").removesuffix(" allergy")
        kind_fits = not short.endswith(" allergy") or concept.kind == ConceptKind.ALLERGY
        return not concept.keys and name in f"{concept.id} {concept.spoken}".lower().replace("-", "") and kind_fits
    kind, keys = _KEYS[short]
    return concept.kind == kind and set(concept.keys) == set(keys)


def all_meant(concepts: tuple[Concept, ...], shorts: list[str]) -> bool:
    """Whether the concepts are exactly those of the short names, in any order."""
    return len(concepts) == len(shorts) and all(any(is_meant(c, short) for c in concepts) for short in shorts)
