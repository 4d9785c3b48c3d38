"""From evidence to plain sentences: meaning first, then the number, then when and from where."""
