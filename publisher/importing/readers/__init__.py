"""Readers: one for each format, each giving lines and blocks; and what a file must be before one touches it."""
