"""Made-up publications by the thousand, and what the program does with them: `python -m tests.fuzz --minutes N`."""
