"""Several people at one server: who they are, what they may edit, a copy for each, and a line for each save."""
