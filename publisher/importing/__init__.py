"""Importing makes drafts of what people have: a file is read, understood and placed, and each line accounted for."""
