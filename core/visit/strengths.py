"""Whether a prescription was raised or lowered."""

from core.facts import Medicine
from core.prescription import STRENGTH


def direction(now: Medicine, before: Medicine) -> str:
    """`raised` or `lowered` when only the strength differs and both have one; else empty."""
    strengths = [STRENGTH.findall(m.name) for m in (now, before)]
    if any(len(found) != 1 for found in strengths) or now.dose.lower() != before.dose.lower():
        return ""
    (new, new_unit), (old, old_unit) = (found[0] for found in strengths)
    if new_unit.lower() != old_unit.lower() or new == old:
        return ""
    return "raised" if float(new.replace(",", "")) > float(old.replace(",", "")) else "lowered"
