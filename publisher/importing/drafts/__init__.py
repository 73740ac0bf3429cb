"""Drafts: proposed files as text, added to a publication without removing anything, and their reports."""
