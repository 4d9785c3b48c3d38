"""Records at rest: one encrypted file per person."""
