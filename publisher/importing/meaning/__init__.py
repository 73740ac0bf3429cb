"""Meaning: from the blocks of a source to the parts of a publication, by the words of its language."""
