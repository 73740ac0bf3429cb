"""Open data: the publication for other programs, as JSON, CSV, feeds and calendars."""
