"""Search: the index of the finished pages, and what readers may type for their words."""
