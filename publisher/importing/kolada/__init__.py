"""Kolada: key figures from the open database of Swedish municipalities, as files that people review and commit."""
