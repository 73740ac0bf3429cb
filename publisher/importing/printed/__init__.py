"""Printed pages: their columns, their tables with or without ruling lines, and their pictures."""
