"""Round trip of the program's own tables: cells edited in a spreadsheet are written back to their source files."""
