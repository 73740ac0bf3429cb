"""Kolada: key figures from the open database of Swedish municipalities, as files for people to review and commit."""
