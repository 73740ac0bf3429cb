"""Files: opening, saving, adding and removing files of a publication, with the consequences, and undo."""
