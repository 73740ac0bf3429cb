"""The command line: each file holds commands, which call the rooms and show the result."""
