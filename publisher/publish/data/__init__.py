"""Data: the publication for other programs, as JSON, CSV and a feed."""
