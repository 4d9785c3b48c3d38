"""Sound to words and words to sound."""
