"""Drafts: proposed files as text, merged into a publication without removing anything, and reports on them."""
