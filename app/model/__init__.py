"""A language model behind any OpenAI-compatible endpoint: wording and a guess at what was asked, both checked."""
