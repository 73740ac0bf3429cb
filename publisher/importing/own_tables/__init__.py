"""The program's own tables come back: cells that somebody changed in a spreadsheet, written where they come from."""
