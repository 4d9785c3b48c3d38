"""Vaccines that Margaret Ellis was given, or was offered and not given."""

from app.demo.names import CLINIC, ELLIS
from app.demo.resources import CVX, Resource, coded, resource, to

FLU_4 = ("197", "Influenza, high-dose, quadrivalent", "flu")
FLU_3 = ("135", "Influenza, high-dose, trivalent, PF", "flu")
COVID = ("208", "COVID-19, mRNA, LNP-S, PF, 30 mcg/0.3 mL dose", "covid")
COVID_2 = ("300", "COVID-19, mRNA, LNP-S, bivalent, PF, 30 mcg/0.3 mL dose", "covid")
COVID_3 = ("309", "COVID-19, mRNA, LNP-S, PF, tris-sucrose, 30 mcg/0.3 mL", "covid")
VACCINES = (
    ("2019-10-15", ("33", "pneumococcal polysaccharide PPV23", "pneumococcal")),
    ("2019-10-15", ("113", "Td (adult), 5 Lf tetanus toxoid, preservative free, adsorbed", "td")),
    ("2020-02-11", ("187", "zoster recombinant", "shingles")),
    ("2020-06-16", ("187", "zoster recombinant", "shingles")),
    ("2021-02-05", COVID),
    ("2021-02-26", COVID),
    ("2021-10-12", FLU_4),
    ("2022-10-18", FLU_4),
    ("2022-10-18", COVID_2),
    ("2023-10-24", FLU_4),
    ("2023-11-07", COVID_3),
    ("2024-10-15", FLU_3),
    ("2024-10-15", ("216", "Pneumococcal conjugate PCV20, polysaccharide CRM197 conjugate, adjuvant, PF", "pneumonia")),
    ("2024-10-29", COVID_3),
    ("2025-10-07", FLU_3),
    ("2025-10-21", COVID_3),
    ("2026-10-03", FLU_3),
)
NOT_GIVEN = ("2025-10-07", ("305", "RSV, bivalent, protein subunit RSVpreF, diluent reconstituted, 0.5 mL, PF", "rsv"))


def vaccine(date: str, what: tuple[str, str, str], status: str = "completed") -> Resource:
    """A vaccine that was given, or offered and not given."""
    code, name, slug = what
    return resource(
        "Immunization",
        f"{slug}-vaccine-{date}",
        status=status,
        statusReason={"text": "Patient wants to think about it"} if status == "not-done" else None,
        vaccineCode=coded(CVX, code, name),
        patient=to(ELLIS),
        occurrenceDateTime=date,
        primarySource=True,
        performer=[{"actor": to(CLINIC)}],
    )
