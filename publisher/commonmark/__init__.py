"""CommonMark: parses the texts of authors and templates, once, by a single parser; it knows texts, not plans."""
