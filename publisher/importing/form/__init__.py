"""Data structures between a file and a draft: the source, the proposal, and the account of each line."""
