"""Drafts: proposed files as text, put into a publication without taking anything away, and told to people."""
