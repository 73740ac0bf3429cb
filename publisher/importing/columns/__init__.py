"""Columns: what the columns of a table contain, by their headers and the numbers and words in their cells."""
