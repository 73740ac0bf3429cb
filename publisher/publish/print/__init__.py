"""Print: editions as PDF files, from the selection of pages to the tags in the file."""
