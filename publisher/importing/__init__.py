"""Importing: turns existing documents into drafts: reads, interprets and places them, accounting for every line."""
