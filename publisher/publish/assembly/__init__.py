"""Assembly: puts pages into our own shell, rebuilding each only if its inputs have changed."""
