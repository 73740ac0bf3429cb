"""Editing: web forms that change a publication's files, leaving every unchanged byte as it is."""
