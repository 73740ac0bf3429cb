"""Output: replaces the finished site in one step, records builds, and keeps files between them."""
