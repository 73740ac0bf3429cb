"""Benchmarks: publications of any size, and what the program costs for them. Run by hand, never by the tests."""
