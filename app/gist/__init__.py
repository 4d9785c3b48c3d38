"""What a sentence is likely to ask: a small sentence encoder, and what was learned from example wordings."""
