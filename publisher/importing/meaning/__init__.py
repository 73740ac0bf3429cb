"""Meaning: converts the blocks of a source into parts of a publication, by the words of its language."""
