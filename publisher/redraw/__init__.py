"""Redraw: pages as they were drawn the last time, and which of them are to be drawn again."""
