"""Print: pages as a tree that Typst draws, and editions as PDF files."""
