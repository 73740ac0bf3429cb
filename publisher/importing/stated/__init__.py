"""Stated: what paragraphs state outside tables: indicators, goals and actions by their labels, targets in sentences."""
