"""How right the answers are, against gold computed from the raw records."""
