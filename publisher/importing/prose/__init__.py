"""Prose: what a text says in its sections, by the words of its language: how binding, and about what."""
