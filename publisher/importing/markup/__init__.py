"""Markup: documents that mark their own headings, lists and tables, as parts in order, and the blocks these make."""
