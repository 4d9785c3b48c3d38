"""Preparing a visit with a doctor, rehearsing it, and what is kept of it; pure."""
