"""Build: what each command puts into the output folder."""
