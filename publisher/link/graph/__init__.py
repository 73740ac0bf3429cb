"""Graph: what documents declare and refer to."""
