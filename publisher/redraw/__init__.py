"""Redrawing: the cache of drawn pages, and which of them must be drawn again."""
