"""Output: finished files put in place, whole or not at all, and the cache of what was printed."""
