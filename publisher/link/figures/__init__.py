"""Figures: what is computed from measurements, and which numbers may be published."""
