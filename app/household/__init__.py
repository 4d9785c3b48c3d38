"""Who lives here, which devices they have, and what opens whose record where."""
