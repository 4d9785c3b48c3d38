"""Data that ships with the store."""
