"""Render turns the linked publication into pages of finished Markdown, once, for every medium."""
