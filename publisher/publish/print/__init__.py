"""Print: editions as PDF files, from the pages they hold to the tags in the file."""
