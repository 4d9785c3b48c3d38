"""Visits to Riverside Clinic that took place, and those to come."""

from app.demo.names import CLINIC, DOCTORS, ELLIS, LINDQVIST, OKAFOR, PATEL
from app.demo.resources import HL7, SNOMED, Resource, coded, local, resource, to

VISITS = (
    ("2021-11-16", "09:00", OKAFOR, "First visit, diabetes and blood pressure"),
    ("2022-05-10", "09:00", OKAFOR, "Follow-up of diabetes and blood pressure"),
    ("2022-11-08", "10:30", OKAFOR, "Yearly check-up"),
    ("2023-02-22", "14:00", PATEL, "First visit about the kidneys"),
    ("2023-04-18", "09:00", OKAFOR, "Follow-up of diabetes and blood pressure"),
    ("2023-05-30", "15:00", LINDQVIST, "Eye examination before cataract surgery"),
    ("2023-10-24", "10:30", OKAFOR, "Yearly check-up"),
    ("2024-02-13", "11:00", OKAFOR, "Gout and change of medicines"),
    ("2024-04-16", "09:00", OKAFOR, "Follow-up of diabetes and blood pressure"),
    ("2024-06-06", "10:00", PATEL, "Follow-up of kidney disease"),
    ("2024-10-15", "10:30", OKAFOR, "Yearly check-up"),
    ("2025-01-16", "14:30", LINDQVIST, "Diabetic eye examination"),
    ("2025-04-15", "09:00", OKAFOR, "Follow-up of diabetes and blood pressure"),
    ("2025-06-05", "10:00", PATEL, "Follow-up of kidney disease"),
    ("2025-10-07", "10:30", OKAFOR, "Yearly check-up"),
    ("2026-01-15", "14:30", LINDQVIST, "Diabetic eye examination"),
    ("2026-04-14", "09:00", OKAFOR, "Follow-up of diabetes and blood pressure"),
    ("2026-06-11", "10:00", PATEL, "Follow-up of kidney disease"),
    ("2026-07-07", "09:00", OKAFOR, "Blood pressure and change of medicines"),
    ("2026-08-26", "11:00", OKAFOR, "Follow-up after the hospital"),
    ("2026-10-06", "09:00", OKAFOR, "Yearly check-up"),
)
"""Date, time, doctor, reason."""

APPOINTMENTS = (
    ("2026-09-10", "11:00", "11:30", PATEL, "Nephrology", "Follow-up of kidney disease", "cancelled"),
    ("2026-11-26", "10:00", "10:30", PATEL, "Nephrology", "Follow-up of kidney disease", "cancelled"),
    ("2026-12-03", "10:00", "10:30", PATEL, "Nephrology", "Follow-up of kidney disease", "booked"),
    ("2027-01-14", "14:30", "15:00", LINDQVIST, "Ophthalmology", "Diabetic eye examination", "booked"),
)
"""Thanksgiving, 26 November, was booked by mistake and moved by a week."""


def visit(date: str, time: str, doctor: str, reason: str) -> Resource:
    """A visit that took place, half an hour long."""
    hour, minute = divmod(int(time[:2]) * 60 + int(time[3:]) + 30, 60)
    where = "Location/riverside-eye" if doctor == LINDQVIST else "Location/riverside-main"
    return resource(
        "Encounter",
        f"visit-{date}",
        status="finished",
        **{"class": {"system": HL7 + "v3-ActCode", "code": "AMB", "display": "ambulatory"}},
        type=[coded(SNOMED, "185349003", "Encounter for check up")],
        subject=to(ELLIS),
        participant=[{"individual": to(doctor, DOCTORS[doctor])}],
        period={"start": local(date, time), "end": local(date, f"{hour:02d}:{minute:02d}")},
        reasonCode=[{"text": reason}],
        location=[{"location": to(where)}],
        serviceProvider=to(CLINIC),
    )


def appointment(row: tuple[str, str, str, str, str, str, str]) -> Resource:
    """A visit to come, or one that was called off."""
    date, start, end, doctor, specialty, reason, status = row
    where = "Location/riverside-eye" if doctor == LINDQVIST else "Location/riverside-main"
    answer = "declined" if status == "cancelled" else "accepted"
    actors = ((ELLIS, "Margaret Ellis"), (doctor, DOCTORS[doctor]), (where, None))
    return resource(
        "Appointment",
        f"appointment-{date}",
        status=status,
        specialty=[{"text": specialty}],
        reasonCode=[{"text": reason}],
        description=reason,
        start=local(date, start),
        end=local(date, end),
        participant=[{"actor": to(actor, name), "status": answer} for actor, name in actors],
    )
