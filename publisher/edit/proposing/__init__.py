"""Proposing: turns saved changes into a pull request for the council's repository, without git jargon."""
