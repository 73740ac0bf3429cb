"""Layout: combines the lines on a page into headings, lists and paragraphs."""
