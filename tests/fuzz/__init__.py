"""Run the program on thousands of generated publications: `python -m tests.fuzz --minutes N`."""
