"""Linking: makes one graph of the validated values, with references in both directions, and computes figures."""
