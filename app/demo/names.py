"""References to the people and places of Riverside Clinic."""

ELLIS = "Patient/margaret-ellis"
CLINIC = "Organization/riverside-clinic"
OKAFOR = "Practitioner/dr-okafor"
PATEL = "Practitioner/dr-patel"
LINDQVIST = "Practitioner/dr-lindqvist"
DOCTORS = {OKAFOR: "Dr. Susan Okafor", PATEL: "Dr. Anil Patel", LINDQVIST: "Dr. Karin Lindqvist"}
