"""Readers of texts: one for each format, each returning lines and blocks; and the choice among all readers."""
