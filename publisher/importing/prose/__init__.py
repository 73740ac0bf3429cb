"""Prose: what the sections of a text say, by the words of its language: how binding it is, and about what."""
