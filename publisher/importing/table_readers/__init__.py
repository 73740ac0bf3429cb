"""Readers of spreadsheets: a reader for each format, into one form."""
