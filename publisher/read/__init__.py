"""Reading: turns files into documents with positions. It knows files and lines, not plans."""
