"""Checks before a file is opened."""
