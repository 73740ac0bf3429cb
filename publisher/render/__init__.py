"""Rendering: turns the linked publication into pages of finished Markdown, once for all media."""
