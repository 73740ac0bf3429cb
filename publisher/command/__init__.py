"""Command is the front door's room: each file holds commands, which call the rooms and show people what happened."""
