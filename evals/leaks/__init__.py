"""Whether a word of the record is ever found outside of the vault."""
