"""Changes: the comparison of two versions of a publication, as a page and in print."""
