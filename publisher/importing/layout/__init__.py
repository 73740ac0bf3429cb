"""Layout: lines as they stand on a page, put together to headings, lists and paragraphs."""
