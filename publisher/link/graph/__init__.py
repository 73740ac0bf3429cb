"""The graph: what documents declare and refer to."""
