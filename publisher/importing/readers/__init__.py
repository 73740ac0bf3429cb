"""Readers: one for each format, each returning lines and blocks; and the checks of a file before it is read."""
