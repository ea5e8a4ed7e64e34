"""Codex as its users' programs see it: over the public API, with nothing that a stranger with a token could not do."""
