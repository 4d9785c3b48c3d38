"""How right answers are: many wordings over the shared patients, against gold answers from the raw files."""
