"""Slips that people make, planted in a publication."""
