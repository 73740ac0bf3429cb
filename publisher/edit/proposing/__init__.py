"""Proposing: what was saved becomes a proposal in the council's repository, without words of Git."""
