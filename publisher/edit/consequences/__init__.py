"""Consequences: what else has to change with a file, since it refers to it or runs parallel to it."""
