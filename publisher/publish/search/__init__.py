"""Search: the index of the finished pages, and the words that readers may type."""
