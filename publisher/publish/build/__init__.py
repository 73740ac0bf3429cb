"""Builds: what each command writes into the output folder."""
